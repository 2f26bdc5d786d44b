"""A runner's own step rate, from counting one foot or from tapping along. Pure.

Counting is the method to trust. Taps come through a network: each is late by an amount of its own, some are lost. Over
many taps the rhythm still shows, so it is looked for directly (which steps per minute would put all taps at the same
point of their beat?), and when it does not show clearly the answer is None rather than a guess.
"""

import cmath
import math
from collections.abc import Sequence
from statistics import mean, median

from protocols.errors import RehabError

COUNT_SECONDS = 30
COUNTS = 4
TAP_SECONDS = 15  # what the chat asks for
_SLOWEST, _FASTEST = 100.0, 240.0  # steps per minute
_ODD_COUNT = 3  # strides away from the median: a miscount

_FEWEST_TAPS, _SHORTEST_MS = 15, 8_000
_SOONEST_MS = 150
_CLEAR = 0.55  # how well the beat must fit: 1 = all taps at the same point of it, about 0.2 = chance
_TOO_EVEN = 0.99  # no finger is that even: the taps came in batches, and what we see is the rhythm of the network
_TAPS_A_STEP = (0.90, 1.10)  # fewer: too many lost; more: not one tap a step


class CadenceCountError(RehabError):
    """Counts that cannot be strides of one foot in 30 s."""

    code = "cadence_count"


def from_counts(counts: Sequence[int]) -> float:
    """Steps per minute with both feet from `COUNTS` counts of one foot over 30 s each; a single miscount is left out.

    Raises CadenceCountError when there are not four counts or they are no running.
    """
    factor = 2 * 60 / COUNT_SECONDS
    if len(counts) != COUNTS or not all(_SLOWEST <= count * factor <= _FASTEST for count in counts):
        raise CadenceCountError
    middle = median(counts)
    kept = [count for count in counts if abs(count - middle) <= _ODD_COUNT]
    return round(mean(kept or counts) * factor, 1)


def from_taps(times_ms: Sequence[float]) -> float | None:
    """Steps per minute from when taps, one a step for some 15 s, arrived; None when the rhythm is not clear."""
    times = _apart(sorted(times_ms))
    if len(times) < _FEWEST_TAPS or times[-1] - times[0] < _SHORTEST_MS:
        return None
    best, coarse = max(
        (_fit(times, half / 2), half / 2) for half in range(round(2 * _SLOWEST), round(2 * _FASTEST) + 1)
    )
    if not _CLEAR <= best <= _TOO_EVEN:
        return None
    fine = max((_fit(times, coarse + step / 20), coarse + step / 20) for step in range(-15, 16))[1]
    steps = (times[-1] - times[0]) / 60_000 * fine + 1
    fewest, most = _TAPS_A_STEP
    return round(fine, 1) if fewest <= len(times) / steps <= most else None


def _apart(times: Sequence[float]) -> list[float]:
    """Without those that follow another sooner than anybody steps: double taps, and taps that came in one batch."""
    kept: list[float] = []
    for at in times:
        if not kept or at - kept[-1] >= _SOONEST_MS:
            kept.append(at)
    return kept


def _fit(times: Sequence[float], spm: float) -> float:
    """1 when all times lie at the same point of the beat, near 0 when they are spread over it."""
    turn = 2j * math.pi * spm / 60_000
    return abs(sum(cmath.exp(turn * at) for at in times)) / len(times)
