"""Going back: one step after trouble, further after a gap. Going forward is the runner's decision, see `offers`."""

from datetime import date, timedelta

from protocols.course import VOLUME, Course
from protocols.load import growth_base
from protocols.model import Phase
from protocols.outlook import Reason
from protocols.seen import GATE_AGAIN, Load


def back(course: Course, steps: int, on: date, why: Reason) -> None:
    """Go back on the ladder. Before it there is nothing to go back to; after it, one phase back.

    From `grow` that is the last rung; from `full` and `maintain` it is `grow`. Hills and speed have to be earned anew.
    """
    course.hills_on = course.speed_on = None
    course.hilly_runs = 0
    if course.phase is Phase.RETURN:
        course.place(course.step - steps, why)
    elif course.phase is Phase.GROW:
        course.move(Phase.RETURN, on, why)
        course.place(len(course.protocol.ladder) - 1, why)
    elif course.phase in VOLUME:
        course.move(Phase.GROW, on, why)


def advance(course: Course, day: date) -> None:
    """Let the days without a run do what they do: nothing, repeat, two steps back, or the build gate again.

    Each measure is taken once in a gap, on the day the gap reaches it, whether or not anything was recorded then. Asked
    only where running is being rebuilt or kept.
    """
    gap = (day - course.run_clock).days
    value = course.protocol.value
    if gap < value("reentry_repeat", "from_days"):
        return
    if course.reentry < 1:
        _repeat(course)
    if course.reentry < 2 and gap >= value("reentry_back", "from_days"):
        _two_back(course)
    if course.reentry < GATE_AGAIN and gap > value("reentry_build", "days"):
        _build_again(course)


def _reason(course: Course, rule: str) -> Reason:
    return Reason(rule, {"on": course.run_clock})


def _crossed(course: Course, days: float) -> date:
    return course.run_clock + timedelta(days=int(days))


def _repeat(course: Course) -> None:
    course.reentry = 1
    on = _crossed(course, course.protocol.value("reentry_repeat", "from_days"))
    if course.phase is Phase.RETURN:
        course.place(course.step, _reason(course, "reentry_repeat"))
    else:
        course.base, course.base_on = growth_base(course, on), on
        course.base_why = _reason(course, "reentry_repeat")


def _two_back(course: Course) -> None:
    course.reentry = 2
    value = course.protocol.value
    why = _reason(course, "reentry_back")
    on = _crossed(course, value("reentry_back", "from_days"))
    if course.phase is Phase.RETURN:
        course.place(course.step - int(value("reentry_back", "steps")), why)
        return
    share = value("reentry_back", "percent") / 100
    base = growth_base(course, on)
    course.base, course.base_on, course.base_why = Load(base.minutes * share, base.km * share), on, why
    course.hills_on = course.speed_on = None
    course.hilly_runs = 0
    if course.phase is not Phase.GROW:
        course.move(Phase.GROW, on, why)


def _build_again(course: Course) -> None:
    course.reentry = GATE_AGAIN
    why = _reason(course, "reentry_build")
    course.move(Phase.BUILD, _crossed(course, course.protocol.value("reentry_build", "days") + 1), why)
    course.place(0, why)
    course.base = None
    course.hills_on = course.speed_on = None
    course.hilly_runs = 0
