"""Reads what a message is about, with tables that a network was taught into (`training/`).

Two readings add up: a small network that takes the words in their order, and one row for each sign of the message
(word stems, neighbours, concepts, groups of words of like meaning). Together they say how likely every class is: each
passage, "not in the article", diary, small talk, each level of alarm.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from protocols.errors import ContentError
from protocols.knowledge.model import ALARMS, Kind
from protocols.knowledge.network import Network
from protocols.knowledge.signs import ASKED, TOLD, Signs
from protocols.knowledge.tables import Tables

_REMEMBERED = 8  # runs of words: those of one message are looked up for each of its questions

OTHERS = (Kind.ABSTAIN, Kind.LOG, Kind.CHAT, *ALARMS)
"""What a message may be besides a question that a passage answers."""


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
    """Looks rows up and puts them through the network; about a millisecond."""

    def __init__(self, tables: Tables, classes: Sequence[str]) -> None:
        if tuple(classes) != tables.classes:
            raise ContentError("reader.bin", "classes", "are not the passages there are: run `python -m training`")
        self._t = tables
        self._network = Network(tables.weights, tables.heads)
        self._places = lru_cache(_REMEMBERED)(tables.words.places)
        self._groups = lru_cache(_REMEMBERED)(self._grouped)

    def read(self, signs: Signs) -> Reading:
        """What a message with these signs is about."""
        told, asked = sequence(signs, self._network.longest)
        places = self._places(tuple(told))
        known = places >= 0
        rows = self._t.word_rows[places[known]].astype(np.float32) * np.float32(self._t.word_scale)
        logits = self._signed(signs) + (self._network(rows, asked[known]) if known.any() else np.float32(0))
        words = any(there and word.isalnum() for word, there in zip(told, known.tolist(), strict=True))
        raised = np.exp(logits - logits.max())
        return Reading(dict(zip(self._t.classes, (raised / raised.sum()).tolist(), strict=True)), words)

    def _signed(self, signs: Signs) -> NDArray[np.float32]:
        """What the signs, and the groups of words, say for every class."""
        places = self._t.signs.places(list(signs.named)).tolist()
        counts = {place: weight for place, weight in zip(places, signs.named.values(), strict=True) if place >= 0}
        asked, told = (self._groups(words) for words in (signs.asked or signs.told, signs.told))
        counts |= dict.fromkeys(told, TOLD) | dict.fromkeys(asked, ASKED)
        rows = self._t.sign_rows[np.fromiter(counts, np.intp, len(counts))].astype(np.float32)
        counted = np.fromiter(counts.values(), np.float32, len(counts))
        length = np.float32(np.sqrt(np.square(counted).sum()) or 1)
        return counted @ rows * (np.float32(self._t.sign_scale) / length)

    def _grouped(self, words: tuple[str, ...]) -> frozenset[int]:
        """Rows of the groups of words; they follow those of the signs."""
        places = self._places(words)
        return frozenset((self._t.groups[places[places >= 0]].astype(np.intp) + len(self._t.signs)).flatten().tolist())


def sequence(signs: Signs, longest: int) -> tuple[list[str], NDArray[np.intp]]:
    """The words that the network takes, and 1 for those of questions; a long message begins with its question."""
    asked = set(signs.asked or signs.told)
    told = list(signs.told)
    if len(told) > longest:
        told = [*signs.asked[: longest // 2], *told][:longest]
    return told, np.array([word in asked for word in told], np.intp)
