"""Clicks and cue melodies as samples.

The cues differ in contour, count and length, so that they are told apart with one earbud and a street beside it:
run rises, walk falls, halfway is two equal notes, the last one three quick high ones.
"""

from functools import cache
from typing import TYPE_CHECKING

from bot.media.sound.session import CueKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000  # samples per second; enough for clicks and beeps up to 8 kHz
CUE_PEAK = 0.70
CLICK_PEAK = 0.55
_SOFTER = 0.8  # the right foot's click
_CLICK_SECONDS = 0.04
_LEFT_HZ, _RIGHT_HZ = 1047.0, 1568.0

# Notes as (Hz, seconds); 0 Hz is a rest.
_MELODIES: dict[CueKind, tuple[tuple[float, float], ...]] = {
    "warm_up": ((392.0, 0.45), (0, 0.08), (392.0, 0.45)),
    "run": ((523.0, 0.14), (659.0, 0.14), (784.0, 0.14), (1047.0, 0.36)),
    "walk": ((784.0, 0.30), (523.0, 0.45)),
    "halfway": ((880.0, 0.22), (0, 0.12), (880.0, 0.22)),
    "last_one": ((1319.0, 0.10), (0, 0.07), (1319.0, 0.10), (0, 0.07), (1319.0, 0.22)),
    "cool_down": ((784.0, 0.25), (659.0, 0.25), (523.0, 0.25), (392.0, 0.60)),
    "finish": ((523.0, 0.16), (784.0, 0.16), (1047.0, 0.16), (784.0, 0.16), (1047.0, 0.60)),
}


def cue_seconds(kind: CueKind) -> float:
    return sum(seconds for _, seconds in _MELODIES[kind])


@cache
def cue(kind: CueKind) -> "NDArray[np.float32]":
    import numpy as np  # heavy: loaded with the first sound

    return np.concatenate([_note(hertz, seconds) for hertz, seconds in _MELODIES[kind]])


@cache
def click(*, left: bool) -> "NDArray[np.float32]":
    """A short blip with a sharp start; the left foot's is lower and louder."""
    import numpy as np  # as above

    time = np.arange(int(RATE * _CLICK_SECONDS)) / RATE
    hertz, peak = (_LEFT_HZ, CLICK_PEAK) if left else (_RIGHT_HZ, CLICK_PEAK * _SOFTER)
    blip = peak * np.sin(2 * np.pi * hertz * time) * np.exp(-time / 0.009)
    return blip.astype(np.float32)


def _note(hertz: float, seconds: float) -> "NDArray[np.float32]":
    """A tone with a little of its octave, faded at both ends so that it does not crackle."""
    import numpy as np  # as above

    time = np.arange(int(RATE * seconds)) / RATE
    fade = np.minimum(1, np.minimum(time, seconds - time) / 0.012)
    wave = 0.8 * np.sin(2 * np.pi * hertz * time) + 0.2 * np.sin(4 * np.pi * hertz * time)
    return (CUE_PEAK * fade * wave).astype(np.float32)
