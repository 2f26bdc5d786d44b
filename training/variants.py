"""More texts from few: words left out, swapped for near ones, or mistyped. The teacher says what they mean."""

from collections.abc import Mapping, Sequence
from random import Random

_LEFT_OUT, _SWAPPED, _SLIPPED = 0.12, 0.34, 0.37  # cumulative shares of words


def variant(text: str, near: Mapping[str, Sequence[str]], random: Random) -> str:
    """One changed copy of a text."""
    kept: list[str] = []
    for word in text.split():
        drawn = random.random()
        plain = word.lower().strip(".,?!")
        if drawn < _LEFT_OUT:
            continue
        if drawn < _SWAPPED and near.get(plain):
            kept.append(random.choice(near[plain]))
        elif _SWAPPED <= drawn < _SLIPPED:
            kept.append(_slip(word, random))
        else:
            kept.append(word)
    return " ".join(kept) or text


def _slip(word: str, random: Random) -> str:
    """A letter lost, swapped with its neighbour, or doubled."""
    if len(word) < 5:
        return word
    place = random.randrange(1, len(word) - 1)
    kind = random.random()
    if kind < 0.4:
        return word[:place] + word[place + 1 :]
    if kind < 0.8:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[: place + 1] + word[place:]
