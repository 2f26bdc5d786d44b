"""Sounds for the chat's music player: a plain metronome, and the audio of exactly one run step.

MP3, because `sendAudio` takes MP3 or M4A only: an OGG would arrive as a voice note without a title.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.media.sound.mp3 import Event, encode
from bot.media.sound.session import LEAD_IN_MS, SessionPlan, plan_session
from bot.media.sound.tones import RATE, click, cue, cue_seconds
from bot.texts import media as texts
from protocols.model import Step

__all__ = ["MAX_SPM", "MIN_SPM", "CadenceRangeError", "Sound", "metronome", "plan_session", "session"]

MIN_SPM, MAX_SPM = 120.0, 220.0
METRONOME_MINUTES = 10.0
_BREATH = 0.25  # seconds between a cue and the next click


class CadenceRangeError(ValueError):
    """A cadence that nobody runs at."""


@dataclass(frozen=True, slots=True)
class Sound:
    """MP3 bytes and what `sendAudio` wants to know beside them."""

    data: bytes
    seconds: int
    title: str
    performer: str
    file_name: str


def metronome(spm: float, *, minutes: float = METRONOME_MINUTES) -> Sound:
    """`spm` steps per minute for `minutes`; left and right clicks differ in pitch and loudness."""
    _check(spm)
    seconds = LEAD_IN_MS / 1000 + minutes * 60
    steps = _steps(spm, LEAD_IN_MS / 1000, seconds)
    data = encode((Event(round(at * RATE), click(left=left)) for at, left in steps), seconds)
    return Sound(data, round(seconds), texts.metronome_title(spm), texts.PERFORMER, f"metronome-{spm:g}.mp3")


def session(step: Step, spm: float | None) -> Sound:
    """Warm-up, run and walk cues, cool-down of one run step; clicks at `spm` while running, none without a target."""
    if spm is not None:
        _check(spm)
    plan = plan_session(step)
    events = sorted([*_cues(plan), *_clicks(plan, spm)], key=lambda event: event.at)
    seconds = plan.duration_ms / 1000
    title = texts.session_title(step)
    return Sound(encode(events, seconds), round(seconds), title, texts.PERFORMER, f"run-{step.id}.mp3")


def _check(spm: float) -> None:
    if not MIN_SPM <= spm <= MAX_SPM:
        raise CadenceRangeError(f"{spm} steps/min is outside {MIN_SPM:g} to {MAX_SPM:g}")


def _steps(spm: float, starts: float, ends: float) -> Iterator[tuple[float, bool]]:
    """(seconds, is left): each from the first one, so that rounding never adds up."""
    number = 0
    while (at := starts + number * 60 / spm) < ends - 0.05:
        yield at, number % 2 == 0
        number += 1


def _cues(plan: SessionPlan) -> Iterator[Event]:
    for each in plan.cues:
        yield Event(round(each.at_ms * RATE / 1000), cue(each.kind))


def _clicks(plan: SessionPlan, spm: float | None) -> Iterator[Event]:
    """Steps of the running parts, silent while a cue speaks; the beat goes on underneath."""
    if spm is None:
        return
    spoken = [(each.at_ms / 1000, each.at_ms / 1000 + cue_seconds(each.kind) + _BREATH) for each in plan.cues]
    for part in plan.parts:
        if part.kind != "run":
            continue
        for at, left in _steps(spm, part.starts_ms / 1000, part.ends_ms / 1000):
            if not any(start - _BREATH <= at < end for start, end in spoken):
                yield Event(round(at * RATE), click(left=left))
