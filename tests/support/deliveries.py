"""A delivery with nothing around it but a database: a clock to move, chats to look into, answers to line up."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from scheduler.clock import EVERY_DAY
from scheduler.delivery import Delivery, Share
from scheduler.outcome import Outcome, OutcomeKind
from scheduler.reminders import Kind, ReminderSettings, reminders_of
from storage import outbox, reminders, runners, tables
from storage.database import Database
from storage.outbox import Draft, Message, Priority, State

MORNING = datetime(2026, 6, 3, 5, 0, tzinfo=UTC)  # 07:00 in Berlin, a Wednesday
SETTINGS = ReminderSettings(zone="Europe/Berlin", remind_at=time(9, 0), workout_days=EVERY_DAY, weekly=False)
NINE = datetime(2026, 6, 3, 7, 0, tzinfo=UTC)
SENT = Outcome(OutcomeKind.SENT, message_id=7)


@dataclass
class World:
    """A delivery with a clock to move, a chat that keeps what it got, and answers of Telegram lined up."""

    database: Database
    now: datetime = MORNING
    chats: dict[int, list[str]] = field(default_factory=dict)
    answers: list[Outcome] = field(default_factory=list)
    unsaid: set[int] = field(default_factory=set)
    nothing_of: str = ""
    order: list[str] = field(default_factory=list)
    before_send: Callable[[], None] = lambda: None
    bug: Exception | None = None
    waits: float = 0.0

    def __post_init__(self) -> None:
        self.delivery = Delivery(
            self.database,
            lambda: self.now,
            render=self.render,
            send=self.send,
            turn=self.turn,
            share=Share(in_flight=4),
        )

    async def render(self, message: Message, now: datetime) -> str | None:
        if self.bug is not None:
            raise self.bug
        return (
            None
            if message.runner_id in self.unsaid or message.kind == self.nothing_of
            else f"{message.kind} at {now:%H:%M}"
        )

    async def turn(self, _chat: int, _priority: Priority) -> None:
        self.now += timedelta(seconds=self.waits)

    async def send(self, chat: int, speech: str) -> Outcome:
        self.before_send()
        outcome = self.answers.pop(0) if self.answers else SENT
        if outcome.ok or outcome.kind is OutcomeKind.UNCERTAIN:
            self.chats.setdefault(chat, []).append(speech)
            self.order.append(speech)
        return outcome

    async def runner(self, runner_id: int, settings: ReminderSettings | None = SETTINGS) -> None:
        async with self.database.transaction() as tx:
            await runners.add(tx, runner_id, language="en", protocol="itbs", now=self.now)
            await runners.change(tx, runner_id, zone="Europe/Berlin")
            if settings is not None:
                await reminders.replace(tx, runner_id, reminders_of(runner_id, settings, self.now))

    async def put(self, *drafts: Draft) -> None:
        async with self.database.transaction() as tx:
            await outbox.put(tx, *drafts)

    async def rows(self) -> list[tuple[str, str | None]]:
        async with self.database.reading() as tx:
            found = await tx.execute(select(tables.outbox.c.state, tables.outbox.c.error).order_by(tables.outbox.c.id))
            return [tuple(row) for row in found]

    async def at(self, moment: datetime) -> Counter[State]:
        self.now = moment
        return await self.delivery.tick()


def note(runner_id: int = 1, kind: str = Kind.GATE_OFFER, slot: str = "x", **more: Any) -> Draft:
    return Draft(runner_id=runner_id, kind=kind, slot=slot, due_at=more.pop("due_at", NINE), **more)
