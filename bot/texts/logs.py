"""Logging runs, pain and the rest; what was understood and what it means."""

from collections.abc import Mapping

from bot.actions.runs import RunDraft
from bot.texts import labels
from bot.texts.plan import LIGHTS
from bot.texts.reasons import why
from bot.texts.words import amount, blocks, day_beside, minutes
from protocols.diary import CheckIn, CrossTraining, Entry, Run, Side, Workout
from protocols.model import Light, Overlay, RehabProtocol
from protocols.outlook import Plan

MENU = "What shall I note?"
PAIN = "How is the knee right now, in daily life? 0 is none, 10 the worst there is."
PAIN_BOTH = (
    "How is each knee right now, in daily life? 0 is none, 10 the worst there is. The worse one drives the plan."
)
WORSE_COUNTS = "One number, please: that of the knee that was worse."
CROSS = "What did you do?"
CROSS_MINUTES = "How many minutes? Tap, or type a number."
WORKOUT_MEANT = "A strength session, done without the guide. Shall I note it?"
NOT_SAVED = "Fine, nothing was noted."
NOTHING_TO_UNDO = "There is nothing to take back."

_ASK = {
    "minutes": "How long was the run? Tap, or type minutes.",
    "km": "How far? Type it, such as <code>5.2 km</code>.",
    "pain": "The worst pain during the run?",
    "onset": "Where did the pain start? Type it: <code>3.6 km</code> or <code>25 min</code>.",
    "limp": "Did it make you limp, or did it sharpen or grow while you ran?",
    "surface": "What kind of ground?",
}
_DOUBTS = {
    "never_hurt": "You said the run did not hurt, and also that pain started somewhere.",
    "easier_than_said": "You said it made you limp or grew, and also that there was no pain.",
    "same_run_twice": "That looks like a run which is noted already.",
}
_NEWS = ("over_cap", "flare", "runs_apart")
_NO_NEWS = ("phase_", "daily_check")
FALLBACK_DOUBT = "This does not quite fit what you told me before."
_ACTIONS = {
    Light.GREEN: "Good. Go on as planned.",
    Light.AMBER: "The step holds: no more than this for now, and stay below the point where it starts.",
    Light.RED: "That is too much for the knee. The plan steps back; see /today.",
}
_STOPPED = "That stops the plan for now: please read the next message."


def run_card(draft: RunDraft) -> str:
    """The run as understood so far, and the open question."""
    known = run_line(draft) if draft.minutes is not None else None
    return blocks("<b>Your run</b>", known, _ASK[draft.asking] if draft.asking else "Shall I note it like this?")


def run_line(draft: RunDraft) -> str:
    """`32 min, 5.2 km, flat · pain 3 from 4 km`."""
    where = ", ".join(
        part
        for part in (
            minutes(draft.minutes) if draft.minutes is not None else "",
            amount(draft.km, "km") if draft.km else "",
            labels.SURFACES[draft.surface].lower(),
            {0: "", 1: "yesterday"}.get(draft.days_ago, f"{draft.days_ago} days ago"),
            f"{draft.cadence} steps/min" if draft.cadence else "",
        )
        if part
    )
    return f"{where} · {_hurt(draft)}" if draft.pain is not None else where


def unfinished(draft: RunDraft) -> str:
    """A run was told and never noted: the plan does not know of it."""
    what = run_line(draft) if draft.minutes is not None else _hurt(draft) if draft.pain is not None else None
    return f"✏️ <b>A run is not noted yet</b>{f': {what}' if what else ''}. Until it is, the plan does not count it."


def _hurt(draft: RunDraft) -> str:
    if not draft.pain:
        return "no pain"
    start = f" from {draft.onset}" if draft.onset not in (None, "none") else ""
    return f"pain {draft.pain}{start}{', it grew or made you limp' if draft.limp else ''}"


def doubts(codes: tuple[str, ...]) -> str:
    """Asked once, before something contradictory is noted."""
    return blocks(*(_DOUBTS.get(code, FALLBACK_DOUBT) for code in codes), "Is it right as it stands?")


def run_saved(run: Run, plan: Plan, protocol: RehabProtocol) -> str:
    """A run was noted: the light, one action, and what comes."""
    when = "" if run.on == plan.today else f" for {day_beside(run.on, plan.today)}"
    trap = _TRAP if run.on == plan.today else None
    return blocks(f"<b>Run noted{when}.</b> {_light(plan)}", _reason(plan, protocol), trap)


_TRAP = "Tomorrow morning I ask how the knee took it. Feeling fine after an hour is not the answer yet."


def pain_saved(told: Mapping[Side | None, int], plan: Plan, protocol: RehabProtocol) -> str:
    """A pain value was noted, or one of each knee: the light and one action."""
    each = ", ".join(f"{side} {pain}" if side else str(pain) for side, pain in told.items())
    return blocks(f"<b>Noted: {each} of 10.</b> {_light(plan)}", _reason(plan, protocol))


def and_the_other(check: CheckIn, other: Side) -> str:
    """One of two sore knees was told."""
    return f"<b>Noted: {check.side} {check.pain} of 10.</b> And the {other} knee?"


def pain_of(side: Side) -> str:
    """The question about one of the knees."""
    return f"How is the <b>{side}</b> knee right now, in daily life? 0 is none, 10 the worst there is."


def pain_meant(value: int) -> str:
    """A bare number was typed."""
    return f"Is that your knee right now: <b>{value} of 10</b>?"


def cross_saved(entry: CrossTraining) -> str:
    """Cross-training was noted."""
    return f"Noted: {labels.SPORTS.get(entry.sport, entry.sport).lower()}, {minutes(entry.minutes)}."


def workout_saved(_: Workout) -> str:
    """A workout that was done without the guide was noted."""
    return "Noted: one strength session. Done without me, it counts towards the week but moves no level."


def undone(entry: Entry | None) -> str:
    """What was taken back."""
    if entry is None:
        return NOTHING_TO_UNDO
    names: dict[type[Entry], str] = {Run: "The run", CheckIn: "The pain value", Workout: "The strength session"}
    return f"{names.get(type(entry), 'The last entry')} is taken back. The plan is as if it had never been there."


def _light(plan: Plan) -> str:
    action = _STOPPED if Overlay.RED_FLAG in plan.overlays else _ACTIONS[plan.light]
    return f"The light is {LIGHTS[plan.light]}. {action}"


def _reason(plan: Plan, protocol: RehabProtocol) -> str | None:
    """What the light stands on, and whatever must be said today; the phase is no news."""
    news = ("red_flag:severe_pain",) if Overlay.RED_FLAG in plan.overlays else _NEWS
    said = [reason for alert in plan.alerts if alert.id in news for reason in alert.reasons]
    said += [reason for reason in plan.reasons if not reason.rule.startswith(_NO_NEWS)]
    return why(protocol, said[0]) if said else None
