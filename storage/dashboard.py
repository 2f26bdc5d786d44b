"""How the programme does, as counts. No runner is named, no free text is read."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from storage import reminders, standings
from storage.admin_tables import tallies
from storage.audiences import SILENT
from storage.crypto import Keyring
from storage.database import Transaction
from storage.insert import put
from storage.outbox import State
from storage.recipients import RECALLED
from storage.tables import consents, outbox, questions, runners

WEEK = timedelta(days=7)
SHOWN = timedelta(days=13)  # and today: so many days of delivery


@dataclass(frozen=True, slots=True)
class Health:
    """Of delivery: seconds the oldest due message waits, and what went wrong within seven days."""

    lag: float = 0.0
    floods: int = 0
    dead: int = 0
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """A UTC day of delivery: messages that arrived, and what went wrong."""

    on: date
    sent: int = 0
    dead: int = 0
    unsure: int = 0
    floods: int = 0


@dataclass(slots=True)
class Figures:
    """Everything the dashboard shows. `reached` are milestones of the funnel, in no order."""

    started: int = 0
    consented: int = 0
    silent: int = 0
    blocked: int = 0
    unanswered: int = 0
    reached: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)
    overlays: Counter[str] = field(default_factory=Counter)
    adherence: Counter[str] = field(default_factory=Counter)  # low | fair | good
    pain: Counter[str] = field(default_factory=Counter)  # better | same | worse
    pain_by_week: Counter[tuple[int, int]] = field(default_factory=Counter)  # (week of the programme, worst pain)
    health: Health = field(default_factory=Health)
    days: tuple[Day, ...] = ()  # oldest first


async def figures(tx: Transaction, keyring: Keyring, now: datetime) -> Figures:
    """Count."""
    found = Figures(health=await _health(tx, now), days=await _days(tx, now.date()))
    found.started = await _count(tx, select(func.count()).select_from(runners))
    found.silent = await _count(tx, select(func.count()).select_from(runners).where(runners.c.seen_at < now - SILENT))
    found.blocked = await _count(tx, select(func.count()).select_from(runners).where(runners.c.blocked_at.is_not(None)))
    found.consented = await _count(
        tx, select(func.count(func.distinct(consents.c.runner_id))).where(consents.c.revoked_at.is_(None))
    )
    found.unanswered = await _count(
        tx, select(func.count()).select_from(questions).where(questions.c.note_id.is_(None))
    )
    async for standing in standings.everybody(tx, keyring):
        _add(found, standing)
    return found


async def tally(tx: Transaction, day: date, name: str, more: int) -> None:
    """Count something of a day that has no row of its own."""
    row = {"day": day, "name": name, "count": more}
    await tx.execute(put(tx.dialect.name, tallies, row, count=tallies.c.count + more))


def _add(found: Figures, standing: dict[str, object]) -> None:
    found.reached.update(_strings(standing.get("reached")))
    if "phase" not in standing:
        return
    found.phases[str(standing["phase"])] += 1
    found.overlays.update(_strings(standing.get("overlays")))
    share = standing.get("adherence")
    if isinstance(share, float | int):
        found.adherence["good" if share >= 0.8 else "fair" if share >= 0.5 else "low"] += 1
    for week, worst in enumerate(_list(standing.get("pain_by_week")), start=1):
        if isinstance(worst, int):
            found.pain_by_week[week, worst] += 1
    pain, before = standing.get("pain"), standing.get("pain_before")
    if isinstance(pain, int) and isinstance(before, int):
        found.pain["better" if pain < before else "worse" if pain > before else "same"] += 1


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [str(each) for each in _list(value)]


async def _days(tx: Transaction, today: date) -> tuple[Day, ...]:
    first = today - SHOWN
    day = func.date(outbox.c.settled_at)
    if tx.dialect.name == "postgresql":  # whose own zone may be any
        day = func.date(func.timezone("UTC", outbox.c.settled_at))
    since = outbox.c.settled_at >= datetime.combine(first, time(), UTC)
    query = select(day, outbox.c.state, func.count()).where(since).group_by(day, outbox.c.state)
    found = {(str(on), state): int(number) for on, state, number in await tx.execute(query)}
    counted = select(tallies.c.day, tallies.c.count).where(tallies.c.name == "floods", tallies.c.day >= first)
    floods = {str(on): int(number) for on, number in await tx.execute(counted)}
    return tuple(
        Day(
            on,
            found.get((str(on), State.SENT), 0) + found.get((str(on), RECALLED), 0),
            found.get((str(on), State.FAILED), 0),
            found.get((str(on), State.UNSURE), 0),
            floods.get(str(on), 0),
        )
        for on in (first + timedelta(days=number) for number in range(SHOWN.days + 1))
    )


async def _health(tx: Transaction, now: datetime) -> Health:
    waiting = (await tx.execute(select(func.min(outbox.c.wake_at)).where(outbox.c.state == State.PENDING))).scalar()
    coming = [moment for moment in (waiting, await reminders.next_moment(tx)) if moment is not None]
    recent = outbox.c.settled_at > now - WEEK
    counted = select(outbox.c.state, func.count()).where(recent, outbox.c.state.in_([State.FAILED, State.UNSURE]))
    states = {row[0]: int(row[1]) for row in await tx.execute(counted.group_by(outbox.c.state))}
    floods = select(func.coalesce(func.sum(tallies.c.count), 0)).where(
        tallies.c.name == "floods", tallies.c.day > (now - WEEK).date()
    )
    return Health(
        lag=max(0.0, (now - min(coming)).total_seconds()) if coming else 0.0,
        floods=await _count(tx, floods),
        dead=states.get(State.FAILED, 0),
        unsure=states.get(State.UNSURE, 0),
    )


async def _count(tx: Transaction, query: object) -> int:
    return int((await tx.execute(query)).scalar_one())  # type: ignore[call-overload]
