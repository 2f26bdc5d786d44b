"""Today in words: what must be known, how the knee is, what is due."""

from collections.abc import Callable, Sequence

from bot.texts.plan import LIGHTS, PHASES, leave_out, overlays, run
from bot.texts.reasons import why
from bot.texts.words import blocks, day, lines, plural
from protocols.model import RehabProtocol
from protocols.outlook import Alert, Plan, Task, TaskKind

_SAID_BY_OVERLAY = {"both_sides", "paused", "flare", "intake_open", "silent"}
_LIGHTER = ("flare_strength", "level_amber")
ALL_DONE = "Nothing more has to be done today."
NOTHING_DUE = "Nothing is due today. Rest is part of the plan."


def today(plan: Plan, protocol: RehabProtocol) -> str:
    """The living Today message."""
    head = f"<b>{day(plan.today)}</b> · {PHASES[plan.phase]} · day {plan.day}"
    told = _alerts(plan, protocol)
    todo = lines(_due(plan.tasks), _rest(plan.tasks)) or NOTHING_DUE
    return blocks(head, overlays(plan), told, _knee(plan), todo, leave_out(plan))


def _rest(tasks: Sequence[Task]) -> str | None:
    """When only what one may do is left, or nothing."""
    must = [task for task in tasks if task.kind not in (TaskKind.REST, TaskKind.CROSS)]
    return ALL_DONE if must and all(task.done or task.skipped for task in must) else None


def _alerts(plan: Plan, protocol: RehabProtocol) -> str | None:
    """What must be known today, beyond what the overlays say; the serious ones first."""
    shown = [alert for alert in plan.alerts if alert.id not in _SAID_BY_OVERLAY and alert.reasons]
    return blocks(*(_alert(alert, protocol) for alert in shown[:2]), _care(plan, protocol)) or None


def _care(plan: Plan, protocol: RehabProtocol) -> str | None:
    """What helps in a flare, from the article."""
    flare = next((alert for alert in plan.alerts if alert.id == "flare"), None)
    return lines(*(f"• {why(protocol, reason)}" for reason in flare.reasons[1:])) if flare else None


def _alert(alert: Alert, protocol: RehabProtocol) -> str:
    sign = "✋ <b>Please book a professional.</b> " if alert.severity else "❗ "
    return sign + why(protocol, alert.reasons[0])


def _due(tasks: Sequence[Task]) -> str:
    """The tasks of a day, a line each."""
    return lines(*(_line(task) for task in tasks if task.kind is not TaskKind.REST))


def _line(task: Task) -> str:
    sign = "✅" if task.done else "➖" if task.skipped else "▫️"
    return f"{sign} {_TASKS[task.kind](task)}"


def _strength(task: Task) -> str:
    lighter = any(reason.rule in _LIGHTER for item in task.strength for reason in item.reasons)
    how = ", lighter than usual" if lighter else ""
    return f"Strength{how}: {plural(len(task.strength), 'exercise')}, 30–45 min (or the 10-minute version)"


def _run(task: Task) -> str:
    return run(task.run) if task.run else "Run"


_TASKS: dict[TaskKind, Callable[[Task], str]] = {
    TaskKind.STRENGTH: _strength,
    TaskKind.RUN: _run,
    TaskKind.CROSS: lambda _: "Cross-training if you like: easy bike, swim, pool running or elliptical",
    TaskKind.MORNING_CHECK: lambda _: "How is the knee this morning, after the run?",
    TaskKind.DAILY_CHECK: lambda _: "How is the knee today?",
    TaskKind.WALK_TEST: lambda _: "Test: a brisk 30-minute walk",
    TaskKind.STEP_DOWN_TEST: lambda _: "Test: 10 step-downs on each side",
    TaskKind.CADENCE_TEST: lambda _: "Count your steps: one foot, 30 seconds, four times (/cadence)",
    TaskKind.REST: lambda _: "Rest",
}


def _knee(plan: Plan) -> str | None:
    return None if plan.pain is None else f"Knee: {LIGHTS[plan.light]}, {plan.pain} of 10"
