"""Which reminders a runner has, and when each kind may still be sent. Pure: settings in, rules out."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from scheduler.clock import EVERY_DAY, LATENESS, WeeklyRule, is_late, moment, next_due, zone_of
from storage.outbox import Draft
from storage.reminders import Reminder

NOON = time(12, 0)
WEEKLY_AT = time(18, 0)  # P: Sunday evening, when the week is over
SUNDAY = 0b1000000
SILENCE_DAYS = (3, 7, 14)  # then the bot is silent, too


class Kind(StrEnum):
    """What a reminder is about. The bot's texts decide what it says."""

    WORKOUT = "workout"
    RUN = "run"  # with today's cadence target
    MORNING_CHECK = "morning_check"  # tied to yesterday's run; `about` names it
    WEEKLY = "weekly"
    GATE_OFFER = "gate_offer"
    SILENCE_3 = "silence_3"
    SILENCE_7 = "silence_7"
    SILENCE_14 = "silence_14"
    RE_ENTRY = "re_entry"
    SILENCE = "silence"  # the rule behind the three above: looks when the runner was last heard of


# What is about a moment of one day is folded when it cannot be sent then; these say the same a day later.
KEEPS = frozenset({Kind.WEEKLY, Kind.GATE_OFFER, Kind.RE_ENTRY, Kind.SILENCE_3, Kind.SILENCE_7, Kind.SILENCE_14})
KEEPS_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSettings:
    """What a runner chose. Bit 0 of a weekday mask is Monday; times are on the wall in `zone`."""

    zone: str
    remind_at: time
    workout_days: int = 0
    run_days: int = 0
    run_at: time | None = None  # None: with everything else
    check_at: time | None = None
    weekly: bool = True
    resting: bool = False  # paused, stopped, reads only


def rules_of(settings: ReminderSettings) -> dict[Kind, WeeklyRule]:
    """The recurring reminders that these settings ask for."""
    if settings.resting:
        return {}
    rules = {
        Kind.WORKOUT: WeeklyRule(settings.workout_days, settings.remind_at, settings.zone),
        Kind.RUN: WeeklyRule(settings.run_days, settings.run_at or settings.remind_at, settings.zone),
        Kind.WEEKLY: WeeklyRule(SUNDAY if settings.weekly else 0, WEEKLY_AT, settings.zone),
        Kind.SILENCE: WeeklyRule(EVERY_DAY, settings.remind_at, settings.zone),
    }
    return {kind: rule for kind, rule in rules.items() if rule.weekdays}


def reminders_of(runner_id: int, settings: ReminderSettings, now: datetime) -> list[Reminder]:
    """The same as rows with their next moments, for `storage.reminders.replace`: after onboarding and every change."""
    return [
        Reminder(runner_id, kind, rule.weekdays, rule.at, rule.zone, first_moment(kind, rule, now))
        for kind, rule in rules_of(settings).items()
    ]


def first_moment(kind: str, rule: WeeklyRule, now: datetime) -> datetime | None:
    """When a new rule is due first; silence is looked for after some days only."""
    if kind == Kind.SILENCE:
        return _not_before(rule, now + timedelta(days=SILENCE_DAYS[0]))
    return next_due(rule, now)


def morning_check(runner_id: int, run_id: str, ran_at: datetime, settings: ReminderSettings) -> Draft:
    """The question about the knee on the morning after a run; logging the same run again asks no second time."""
    zone = zone_of(settings.zone)
    morning = ran_at.astimezone(zone).date() + timedelta(days=1)
    return Draft(
        runner_id=runner_id,
        kind=Kind.MORNING_CHECK,
        slot=morning.isoformat(),
        due_at=moment(morning, settings.check_at or settings.remind_at, zone),
        about={"run": run_id},
    )


def put_off(runner_id: int, kind: str, due_at: datetime, zone: str) -> Draft:
    """What a tap on `Later` lines up: the same reminder at a moment of the runner's choice."""
    local = due_at.astimezone(zone_of(zone))
    return Draft(runner_id=runner_id, kind=kind, slot=f"{local:%Y-%m-%d} later {local:%H:%M}", due_at=due_at)


def step(reminder: Reminder, now: datetime) -> tuple[Draft | None, datetime | None]:
    """A reminder whose moment has come: what to line up, and when it is due next.

    Missed moments are not made up for: after a week of standstill one message is lined up (and found late), not seven.
    """
    rule = WeeklyRule(reminder.weekdays, reminder.local_time, reminder.zone)
    if reminder.next_at is None:
        return None, None
    if reminder.kind == Kind.SILENCE:
        return _silence(reminder, rule, now)
    slot = reminder.next_at.astimezone(zone_of(reminder.zone)).date().isoformat()
    draft = Draft(runner_id=reminder.runner_id, kind=reminder.kind, slot=slot, due_at=reminder.next_at)
    return draft, next_due(rule, now)


def expired(kind: str, due_at: datetime, now: datetime, zone: str) -> bool:
    """Whether it is too late to send this on its own: ninety minutes; until noon for the knee of the morning (P)."""
    if kind in KEEPS:
        return now - due_at >= KEEPS_FOR
    if kind == Kind.MORNING_CHECK:
        noon = moment(due_at.astimezone(zone_of(zone)).date(), NOON, zone_of(zone))
        return now >= max(noon, due_at + LATENESS)
    return is_late(due_at, now)


def _silence(reminder: Reminder, rule: WeeklyRule, now: datetime) -> tuple[Draft | None, datetime | None]:
    """Look how long the runner has been silent. Whoever was active in between is simply looked at later."""
    seen_at = reminder.seen_at or now
    silent = (now - seen_at) // timedelta(days=1)
    ahead = [days for days in SILENCE_DAYS if days > silent]
    next_at = _not_before(rule, seen_at + timedelta(days=ahead[0] if ahead else silent + SILENCE_DAYS[-1]))
    reached = [days for days in SILENCE_DAYS if days <= silent]
    if not reached:
        return None, next_at
    draft = Draft(
        runner_id=reminder.runner_id,
        kind=f"silence_{reached[-1]}",
        slot=f"since {seen_at:%Y-%m-%d}",
        due_at=now,  # however long the bot was away: the silence lasts
    )
    return draft, next_at


def _not_before(rule: WeeklyRule, earliest: datetime) -> datetime | None:
    return next_due(rule, earliest - timedelta(microseconds=1))
