"""Two processes that write the same row in the same moment: both succeed, and there is one row."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from storage import audiences, chats, dashboard, questions, runners, standings
from storage.admin_tables import tallies
from storage.alone import SendingBudget
from storage.broadcasts import Topic
from storage.crypto import Keyring
from storage.database import Database, Transaction
from storage.identity import check_key
from storage.outage import is_outage
from storage.tables import facts, metadata

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
RITA = 7001
Write = Callable[[Transaction], Awaitable[object]]


async def _together(database: Database, *writes: Write) -> None:
    """Each in a transaction of its own that is open before the first one commits; SQLite does them in turn."""
    open_ones = asyncio.Barrier(1 if database.is_sqlite else len(writes))

    async def do(write: Write) -> None:
        async with database.transaction() as tx:
            await tx.execute(select(1))
            await open_ones.wait()
            await write(tx)

    await asyncio.gather(*map(do, writes))


@pytest.fixture
async def known(database: Database) -> Database:
    async with database.transaction() as tx:
        await runners.add(tx, RITA, language="en", protocol="itbs", now=NOW)
    return database


@pytest.mark.parametrize("table", ["standings", "drafts", "cards", "votes", "subscriptions"])
async def test_the_same_row_written_twice_at_once_is_one_row(known: Database, keyring: Keyring, table: str) -> None:
    def writes(n: int) -> Write:
        made: dict[str, Write] = {
            "standings": lambda tx: standings.put(tx, RITA, keyring.lock(f"{n}"), NOW),
            "drafts": lambda tx: chats.put_draft(tx, keyring, RITA, "run", {"n": n}, NOW),
            "cards": lambda tx: chats.put_card(tx, RITA, "today", n, NOW.date()),
            "votes": lambda tx: questions.vote(tx, RITA, "icing", NOW, helped=bool(n)),
            "subscriptions": lambda tx: audiences.subscribe(tx, RITA, Topic.NEWS, NOW, wanted=bool(n)),
        }
        return made[table]

    await _together(known, writes(0), writes(1))
    async with known.reading() as tx:
        assert (await tx.execute(select(func.count()).select_from(metadata.tables[table]))).scalar() == 1


async def test_what_is_counted_at_once_adds_up(database: Database) -> None:
    day = date(2026, 3, 2)
    await _together(database, *(lambda tx, n=n: dashboard.tally(tx, day, "floods", n) for n in (1, 2, 3)))
    async with database.reading() as tx:
        assert (await tx.execute(select(tallies.c.count))).scalars().all() == [6]


async def test_somebody_new_who_is_twice_as_quick_is_known_once(database: Database) -> None:
    async def add(tx: Transaction) -> object:
        return await runners.add(tx, RITA, language="en", protocol="itbs", now=NOW)

    await _together(database, add, add)
    async with database.reading() as tx:
        assert (await runners.get(tx, RITA)).language == "en"


async def test_several_first_starts_at_once_agree_on_the_key(database: Database) -> None:
    await asyncio.gather(*(check_key(database) for _ in range(4)))
    async with database.reading() as tx:
        assert (await tx.execute(select(func.count()).select_from(facts))).scalar() == 1


@pytest.mark.parametrize(
    ("said", "away"),
    [("57P01", True), ("57P02", True), ("57P03", True), ("08003", True), ("53300", True), ("23505", False)],
)
async def test_what_postgresql_says_of_itself_is_told_from_a_wrong_statement(
    database: Database, said: str, away: bool
) -> None:
    if database.is_sqlite:
        return
    with pytest.raises(DBAPIError) as raised:
        async with database.transaction() as tx:
            await tx.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{said}'; END $$"))
    assert is_outage(raised.value) is away


async def test_a_sending_budget_that_several_jobs_ask_for_while_the_database_restarts_is_simply_not_ours(
    database: Database,
) -> None:
    budget = SendingBudget(database)
    assert await budget.is_ours()
    if not database.is_sqlite:
        other = Database(database.url, database.keyring)
        async with other.engine.connect() as killer:
            mine = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
            await killer.execute(text(f"{mine} current_database()"))
        await other.close()
        budget._looked_at = 0
        assert False in await asyncio.gather(*(budget.is_ours() for _ in range(4)))
    assert await budget.is_ours()
    await budget.release()
