"""Words of the papers: the page for a physio and the calendar. Plain text, but for what is said in the chat."""

from collections.abc import Sequence
from typing import Final

from bot.texts import labels
from bot.texts.plan import AVOID, run, step
from bot.texts.words import amount, listing, minutes, number, plural
from protocols.intake import Amount, Pattern, Profile
from protocols.model import RehabProtocol
from protocols.outlook import CadenceTarget, Cap, Plan, RunTask, TaskKind

REPORT_NAME: Final = "strideback-for-the-physio.pdf"
REPORT_BUTTON: Final = "📄 Page for the physio"
REPORT: Final = (
    "One page for a physio or a doctor: what you logged, what was tried, and questions to ask. I send it to nobody but "
    "you, and keep no copy. Telegram keeps this file in the chat until you delete it."
)
CALENDAR_NAME: Final = "strideback.ics"
CALENDAR_BUTTON: Final = "🗓 For my calendar"
CALENDAR: Final = (
    "The week ahead for your calendar, and an outline of the three weeks after it. Open the file to add it. The plan "
    "follows the knee from day to day: /today is always right. A new /calendar brings these entries up to date; "
    "delete the ones that have moved."
)
CALENDAR_TITLE: Final = "Strideback"
OUTLINE: Final = "An outline: the plan is made day by day. The bot's Today has the real one."
CURRENT: Final = "As planned today. The bot's Today always has the latest."

_PATTERN: Final = {
    Pattern.FITS: "fits, by the runner's own answers",
    Pattern.UNCLEAR: "unclear, by the runner's own answers",
    Pattern.DOES_NOT_FIT: "does not fit, by the runner's own answers",
}
_CAPS: Final = {"week": "This week at most", "single_run": "One run at most", "onset": "Stop before"}


def history(profile: Profile, flags: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """How it began, in the runner's own answers."""
    changed = listing([labels.option("changed", each).lower() for each in profile.changed])
    return (
        ("Side", _side(profile)),
        ("Pattern of iliotibial band pain", _PATTERN[profile.pattern] if profile.pattern else "not answered"),
        ("Red flags named", listing([flag.lower() for flag in flags]) or "none"),
        ("What had changed", changed or "nothing named"),
        ("Pain first began at", _amount(profile.onset, "no clear point")),
        ("Usual week before", f"{_amount(profile.volume, 'none')}, longest run {_amount(profile.longest, 'none')}"),
        ("Pain at the start", f"{_pain(profile.run_pain)} running, {_pain(profile.daily_pain)} in daily life"),
    )


def side(profile: Profile) -> str:
    """`left`, or `both, the left one worse`."""
    return _side(profile)


def strength(sessions: float, weeks: int, goal: int) -> str:
    """`9 strength sessions in 3 weeks, 3 a week asked for`."""
    return f"{number(sessions)} strength sessions in {plural(weeks, 'week')}, {goal} a week asked for"


def levels(protocol: RehabProtocol, at: Plan) -> str:
    """The level of every exercise in the routine."""
    practised = (e for e in protocol.exercises.values() if e.id in at.levels)
    return "Levels: " + "; ".join(f"{e.name.lower()} {e.level(at.levels[e.id]).name.lower()}" for e in practised)


def runs(count: int, total: float, longest: float) -> str:
    """`7 runs, 2 h 5 min in all, the longest 22 min`."""
    return (
        f"{plural(count, 'run')}, {minutes(total)} in all, the longest {minutes(longest)}" if count else "No runs yet"
    )


def ladder(plan: Plan) -> str | None:
    """The step of the ladder the runner stands on."""
    return f"Run/walk step {plan.step.id}: {step(plan.step)}" if plan.step else None


def cross(count: int) -> str | None:
    """Cross-training."""
    return f"Cross-training: {plural(count, 'session')}" if count else None


def cadence(target: CadenceTarget | None) -> str | None:
    """What was measured, and where it is to go."""
    if target is None:
        return None
    goal = f", target {target.target}" if target.target else ", no target"
    return f"Cadence measured: {number(target.baseline)} steps/min{goal}"


def left_out(plan: Plan) -> str | None:
    """What the plan leaves out today."""
    named = dict.fromkeys(AVOID[reason.rule] for reason in plan.avoid if reason.rule in AVOID)
    return f"Left out: {listing(list(named))}" if named else None


def cap(limit: Cap) -> str:
    """`This week at most 12 km, 5 km so far`."""
    so_far = f", {amount(limit.used, limit.unit)} so far" if limit.id == "week" else ""
    return f"{_CAPS.get(limit.id, limit.id)} {amount(limit.limit, limit.unit)}{so_far}"


def stalled(weeks: int) -> str:
    """Asked when the work was done and the knee is no better."""
    return f"{plural(weeks, 'week')} of rehab brought little change: what else could it be?"


def event_title(kind: TaskKind, task: RunTask | None) -> str:
    """What a calendar shows."""
    if kind is TaskKind.RUN:
        return f"Run {task.step.id}" if task and task.step else "Easy run"
    return {TaskKind.WALK_TEST: "Brisk walk, a test", TaskKind.STEP_DOWN_TEST: "Step-downs, a test"}.get(
        kind, "Strength"
    )


def event_notes(task: RunTask | None) -> str:
    """What a calendar shows below the title."""
    return f"{run(task)}. {CURRENT}" if task else CURRENT


def _side(profile: Profile) -> str:
    if profile.side is None:
        return "not answered"
    both = profile.side.value == "both" and profile.worse_side is not None
    return f"both, the {profile.worse_side} one worse" if both else profile.side.value


def _amount(value: Amount | None, otherwise: str) -> str:
    return amount(value.value, value.unit) if value else otherwise


def _pain(value: int | None) -> str:
    return "not answered" if value is None else f"{value} of 10"
