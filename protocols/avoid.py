"""What to leave out today: the article's aggravators, and what the runner had changed before it hurt."""

from collections.abc import Iterator
from datetime import date

from protocols.course import Course
from protocols.model import Phase
from protocols.outlook import Reason

_EARLY = ("avoid_downhill", "avoid_camber", "avoid_turns", "cross_climbs", "rolling")
_NOT_BACK = (Phase.CALM, Phase.BUILD, Phase.RETURN, Phase.GROW)


def avoid(course: Course, today: date) -> tuple[Reason, ...]:
    """Rules of what to leave out, the runner's own changes first."""
    return tuple(_all(course, today))


def _all(course: Course, today: date) -> Iterator[Reason]:
    if _first_weeks(course, today):
        yield from (Reason(f"changed_{change}") for change in course.profile.changed)
        yield from (Reason(rule) for rule in _EARLY)
    if course.flare_on:
        yield Reason("flare_care")
    if course.hills_on is None:
        yield Reason("hills_wait")
    if course.speed_on is None:
        yield Reason("speed_wait")
    yield from _shoes(course)


def _first_weeks(course: Course, today: date) -> bool:
    day = (today - (course.started or today)).days + 1
    return course.phase is Phase.CALM or day <= course.protocol.value("avoid_window", "days")


def _shoes(course: Course) -> Iterator[Reason]:
    shoes = course.shoes
    if shoes is None or course.phase not in _NOT_BACK:
        return
    if shoes.minimal:
        yield Reason("shoes_minimal")
    if shoes.drop_mm is not None and shoes.drop_mm < course.protocol.value("shoes_drop", "from_mm"):
        yield Reason("shoes_drop", {"drop": shoes.drop_mm})
