import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.outbound.postings import Postings
from storage import audiences, broadcasts, runners
from storage.addressees import Addressee
from storage.broadcasts import Topic
from storage.database import Database
from storage.outbox import Message, Priority

NOON = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)


def message(runner_id: int, slot: str) -> Message:
    to = Addressee("UTC", time(22), time(8), False, False)
    lease_until = NOON + timedelta(minutes=2)
    return Message(1, runner_id, broadcasts.KIND, slot, NOON, Priority.BROADCAST, {}, 1, False, to, lease_until)


async def prepared(database: Database, count: int) -> str:
    """So many runners, of whom the second wants no news; the number of a broadcast."""
    async with database.transaction() as tx:
        for runner_id in range(1, count + 1):
            await runners.add(tx, runner_id, language="en", protocol="itbs", now=NOON)
        await audiences.subscribe(tx, 2, Topic.NEWS, NOON, wanted=False)
        draft = await broadcasts.add(tx, 1, NOON)
        await broadcasts.change(tx, draft.id, message_ids=(7,))
    return str(draft.id)


async def test_who_asks_at_once_is_answered_by_one_look_and_who_left_gets_nothing(database: Database) -> None:
    slot = await prepared(database, 40)
    asked: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    postings = Postings(database)
    messages = [message(runner_id, slot) for runner_id in range(1, 41)]
    found = await asyncio.gather(*(postings.of(each) for each in messages), postings.of(message(1, "999")))
    assert [posting is None for posting in found] == [runner_id == 2 for runner_id in range(1, 41)] + [True]
    assert {posting.message_ids for posting in found if posting} == {(7,)}
    assert len(asked) == 3  # the broadcast and who left it; a broadcast that is not there


async def test_who_asks_while_others_are_looked_up_is_answered_as_well(database: Database) -> None:
    slot = await prepared(database, 3)
    postings = Postings(database)
    first = asyncio.create_task(postings.of(message(1, slot)))
    for _ in range(3):
        await asyncio.sleep(0)
    third = asyncio.create_task(postings.of(message(3, slot)))
    assert [await first, await third] == [await postings.of(message(1, slot))] * 2


async def test_a_database_that_is_away_fails_those_who_asked_and_nobody_after_them(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = await prepared(database, 3)
    postings = Postings(database)

    async def away(*_: object) -> None:
        raise OperationalError("SELECT", {}, ConnectionResetError())

    monkeypatch.setattr(broadcasts, "find", away)
    failed = await asyncio.gather(*(postings.of(message(n, slot)) for n in (1, 3)), return_exceptions=True)
    assert [type(each) for each in failed] == [OperationalError] * 2
    monkeypatch.undo()
    assert await postings.of(message(1, slot)) is not None
