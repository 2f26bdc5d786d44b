"""Puts misspelt words right, towards words the knowledge base knows.

Every known word is filed under itself and under what is left when one letter (of long domain words: two) is dropped, so
that a look-up compares with a few words instead of the whole vocabulary. The files hold check sums and numbers, a
twentieth of what the same keys need as strings.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import combinations
from zlib import crc32

import numpy as np

from protocols.knowledge.text import stem

_LONG = 9  # letters from which two slips are forgiven
_SHORTEST = 3
_ENDING = "er r est ness ful less able ment ish ier ily ion ance al en or y ic ally age hood ship like wise"
_ENDINGS = tuple(_ENDING.split())
_LONGEST = 20
_WORK = 160  # unknown words looked at in one message; bounds the time on senseless text


class Speller:
    """`domain` words win over `common` ones; `english` words are left as they are but nothing is turned into them.

    `grave` words raise an alarm: a slip must begin like one, so that "humour" is no tumour.
    """

    def __init__(
        self, domain: Iterable[str], common: Iterable[str], english: Iterable[str], grave: Iterable[str] = ()
    ) -> None:
        self._domain = {word for word in domain if word.isalpha()}
        self._known = self._domain | {word for word in common if word.isalpha()}
        self._english = array("I", sorted({_sum(word) for word in english}))
        self._grave = frozenset(grave)
        self._stems = {stem(word) for word in self._known}
        self._files = _Files({word: 2 if len(word) >= _LONG and word in self._domain else 1 for word in self._known})

    def knows(self, word: str) -> bool:
        """Whether the word, or another form of it, is in the vocabulary."""
        return (
            word in self._known
            or self._is_english(word)
            or stem(word) in self._stems
            or any(
                word.endswith(ending) and len(word) - len(ending) >= 3 and stem(word[: -len(ending)]) in self._stems
                for ending in _ENDINGS
            )
        )

    def _is_english(self, word: str) -> bool:
        place = bisect_left(self._english, wanted := _sum(word))
        return place < len(self._english) and self._english[place] == wanted

    def fix(self, words: Iterable[str]) -> tuple[str, ...]:
        """The words with slips put right; what has no near neighbour stays."""
        fixed: list[str] = []
        looked = 0
        for word in words:
            if (
                len(word) < _SHORTEST
                or len(word) > _LONGEST
                or not word.isascii()
                or not word.isalpha()
                or self.knows(word)
            ):
                fixed.append(word)
            elif looked < _WORK:
                looked += 1
                fixed.append(self._nearest(word))
            else:
                fixed.append(word)
        return tuple(fixed)

    def _nearest(self, word: str) -> str:
        slips = 2 if len(word) >= _LONG - 1 else 1
        candidates = self._files.sharing(_trimmed(word, slips))
        ranked = sorted((rank, known) for known in candidates if (rank := self._rank(word, known)) is not None)
        return ranked[0][1] if ranked else word

    def _rank(self, word: str, known: str) -> tuple[float, int, int] | None:
        """How near; None when it is too far to be a slip of the finger or of the ear."""
        if sorted(word) == sorted(known) and word[0] in known[:2]:
            cost = 0.6 + 0.2 * (len(word) > 3 and distance(word, known, 2) > 1)
        else:
            cost = float(distance(word, known, 2))
        allowed = 2 if min(len(word), len(known)) >= _LONG - 1 else 1
        if cost > allowed or (cost >= 1 and not _grown(word, known, known in self._domain)):
            return None
        if cost >= 1 and len(word) == len(known) < 5:  # another letter in a short word makes another word: cord, cold
            return None
        if cost > 1 and set(word[:2]) != set(known[:2]):
            return None
        if word[0] != known[0]:
            if known in self._grave:
                return None
            if cost >= 1 and len(word) < 6:
                return None
            cost += 0.3
        return (cost, int(known not in self._domain), -len(known))


class _Files:
    """Known words under the check sums of their keys; two keys with one sum do no harm, words are compared anyway."""

    def __init__(self, slips: Mapping[str, int]) -> None:
        """`slips`: the known words, each with how many letters may be left out."""
        self._words = tuple(slips)
        sums, places = array("I"), array("H")
        for place, (word, most) in enumerate(slips.items()):
            keys = _trimmed(word, most)
            sums.extend(_sum(key) for key in keys)
            places.extend([place] * len(keys))
        order = np.argsort(sums)
        self._sums, self._places = np.asarray(sums)[order], np.asarray(places)[order]

    def sharing(self, keys: Iterable[str]) -> set[str]:
        """The words that are filed under any of these keys."""
        wanted = np.array([_sum(key) for key in keys], self._sums.dtype)
        starts, ends = (self._sums.searchsorted(wanted, side).tolist() for side in ("left", "right"))
        spans = [self._places[start:end] for start, end in zip(starts, ends, strict=True) if start < end]
        return {self._words[place] for span in spans for place in span.tolist()}


def _sum(word: str) -> int:
    return crc32(word.encode())


def _grown(word: str, known: str, domain: bool) -> bool:
    """Whether a short word may be a slip at all: three letters only for a domain word that lost one ("wek")."""
    return len(word) >= 4 <= len(known) or (domain and len(word) == 3 and len(known) == 4 and word[0] == known[0])


def _trimmed(word: str, slips: int) -> set[str]:
    """The word, and the word with up to `slips` letters left out."""
    keys = {word}
    if len(word) > _SHORTEST - 1:
        keys.update(word[:place] + word[place + 1 :] for place in range(len(word)))
    if slips > 1:
        keys.update(word[:i] + word[i + 1 : j] + word[j + 1 :] for i, j in combinations(range(len(word)), 2))
    return keys


def distance(one: str, other: str, limit: int) -> int:
    """Edit distance with swapped neighbours as one slip, never more than limit + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        current = [row]
        for column, match in enumerate(other, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (sign != match))
            if row > 1 and column > 1 and sign == other[column - 2] and one[row - 2] == match:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, last = last, current
    return min(last[-1], limit + 1)
