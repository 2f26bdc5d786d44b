"""When reminders come: set from the runner's settings, put off on request. What they say is decided at sending."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.visit import Visit
from protocols.diary import Pause, Run
from protocols.model import Overlay
from scheduler.clock import EVERY_DAY, Later, QuietHours, later_at, later_choices, next_allowed
from scheduler.reminders import Kind, ReminderSettings, morning_check, put_off, reminders_of
from storage import outbox, reminders
from storage.outbox import Draft, Priority

FAR = timedelta(hours=3)  # P: a shorter shift of the clock moves nothing
MORNING = time(8, 0)  # P: until the runner has chosen
BACK_AFTER = timedelta(days=8)  # PRODUCT §4: a shorter gap changes nothing


async def schedule(visit: Visit) -> None:
    """Set the runner's reminders anew: after the intake and whenever a setting, a pause or a flag changes.

    They are due every day; on a day on which nothing is due, nothing is said. So a pause with an end keeps them, and
    the day on which it ends speaks again by itself.
    """
    outlook = await visit.plan()
    ready = outlook.day > 0 and visit.runner.zone is not None and not visit.runner.muted
    resting = not ready or Overlay.RED_FLAG in outlook.overlays or await _rests_openly(visit)
    settings = _settings(visit, resting=resting)
    await reminders.replace(visit.tx, visit.runner.id, reminders_of(visit.runner.id, settings, visit.now))


async def _rests_openly(visit: Visit) -> bool:
    """True in a pause without an end."""
    if Overlay.PAUSED not in (await visit.plan()).overlays:
        return False
    return (await last_pause(visit)).until is None


async def last_pause(visit: Visit) -> Pause:
    """The pause that was said last; only for a runner who has paused."""
    return max((e for e in (await visit.diary()).entries if isinstance(e, Pause)), key=lambda entry: entry.at)


async def after_travel(visit: Visit, before: str) -> None:
    """A long way east may have skipped today's reminder: it comes in an hour, once, and never in quiet hours.

    A long way west shows the same hour twice: the slot of the day is taken, and nothing is sent again.
    """
    at = visit.now + timedelta(hours=1)
    quiet = QuietHours(visit.runner.quiet_from, visit.runner.quiet_to)
    skipped = visit.local.time() >= (visit.runner.remind_at or MORNING)
    same_day = at.astimezone(ZoneInfo(visit.zone)).date() == visit.today
    if not (skipped and same_day and _shift(visit, before) > FAR and next_allowed(at, visit.zone, quiet) == at):
        return
    for kind in (Kind.WORKOUT, Kind.RUN):
        slot = visit.today.isoformat()
        await outbox.put(visit.tx, Draft(runner_id=visit.runner.id, kind=kind, slot=slot, due_at=at))


def _shift(visit: Visit, before: str) -> timedelta:
    """How far the clock on the wall has moved."""
    old, new = (visit.now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta() for zone in (before, visit.zone))
    return abs(new - old)


async def rest(visit: Visit) -> None:
    """Nothing is due any more, and nothing that waits is sent."""
    await reminders.replace(visit.tx, visit.runner.id, ())
    await outbox.drop(visit.tx, visit.runner.id)


async def after_alarm(visit: Visit) -> None:
    """A red flag stands: the plan's reminders rest, and tomorrow I ask whether somebody has looked at it."""
    await schedule(visit)
    await _ask_again(visit, "seen", timedelta(days=1))


async def after_misfit(visit: Visit) -> None:
    """The pattern did not fit: ask once more in a week."""
    await _ask_again(visit, "pattern_again", timedelta(days=7))


async def _ask_again(visit: Visit, kind: str, wait: timedelta) -> None:
    at = visit.now + wait
    await outbox.put(visit.tx, Draft(runner_id=visit.runner.id, kind=kind, slot=at.date().isoformat(), due_at=at))


async def after_run(visit: Visit, run: Run) -> None:
    """Ask about the knee on the morning after this run."""
    if run.on == visit.today:
        check = morning_check(visit.runner.id, run.id, visit.now, _settings(visit, resting=False))
        await outbox.put(visit.tx, check)


async def after_entry(visit: Visit) -> None:
    """A gate is open: offer it tomorrow, and once a week for as long as it is neither taken nor declined."""
    gates = [o for o in (await visit.plan()).offers if o.id.startswith("phase:") and not o.informed]
    drafts = (_tomorrow(visit, Kind.GATE_OFFER, f"{o.id} {visit.today:%G-%V}", {"offer": o.id}) for o in gates)
    await outbox.put(visit.tx, *drafts)


async def after_silence(visit: Visit) -> None:
    """Somebody is back after a week or more: say tomorrow where the plan goes on."""
    if visit.now - visit.runner.seen_at >= BACK_AFTER:
        await outbox.put(visit.tx, _tomorrow(visit, Kind.RE_ENTRY, f"since {visit.runner.seen_at:%Y-%m-%d}", {}))


def _tomorrow(visit: Visit, kind: Kind, slot: str, about: dict[str, str]) -> Draft:
    at = later_at(Later.TOMORROW, visit.now, visit.zone, visit.runner.remind_at or MORNING)
    return Draft(runner_id=visit.runner.id, kind=kind, slot=slot, due_at=at, about=about)


def later_offers(visit: Visit) -> list[str]:
    """The choices of `Later` that make sense now: none in quiet hours, no evening that has begun."""
    quiet = QuietHours(visit.runner.quiet_from, visit.runner.quiet_to)
    return [str(choice) for choice in later_choices(visit.now, visit.zone, visit.runner.remind_at or MORNING, quiet)]


async def later(visit: Visit, choice: str) -> datetime:
    """Remind once more (in 15 minutes, an hour, tonight, tomorrow); returns the moment on the runner's clock.

    The recurrence itself does not move.
    """
    at = later_at(Later(choice), visit.now, visit.zone, visit.runner.remind_at or MORNING)
    await outbox.put(visit.tx, put_off(visit.runner.id, "later", at, visit.zone))
    return at.astimezone(ZoneInfo(visit.zone))


async def ring(visit: Visit, at: datetime, n: int) -> None:
    """Ring when the rest between two sets is over; asked for by the runner, so it passes quiet hours."""
    slot = f"{at:%Y-%m-%d %H:%M:%S}"
    bell = Draft(runner_id=visit.runner.id, kind="bell", slot=slot, due_at=at, priority=Priority.ANSWER, about={"n": n})
    await outbox.put(visit.tx, bell)


def _settings(visit: Visit, *, resting: bool) -> ReminderSettings:
    return ReminderSettings(
        zone=visit.zone,
        remind_at=visit.runner.remind_at or MORNING,
        workout_days=EVERY_DAY,
        run_days=EVERY_DAY,
        resting=resting,
    )
