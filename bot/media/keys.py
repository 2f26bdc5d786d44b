"""Names under which an uploaded file may be sent again: equal names mean equal bytes.

Only what is the same for every runner has a name. Charts, cards and papers are one person's and are made anew.
"""

import hashlib
from functools import cache

from bot.media.pictures import Side, source
from bot.media.sounds import METRONOME_MINUTES
from protocols.model import Step

SOUND_VERSION = 1  # one more whenever clicks, cues or encoding change
FILM_VERSION = 1  # one more whenever animations change though the drawings do not


def picture(exercise: str, level: str, side: Side) -> str:
    return f"picture:{exercise}:{level}:{side}:{_drawing(exercise, level, side)}"


def animation(exercise: str, level: str, side: Side) -> str:
    return f"animation:{FILM_VERSION}:{exercise}:{level}:{side}:{_drawing(exercise, level, side)}"


def metronome(spm: float, *, minutes: float = METRONOME_MINUTES) -> str:
    return f"metronome:{SOUND_VERSION}:{spm:g}:{minutes:g}"


def session(step: Step, spm: float | None) -> str:
    rounds = f"{step.run:g}-{step.walk:g}-{step.rounds}-{step.last:g}"
    return f"session:{SOUND_VERSION}:{step.id}:{rounds}:{'silent' if spm is None else f'{spm:g}'}"


@cache
def _drawing(exercise: str, level: str, side: Side) -> str:
    """A redrawn picture is another file."""
    return hashlib.sha256(source(exercise, level, side).encode()).hexdigest()[:12]
