"""What a reminder says, from the state of the moment at which it is sent. None: there is nothing to say (any more)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import keyboards as kb
from bot.actions import records, runs, stages, workout
from bot.actions.session import State
from bot.actions.stages import Stage
from bot.actions.visit import Visit
from bot.screens import charts, checks, knees, sounds
from bot.screens.intake import CLEARANCE
from bot.screens.plan import offer, progress
from bot.screens.today import DOABLE, today
from bot.speech import Button, Speech, rows
from bot.texts import checks as texts
from bot.texts import labels, plan, reminders, safety
from bot.texts.words import blocks
from protocols.diary import Pause, Run
from protocols.model import Overlay
from protocols.outlook import Plan, TaskKind
from scheduler.clock import moment

Remind = Callable[[Visit, Mapping[str, Any]], Awaitable[Speech | None]]


async def reminder(visit: Visit, kind: str, about: Mapping[str, Any]) -> Speech | None:
    """The words of one reminder.

    Raises:
        KeyError: for a kind that nobody knows; the message is then kept as failed, and does not hold up others.
    """
    remind = _KINDS[kind]
    place = await stages.where(visit)
    if place.stage is not _STAGES.get(kind, Stage.READY):
        return None
    if kind in _OF_THE_PLAN and Overlay.PAUSED in (await visit.plan()).overlays:
        return None
    if kind in _FADES and visit.now - await _heard_of(visit) >= _FADES[kind]:
        return None
    if kind in _SILENCES and visit.now - await _heard_of(visit) < _SILENCES[kind]:
        return None
    speech = await remind(visit, about)
    return _discreet(kind, speech) if speech is not None and visit.runner.discreet else speech


async def _heard_of(visit: Visit) -> datetime:
    """When the runner was last here; a pause that ended by itself is no silence."""
    ends = [entry.until for entry in (await visit.diary()).entries if isinstance(entry, Pause) and entry.until]
    back = [moment(end, time(), ZoneInfo(visit.zone)) for end in ends if end <= visit.today]
    return max([visit.runner.seen_at, *back])


async def _workout(visit: Visit, _: Mapping[str, Any]) -> Speech | None:
    in_flare = Overlay.FLARE in (await visit.plan()).overlays
    due = await _is_due(visit, TaskKind.STRENGTH) or (in_flare and await _is_due(visit, TaskKind.DAILY_CHECK))
    return await _with_sound(visit) if due else None


async def _run(visit: Visit, _: Mapping[str, Any]) -> Speech | None:
    due = await _is_due(visit, TaskKind.RUN)
    return await _with_sound(visit) if due and not await _is_due(visit, TaskKind.STRENGTH) else None


async def _with_sound(visit: Visit) -> Speech:
    """Today, and right below it what to hear on the run."""
    task = runs.planned(await visit.plan())
    sound = sounds.of_run(task) if task else None
    return replace(await today(visit), then=sound and replace(sound, silent=True))


async def _morning(visit: Visit, about: Mapping[str, Any]) -> Speech | None:
    run_id = str(about.get("run"))
    if await records.open_morning_check(visit) != run_id:
        return None
    run = next((e for e in (await visit.diary()).entries if isinstance(e, Run) and e.id == run_id), None)
    return Speech(reminders.morning(run.minutes), await knees.morning_scale(visit, run_id)) if run else None


async def _weekly(visit: Visit, _: Mapping[str, Any]) -> Speech | None:
    card = await progress(visit)
    words, buttons = blocks(card.text, texts.FEELING), (*checks.feelings(), *card.buttons)
    return Speech(words, buttons, picture=await charts.week_card(visit))


async def _gate_offer(visit: Visit, about: Mapping[str, Any]) -> Speech | None:
    """Where Today is said anyway, the offer is on it."""
    outlook = await visit.plan()
    open_ = next((o for o in outlook.offers if o.id == about["offer"] and not o.informed), None)
    return offer(visit, open_) if open_ and not _something_due(outlook) else None


async def _re_entry(visit: Visit, _: Mapping[str, Any]) -> Speech | None:
    outlook = await visit.plan()
    changed = next((alert for alert in outlook.alerts if alert.id == "re_entry"), None)
    if changed is None or _something_due(outlook):
        return None
    words = blocks(reminders.WELCOME_BACK, plan.reasons(changed.reasons, visit.protocol))
    return Speech(words, ((Button(labels.TODAY, kb.TODAY()),),))


async def _later(visit: Visit, _: Mapping[str, Any]) -> Speech | None:
    return await today(visit) if _something_due(await visit.plan()) else None


async def _seen(visit: Visit, _: Mapping[str, Any]) -> Speech | None:
    if "crisis" in await stages.standing_flags(visit):
        return None  # a person in need is not asked by software on its own account
    return Speech(safety.SEEN, CLEARANCE)


async def _pattern_again(_visit: Visit, _: Mapping[str, Any]) -> Speech | None:
    again, seen = Button(labels.CORRECT, kb.RECHECK()), Button(labels.CLEARED, kb.CLEARED_ASK())
    return Speech(reminders.PATTERN_AGAIN, ((again,), (seen,)))


async def _silence(_visit: Visit, _: Mapping[str, Any]) -> Speech | None:
    buttons = [
        Button(labels.TODAY, kb.TODAY()),
        *(Button(label, kb.PAUSE(k, 0)) for k, label in labels.PAUSE_REASONS.items() if k != "life"),
    ]
    return Speech(reminders.SILENCE, (*checks.gap(), *rows(buttons, 3)))


async def _bell(visit: Visit, about: Mapping[str, Any]) -> Speech | None:
    session = await workout.current(visit)
    rings = session is not None and session.n == about.get("n") and session.state is State.SET
    return Speech(reminders.BELL) if rings else None


async def _is_due(visit: Visit, kind: TaskKind) -> bool:
    return any(t.kind is kind and not (t.done or t.skipped) for t in (await visit.plan()).tasks)


def _something_due(outlook: Plan) -> bool:
    return any(t.kind in DOABLE and not (t.done or t.skipped) for t in outlook.tasks)


def _discreet(kind: str, speech: Speech) -> Speech:
    """Without body part or number, for a lock screen that others see; the rest is one tap away."""
    if kind in _DISCREET:
        return Speech(_DISCREET[kind], speech.buttons)
    return Speech(reminders.DISCREET, ((Button(labels.SHOW, kb.TODAY()),),))


_KINDS: dict[str, Remind] = {
    "workout": _workout,
    "run": _run,
    "morning_check": _morning,
    "weekly": _weekly,
    "gate_offer": _gate_offer,
    "re_entry": _re_entry,
    "silence_3": _silence,
    "silence_7": _silence,
    "silence_14": _silence,
    "bell": _bell,
    "later": _later,
    "seen": _seen,
    "pattern_again": _pattern_again,
}
_FADES = {"workout": timedelta(days=3), "run": timedelta(days=3), "weekly": timedelta(days=7)}
"""P: after so long without a word from the runner only the questions about the silence are left, and then nothing."""
_SILENCES = {"silence_3": timedelta(days=3), "silence_7": timedelta(days=7), "silence_14": timedelta(days=14)}
_DISCREET = {
    "bell": reminders.BELL,
    "weekly": reminders.DISCREET_WEEK,
    **dict.fromkeys(_SILENCES, reminders.DISCREET_SILENCE),
}
"""What asks something that Today does not."""
_OF_THE_PLAN = frozenset({"workout", "run", "morning_check", "weekly", "later", *_SILENCES})
_STAGES = {"seen": Stage.FLAGGED, "pattern_again": Stage.MISFIT}
"""When something else than the plan is asked about."""
