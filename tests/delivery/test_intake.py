import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from telegram import Update
from telegram.error import InvalidToken
from telegram.ext import Application, MessageHandler, filters

from bot import intake
from bot.inbound import applying
from bot.inbound.applying import Applier
from bot.intake import Intake, Window
from bot.transport import AiohttpRequest
from storage import runners, tables
from storage.database import Database
from tests.delivery.bot_api import TOKEN, BotApi, bot_api

NOW = datetime(2026, 6, 3, 7, 0, tzinfo=UTC)
Handler = Callable[[Update], Awaitable[None]]


@dataclass
class House:
    """A running bot: what it stored is in `database`, what went wrong in `errors`."""

    api: BotApi
    database: Database
    handler: Handler | None = None
    errors: list[BaseException | None] = field(default_factory=list)
    replayed: list[int] = field(default_factory=list)
    task: asyncio.Task[None] | None = None

    async def handle(self, update: Update, _context: Any) -> None:
        assert self.handler is not None
        await self.handler(update)

    async def note_error(self, _update: object, context: Any) -> None:
        self.errors.append(context.error)

    async def note_replay(self, update: Update) -> None:
        self.replayed.append(update.update_id)

    async def store(self, update: Update) -> None:
        """The effect: a runner named after the update."""
        async with self.database.transaction() as tx:
            await runners.add(tx, update.update_id, language="en", protocol="itbs", now=NOW)

    async def stored(self) -> list[int]:
        async with self.database.reading() as tx:
            return list((await tx.execute(select(tables.runners.c.id).order_by(tables.runners.c.id))).scalars())

    @asynccontextmanager
    async def running(self, handler: Handler | None = None) -> AsyncIterator[Intake]:
        self.handler = handler or self.store
        request = AiohttpRequest()
        application = (
            Application.builder().token(TOKEN).base_url(f"{self.api.url}/bot").request(request)
            .get_updates_request(request).updater(None).job_queue(None).build()
        )  # fmt: skip
        applier = Applier(application, lambda: NOW, self.database.answers, self.note_replay)
        application.add_error_handler(self.note_error)
        application.add_handler(MessageHandler(filters.ALL, self.handle))
        async with application:
            poller = Intake(application, applier, allowed=("message",))
            self.task = asyncio.create_task(poller.run())
            try:
                yield poller
            finally:
                poller.stop()
                await self.task


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with bot_api() as api:
        yield House(api, database)


async def test_an_update_is_confirmed_after_its_effect_is_stored(house: House) -> None:
    order: list[str] = []

    async def slowly(update: Update) -> None:
        await asyncio.sleep(0.1)
        order.append(f"kept by Telegram: {len(house.api.updates)}")
        await house.store(update)

    async with house.running(slowly):
        first = house.api.says(1, "hi")
        await house.api.until_confirmed()
    assert order == ["kept by Telegram: 1"]
    assert await house.stored() == [first]


async def test_updates_of_one_chat_keep_their_order_and_other_chats_do_not_wait(house: House) -> None:
    done: list[tuple[int, str]] = []
    the_other_one_is_done = asyncio.Event()

    async def handler(update: Update) -> None:
        assert update.effective_chat is not None
        assert update.message is not None
        if update.message.text == "slow":
            await the_other_one_is_done.wait()
        done.append((update.effective_chat.id, str(update.message.text)))
        if update.message.text == "other":
            the_other_one_is_done.set()

    for chat, text in [(1, "slow"), (1, "second"), (2, "other"), (1, "third")]:
        house.api.says(chat, text)
    async with house.running(handler):
        await house.api.until_confirmed()
    assert done == [(2, "other"), (1, "slow"), (1, "second"), (1, "third")]


async def test_an_update_sent_again_after_a_crash_is_not_applied_again(house: House) -> None:
    update_id = house.api.says(1, "hi")
    waiting = house.api.updates[:]
    async with house.running():
        await house.api.until_confirmed()
    house.api.updates = waiting
    house.api.all_confirmed.clear()
    async with house.running():
        await house.api.until_confirmed()
    assert await house.stored() == [update_id]
    assert house.errors == []
    assert house.replayed == [update_id]


async def test_a_failed_effect_is_rolled_back_answered_once_and_does_not_block_the_chat(house: House) -> None:
    async def within(update: Update) -> None:
        async with house.database.transaction() as tx:
            await runners.add(tx, update.update_id, language="en", protocol="itbs", now=NOW)
            if update.update_id == first:
                raise KeyError("a bug")

    first, second = house.api.says(1, "poison"), house.api.says(1, "after it")
    async with house.running(within):
        await house.api.until_confirmed()
    assert await house.stored() == [second]
    assert [type(error) for error in house.errors] == [KeyError]


async def test_an_update_nobody_can_read_is_passed_over(house: House) -> None:
    house.api.updates.append({"update_id": 100, "message": {"message_id": "no chat, no date"}})
    good = house.api.says(1, "hi")
    async with house.running():
        await house.api.until_confirmed()
    assert await house.stored() == [good]


async def test_while_the_database_is_away_updates_wait_and_nobody_hears_of_an_error(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "OUTAGE_PAUSES", (0.01, 0.01))
    monkeypatch.setattr(applying, "OUTAGE_PAUSE", 0.01)
    failures = iter(range(6))

    async def flaky(update: Update) -> None:
        if next(failures, None) is not None:
            raise OperationalError("SELECT", {}, ConnectionRefusedError())
        await house.store(update)

    async def is_away() -> bool:
        return next(failures, None) is None

    monkeypatch.setattr(house.database, "answers", is_away)
    update_id = house.api.says(1, "hi")
    async with house.running(flaky):
        await house.api.until_confirmed()
    assert await house.stored() == [update_id]
    assert house.errors == []


async def test_a_database_that_comes_back_right_after_a_failure_does_not_put_the_blame_on_the_update(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "OUTAGE_PAUSES", (0.01, 0.01))
    monkeypatch.setattr(applying, "OUTAGE_PAUSE", 0.01)
    failures = iter(range(3))

    async def flaky(update: Update) -> None:
        if next(failures, None) is not None:
            raise OperationalError("SELECT", {}, ConnectionRefusedError())
        await house.store(update)

    update_id = house.api.says(1, "hi")
    async with house.running(flaky):
        await house.api.until_confirmed()
    assert await house.stored() == [update_id]
    assert house.errors == []


async def test_what_fails_like_an_outage_while_the_database_answers_is_a_bug(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "OUTAGE_PAUSES", (0.01, 0.01))
    tries: list[int] = []

    async def wrong(update: Update) -> None:
        tries.append(update.update_id)
        raise OperationalError("SELECT nonsense", {}, Exception("no such column"))

    house.api.says(1, "hi")
    async with house.running(wrong):
        await house.api.until_confirmed()
    assert len(tries) == 4
    assert [type(error) for error in house.errors] == [OperationalError]


async def test_a_handler_that_hangs_is_given_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "HANDLING_LIMIT", 1.0)  # a busy machine may take a while for the other one

    async def hang(update: Update) -> None:
        if update.update_id == first:
            await asyncio.Event().wait()
        await house.store(update)

    first, second = house.api.says(1, "hang"), house.api.says(1, "after it")
    async with house.running(hang):
        await house.api.until_confirmed()
    assert await house.stored() == [second]


async def test_a_stored_update_is_confirmed_although_its_answer_is_held_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "PATIENCE", 0.05)
    flood_is_over = asyncio.Event()

    async def stuck_speaking(update: Update) -> None:
        await house.store(update)
        await flood_is_over.wait()

    async with house.running(stuck_speaking):
        house.api.says(1, "hi")
        await house.api.until_confirmed()
        flood_is_over.set()


async def test_stopping_finishes_what_is_in_hand_and_confirms_it(house: House) -> None:
    begun = asyncio.Event()

    async def slowly(update: Update) -> None:
        begun.set()
        await asyncio.sleep(0.2)
        await house.store(update)

    update_id = house.api.says(1, "hi")
    async with house.running(slowly) as poller:
        await begun.wait()
        poller.stop()
    assert await house.stored() == [update_id]
    assert house.api.updates == []


async def test_stopping_leaves_what_cannot_end_for_the_next_start(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "GRACE", 0.05)
    begun = asyncio.Event()

    async def for_ever(_update: Update) -> None:
        begun.set()
        await asyncio.Event().wait()

    update_id = house.api.says(1, "hi")
    async with house.running(for_ever):
        await begun.wait()
    assert [update["update_id"] for update in house.api.updates] == [update_id]
    async with house.running():
        await house.api.until_confirmed()
    assert await house.stored() == [update_id]


async def test_trouble_at_telegrams_end_is_waited_out(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "BACKOFF", (0.01,))
    update_id = house.api.says(1, "hi")
    async with house.running():
        house.api.will(502)
        house.api.will(409, description="Conflict: terminated by other getUpdates request")
        house.api.will(200, drop=True)
        await house.api.until_confirmed()
    assert await house.stored() == [update_id]


async def test_a_refused_token_ends_the_intake(house: House) -> None:
    async def until_refused() -> None:
        async with house.running():
            house.api.will(401, description="Unauthorized")
            house.api.says(1, "hi")
            assert house.task is not None
            await asyncio.wait({house.task}, timeout=5)

    with pytest.raises(InvalidToken):
        await until_refused()


async def test_two_hundred_chats_at_once_are_all_served_within_the_bound(house: House) -> None:
    at_once, most = 0, 0

    async def handler(update: Update) -> None:
        nonlocal at_once, most
        at_once, most = at_once + 1, max(most, at_once + 1)
        await asyncio.sleep(0.01)
        await house.store(update)
        at_once -= 1

    ids = [house.api.says(chat, "hi") for chat in range(1, 201)]
    async with house.running(handler):
        await house.api.until_confirmed()
    assert await house.stored() == ids
    assert 1 < most <= intake.BATCH


def test_the_offset_never_passes_an_update_in_hand() -> None:
    window = Window()
    assert window.offset() is None
    for update_id in (5, 6, 7):
        window.begin(update_id)
    window.finish(6)
    assert window.offset() == 5
    window.confirmed(5)
    assert not window.is_new(6)
    window.finish(5)
    assert window.offset() == 7
    window.finish(7)
    assert window.offset() == 8
    window.confirmed(8)
    assert window.offset() is None
    assert window.is_new(3)  # after a silent week Telegram may count from a lower number
