"""What a run step sounds like, as plain data: parts of the session and the cues between them. Pure."""

from dataclasses import dataclass
from typing import Literal

from protocols.model import Step

PartKind = Literal["warm_up", "run", "walk", "cool_down"]
CueKind = Literal["warm_up", "run", "walk", "halfway", "last_one", "cool_down", "finish"]

WARM_UP_MINUTES = 5.0
COOL_DOWN_MINUTES = 5.0
LEAD_IN_MS = 500  # silence before the first sound: players fade in
TAIL_MS = 2500  # room for the last cue
LAST_ONE_AHEAD_MS = 4000
CLEAR_MS = 6000  # halfway keeps this far from any other cue: two cues at once would be none


@dataclass(frozen=True, slots=True)
class Part:
    kind: PartKind
    starts_ms: int
    ends_ms: int


@dataclass(frozen=True, slots=True)
class Cue:
    kind: CueKind
    at_ms: int


@dataclass(frozen=True, slots=True)
class SessionPlan:
    parts: tuple[Part, ...]
    cues: tuple[Cue, ...]
    duration_ms: int


def plan_session(step: Step) -> SessionPlan:
    """Warm-up walk, the step's runs and walks, cool-down walk; with every cue in the order of time.

    The walk that follows the last run is the cool-down.
    """
    parts = _parts(step)
    end = parts[-1].ends_ms
    cues = [Cue(part.kind, part.starts_ms) for part in parts]
    cues += _last_one(parts)
    cues.append(Cue("finish", end))
    cues += _halfway(parts, cues)
    return SessionPlan(tuple(parts), tuple(sorted(cues, key=lambda cue: cue.at_ms)), end + TAIL_MS)


def _parts(step: Step) -> list[Part]:
    lengths: list[tuple[PartKind, float]] = [("warm_up", WARM_UP_MINUTES)]
    runs = [step.run] * step.rounds + ([step.last] if step.last else [])
    for number, minutes in enumerate(runs):
        if number and step.walk:
            lengths.append(("walk", step.walk))
        lengths.append(("run", minutes))
    lengths.append(("cool_down", COOL_DOWN_MINUTES))
    parts, at = [], LEAD_IN_MS
    for kind, minutes in lengths:
        end = at + round(minutes * 60_000)
        parts.append(Part(kind, at, end))
        at = end
    return parts


def _last_one(parts: list[Part]) -> list[Cue]:
    """Announced shortly before the last of several runs begins."""
    runs = [part for part in parts if part.kind == "run"]
    return [Cue("last_one", runs[-1].starts_ms - LAST_ONE_AHEAD_MS)] if len(runs) > 1 else []


def _halfway(parts: list[Part], others: list[Cue]) -> list[Cue]:
    """Half of the way from the first running minute to the last, moved back while another cue is near."""
    runs = [part for part in parts if part.kind == "run"]
    at = (runs[0].starts_ms + runs[-1].ends_ms) // 2
    for cue in sorted(others, key=lambda cue: cue.at_ms):
        if abs(cue.at_ms - at) < CLEAR_MS:
            at = cue.at_ms + CLEAR_MS
    return [Cue("halfway", at)]
