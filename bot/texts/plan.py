"""The plan in words: the week ahead, the limits, runs, reasons, progress. Today is in `bot.texts.today`."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.texts.reasons import why
from bot.texts.words import amount, blocks, day, day_beside, lines, listing, measured, minutes, number
from protocols.model import Light, Overlay, Phase, RehabProtocol, Step
from protocols.outlook import Cap, Day, Plan, Reason, RunTask, Task, TaskKind

PHASES = {
    Phase.CALM: "Calm it down",
    Phase.BUILD: "Build strength",
    Phase.RETURN: "Return to running",
    Phase.GROW: "Grow the running",
    Phase.FULL: "Back to full",
    Phase.MAINTAIN: "Maintain",
}
LIGHTS = {Light.GREEN: "🟢 green", Light.AMBER: "🟡 amber", Light.RED: "🔴 red"}
_OVERLAYS = {
    Overlay.FLARE: "Flare: one step back until it has been calm for a few days.",
    Overlay.PAUSED: "Paused. Nothing is due, nothing is lost.",
    Overlay.STALLED: "Little change so far: see what I ask below.",
    Overlay.REFERRED: "Please have it examined: until then the running does not go up.",
    Overlay.BOTH_SIDES: "Both knees: the worse one drives the plan.",
}
_CAPS = {"week": "this week at most", "single_run": "one run at most", "onset": "stop before"}


def overlays(plan: Plan) -> str | None:
    """What is true besides the phase, a line each."""
    return lines(*(_OVERLAYS.get(o) for o in sorted(plan.overlays))) or None


def run(task: RunTask) -> str:
    """A run in one line: what, how long, where to stop."""
    what = f"{task.step.id}: {step(task.step)}" if task.step else f"Easy run, {minutes(task.minutes)}"
    limits = [amount(task.max_km, "km")] if task.max_km else []
    limits += [minutes(task.max_minutes)] if task.max_minutes and not task.step else []
    return ", ".join(
        part
        for part in (
            what,
            "flat ground" if task.flat else "",
            f"not beyond {limits[0]}" if limits else "",
            f"{task.cadence} steps/min" if task.cadence else "",
        )
        if part
    )


def step(rung: Step) -> str:
    """`run 2 min, walk 1 min, 6 times` or `20 min without a break`."""
    if rung.continuous:
        return f"{minutes(rung.running_minutes)} easy, without a break"
    last = f", then run {number(rung.last)} min" if rung.last else ""
    return f"run {number(rung.run)} min, walk {number(rung.walk)} min, {rung.rounds} times{last}"


def leave_out(plan: Plan) -> str | None:
    """What to keep away from for now, in a line."""
    named = dict.fromkeys(AVOID[r.rule] for r in plan.avoid if r.rule in AVOID)
    return f"Leave out: {listing(list(named))}." if named else None


AVOID = {
    "changed_downhill": "downhill",
    "avoid_downhill": "downhill",
    "changed_surface": "sloping roads",
    "avoid_camber": "sloping roads",
    "changed_track": "tight turns one way",
    "avoid_turns": "tight turns one way",
    "changed_hills": "hills",
    "hills_wait": "hills",
    "changed_shoes_minimal": "minimal shoes",
    "shoes_minimal": "minimal shoes",
    "cross_climbs": "hard climbs on the bike",
    "rolling": "hard rolling on the sore spot",
    "speed_wait": "fast running",
}
"""What some rules leave out, in a word or two; the others speak for themselves under Why."""


def card(plan: Plan, protocol: RehabProtocol) -> str:
    """The plan card: phase, limits with the runner's own numbers, the week ahead."""
    head = f"<b>Your plan</b> · {PHASES[plan.phase]}, since {day_beside(plan.phase_since, plan.today)}"
    ahead = lines("<b>The next seven days</b>", *(week_day(d, plan.today) for d in plan.ahead))
    return blocks(head, overlays(plan), ahead, caps(plan), strength(plan, protocol), leave_out(plan))


def week_day(ahead: Day, today_: date) -> str:
    """One day of the week ahead."""
    shown = [_BRIEF[t.kind](t) for t in ahead.tasks if t.kind in _BRIEF]
    name = "Today" if ahead.on == today_ else day(ahead.on)
    return f"{name}: {' + '.join(shown) if shown else 'rest'}"


_BRIEF: dict[TaskKind, Callable[[Task], str]] = {
    TaskKind.STRENGTH: lambda _: "strength",
    TaskKind.RUN: lambda t: (
        f"run {t.run.step.id}" if t.run and t.run.step else f"run {minutes(t.run.minutes)}" if t.run else "run"
    ),
    TaskKind.WALK_TEST: lambda _: "30-min walk test",
    TaskKind.STEP_DOWN_TEST: lambda _: "step-down test",
}


def caps(plan: Plan) -> str | None:
    """Every limit with what is used of it; the lower one counts."""
    if not plan.caps:
        return None
    return lines("<b>Limits</b> (the lowest counts)", *(cap(c) for c in plan.caps))


def cap(limit: Cap) -> str:
    """`• this week at most 12 km (5 km so far)`."""
    so_far = f" ({amount(limit.used, limit.unit)} so far)" if limit.id == "week" else ""
    return f"• {_CAPS.get(limit.id, limit.id)} {amount(limit.limit, limit.unit)}{so_far}"


def strength(plan: Plan, protocol: RehabProtocol) -> str | None:
    """The level of every exercise."""
    if not plan.levels:
        return None
    practised = (e for e in protocol.exercises.values() if e.id in plan.levels)
    return lines("<b>Strength levels</b>", *(f"• {e.name}: {e.level(plan.levels[e.id]).name}" for e in practised))


def reasons(given: Sequence[Reason], protocol: RehabProtocol) -> str:
    """Why: rule, tag, section and the runner's own numbers, a paragraph each."""
    if not given:
        return "There is nothing special to explain today: the plan goes on as it is."
    shown = dict.fromkeys(why(protocol, reason) for reason in given)
    return blocks("<b>Why</b>", *list(shown)[:8], PROVENANCE)


PROVENANCE = "<i>A = the article, E = evidence from outside it, P = a default of mine where neither gives a number.</i>"


def progress(plan: Plan) -> str:
    """The week in numbers, and the point where pain starts."""
    week = plan.week
    return blocks(
        f"<b>This week</b> · {PHASES[plan.phase]}, day {plan.day}",
        lines(
            f"• strength: {week.strength_done} of {week.strength_goal}",
            f"• running: {minutes(week.run_minutes)}" + (f", {amount(week.run_km, 'km')}" if week.run_km else ""),
            f"• worst pain: {week.worst_pain} of 10" if week.worst_pain is not None else "• no pain value yet",
            f"• pain starts at {measured(plan.onset, plan.unit)}" if plan.onset else "• no point where pain starts",
        ),
        caps(plan),
    )
