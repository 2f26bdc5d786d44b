"""Where a week's sessions go: strength and runs on days that suit, apart from each other, as early as they fit.

Pure search over at most seven days; the same few questions come up again and again, so answers are kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

Days = tuple[int, ...]  # weekdays, Monday = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """How many more sessions of a kind, from which weekday on, and how many days apart (2 = every other day)."""

    count: int
    start: int
    apart: int


Pair = tuple[Days, Days]  # strength, runs


@lru_cache(maxsize=8192)
def place(suits: Days, strength: Wish, runs: Wish, busy: Days = (), usual: Pair = ((), ())) -> Pair:
    """Days for strength and for runs: as many as wished, then apart from each other, then where they were due anyway.

    `busy` are days on which one session has already been done, so that a second one there counts as shared; `usual`
    is where the week's sessions lay when it began: a missed one moves and the others stay. Last, earlier is better.
    """
    return max(_pairs(suits, strength, runs), key=lambda pair: _score(pair, frozenset(busy), usual))


def _pairs(suits: Days, strength: Wish, runs: Wish) -> Iterator[Pair]:
    running = _choices(suits, runs)
    for days in _choices(suits, strength):
        for other in running:
            yield days, other


def _choices(suits: Days, wish: Wish) -> list[Days]:
    """Every way to place as many sessions as can be placed."""
    open_days = [day for day in suits if day >= wish.start]
    for count in range(min(wish.count, len(open_days)), 0, -1):
        found = [days for days in combinations(open_days, count) if _are_apart(days, wish.apart)]
        if found:
            return found
    return [()]


def _are_apart(days: Days, apart: int) -> bool:
    return all(later - earlier >= apart for earlier, later in pairwise(days))


def _score(pair: Pair, busy: frozenset[int], usual: Pair) -> tuple[int, int, int, tuple[int, ...], tuple[int, ...]]:
    strength, runs = pair
    shared = len(set(strength) & set(runs)) + len(busy & {*strength, *runs})
    kept = len(set(strength) & set(usual[0])) + len(set(runs) & set(usual[1]))
    return -shared, kept, -sum(strength) - sum(runs), tuple(-day for day in strength), tuple(-day for day in runs)
