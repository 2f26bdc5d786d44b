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
def place(suits: Days, strength: Wish, runs: Wish, busy: Days = (), usual: Pair | None = None) -> Pair:
    """Days for strength and for runs in one week.

    A fresh week holds as many of both as wished, then as few shared days as possible, the earliest first. A week that
    has begun (`usual`: where its sessions lay on Monday) leaves strength where it was due and gives up a missed run
    rather than put it on a day that is already taken. `busy` are days on which one session has been done.
    """
    done = frozenset(busy)
    if usual is None:
        return max(_pairs(suits, strength, runs), key=lambda pair: (_count(pair), -_shared(pair, done), *_early(pair)))
    planned = _days_shared(usual)
    return max(
        _pairs(suits, strength, runs),
        key=lambda pair: (
            len(set(pair[0]) & set(usual[0])),
            -len(_days_taken(pair, done) - planned),
            _count(pair),
            len(set(pair[1]) & set(usual[1])),
            *_early(pair),
        ),
    )


def _pairs(suits: Days, strength: Wish, runs: Wish) -> Iterator[Pair]:
    """As many strength sessions as can be placed, with any number of runs."""
    every = _choices(suits, strength)
    most = max(map(len, every))
    return ((days, other) for days in every if len(days) == most for other in _choices(suits, runs))


def _choices(suits: Days, wish: Wish) -> list[Days]:
    """Every way to place that many sessions or fewer."""
    open_days = [day for day in suits if day >= wish.start]
    counts = range(min(wish.count, len(open_days)) + 1)
    return [days for count in counts for days in combinations(open_days, count) if _are_apart(days, wish.apart)]


def _are_apart(days: Days, apart: int) -> bool:
    return all(later - earlier >= apart for earlier, later in pairwise(days))


def _count(pair: Pair) -> int:
    return len(pair[1])


def _days_shared(pair: Pair) -> frozenset[int]:
    return frozenset(pair[0]) & frozenset(pair[1])


def _days_taken(pair: Pair, busy: frozenset[int]) -> frozenset[int]:
    """Days with two sessions, those already done included."""
    return _days_shared(pair) | (busy & {*pair[0], *pair[1]})


def _shared(pair: Pair, busy: frozenset[int]) -> int:
    return len(_days_taken(pair, busy))


def _early(pair: Pair) -> tuple[int, Days, Days]:
    strength, runs = pair
    return -sum(strength) - sum(runs), tuple(-day for day in strength), tuple(-day for day in runs)
