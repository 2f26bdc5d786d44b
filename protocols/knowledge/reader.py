"""Reads what a message is about, with tables that a small network was folded into (`training/`).

A message is a bag of words and of signs. Each has a row of small whole numbers; the rows are summed, and two layers
make of the sums how likely every class is: each passage, "not in the article", diary, small talk, each level of
alarm.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from protocols.errors import ContentError
from protocols.knowledge.lanes import Lanes, summed
from protocols.knowledge.model import ALARMS, Kind
from protocols.knowledge.signs import ASKED, TOLD, Signs
from protocols.knowledge.tables import Tables

OTHERS = (Kind.ABSTAIN, Kind.LOG, Kind.CHAT, *ALARMS)
"""What a message may be besides a question that a passage answers."""
_FLAT = 1e-5  # keeps a bag without any known word from being blown up
_EMPTY = 0.5  # added to the attention of a bag: few weak words stay weak
_STEP = 1 / 64  # how finely the sums are told apart
_OFFSET = 1024  # makes them positive; 16 on the scale of the network


@dataclass(frozen=True, slots=True)
class Reading:
    """How likely each class is, from 0 to 1; `known` is false when no word of the message has a row."""

    likely: Mapping[str, float]
    known: bool

    def best(self, among: Iterable[str]) -> list[str]:
        """These classes, the likeliest first."""
        return sorted(among, key=lambda name: -self.likely[name])

    def share(self, among: Iterable[str]) -> float:
        """How likely it is one of these."""
        return sum(self.likely[name] for name in among)


class Reader:
    """Looks rows up and sums them; about a tenth of a millisecond for each layer."""

    def __init__(self, tables: Tables, classes: Sequence[str]) -> None:
        if tuple(classes) != tables.classes:
            raise ContentError("reader.bin", "classes", "are not the passages there are: run `python -m training`")
        self._t = tables
        self._hidden = Lanes(tables.hidden)
        self._out = Lanes(tables.out)

    def read(self, signs: Signs) -> Reading:
        """What a message with these signs is about."""
        bags = [*self._bag(signs.asked or signs.told), *self._bag(signs.told)]
        hidden = self._layer(self._hidden, self._t.hidden_scale, self._t.hidden_bias, bags)
        raised = [max(0.0, value) for value in hidden]
        logits = self._layer(self._out, self._t.out_scale, self._t.out_bias, raised)
        logits = [one + other for one, other in zip(logits, self._named(signs), strict=True)]
        known = any(word.isalnum() and self._t.words.place(word) is not None for word in signs.told)
        return Reading(dict(zip(self._t.classes, _shares(logits), strict=True)), known)

    def _bag(self, words: Sequence[str]) -> list[float]:
        """The weighted mean of the words' rows, head by head, brought to one spread."""
        heads, width = self._t.heads, self._t.width
        rows = [self._t.word_rows[place] for word in words if (place := self._t.words.place(word)) is not None]
        sums = summed(rows, heads + width)
        mean: list[float] = []
        for head in range(heads):
            total = sums[head] * self._t.attention_scale + _EMPTY
            part = sums[heads + head * width // heads : heads + (head + 1) * width // heads]
            mean.extend(value * self._t.word_scale / total for value in part)
        return _levelled(mean)

    def _named(self, signs: Signs) -> list[float]:
        """What the signs, and the groups of words, say for every class."""
        known = {
            place: weight for name, weight in signs.named.items() if (place := self._t.signs.place(name)) is not None
        }
        known |= dict.fromkeys(self._groups(signs.told), TOLD)
        known |= dict.fromkeys(self._groups(signs.asked or signs.told), ASKED)
        rows = [self._t.sign_rows[place] for place, weight in known.items() for _ in range(weight)]
        length = math.sqrt(sum(weight * weight for weight in known.values())) or 1.0
        return [value * self._t.sign_scale / length for value in summed(rows, len(self._t.classes))]

    def _groups(self, words: Sequence[str]) -> Iterator[int]:
        for word in words:
            place = self._t.words.place(word)
            if place is not None:
                row = self._t.groups[place]
                yield from (
                    len(self._t.signs) + low + 256 * high for low, high in zip(row[::2], row[1::2], strict=True)
                )

    def _layer(self, lanes: Lanes, scale: float, bias: Sequence[float], values: Sequence[float]) -> list[float]:
        steps = [min(max(round(value / _STEP), -_OFFSET), _OFFSET - 1) for value in values]
        return [total * scale * _STEP + plus for total, plus in zip(lanes.times(steps, _OFFSET), bias, strict=True)]


def _levelled(values: Sequence[float]) -> list[float]:
    """Mean 0 and spread 1."""
    mean = math.fsum(values) / len(values)
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values) + _FLAT)
    return [(value - mean) / spread for value in values]


def _shares(logits: Sequence[float]) -> list[float]:
    most = max(logits)
    raised = [math.exp(logit - most) for logit in logits]
    total = math.fsum(raised)
    return [value / total for value in raised]
