"""Everything that is held is shown, and nothing is left: whatever tables there are, these tests walk them all."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from bot.actions.admin import answering
from bot.notifier import Notifier
from bot.texts import labels
from scheduler.housekeeping import Housekeeping
from scheduler.retention import INACTIVE, NOTICE
from storage import claims, outbox, runners
from storage.database import Database
from storage.export import held
from storage.outbox import Draft, Priority
from storage.retention import WARNING
from storage.schema import METADATA
from storage.tables import facts
from tests.ops.processes import ROOT
from tests.support.persona import MONDAY, Stage
from tests.support.planting import plant

CANARY = "canary-of-rita"
RITA, SAM = 7001, 7002
NOW = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)

# Every table is either a runner's, and then exported and erased, or stands here with the reason why it is nobody's.
NOBODYS = {
    "updates": "Telegram's running numbers",
    "media_files": "pictures and sounds that are the same for everybody",
    "facts": "what the database knows about itself",
    "audit": "what admins did",
    "broadcasts": "what admins wrote",
    "notes": "what editors wrote",
    "tallies": "counts by the day",
    "handfuls": "reminders in the air, two minutes at most: when they have landed, they are in the outbox",
}


async def rows_with(database: Database, *needles: object) -> dict[str, int]:
    """How many rows of each table hold one of these, in any column, also inside what is encrypted."""
    found: dict[str, int] = {}
    async with database.reading() as tx:
        for table in METADATA.sorted_tables:
            rows = (await tx.execute(select(table))).all() if table is not facts else []
            count = sum(any(_holds(database, value, needle) for value in row for needle in needles) for row in rows)
            if count:
                found[table.name] = count
    return found


def _holds(database: Database, value: Any, needle: object) -> bool:
    if isinstance(value, bytes) and value:
        value = database.keyring.open(value)
    return value == needle or (isinstance(needle, str) and needle in str(value))


async def test_everything_about_a_runner_in_any_table_is_exported_and_nothing_about_others(database: Database) -> None:
    planted = set(await plant(database, RITA, CANARY, NOW))
    await plant(database, SAM, "canary-of-sam", NOW)
    async with database.reading() as tx:
        shown = await held(tx, database.keyring, RITA)
    assert {table for table in planted if not shown.get(table)} <= set(NOBODYS)
    assert not set(shown) & set(NOBODYS)
    for table, rows in shown.items():
        stored = METADATA.tables[table]
        assert len(rows) == 1
        assert set(rows[0]) == set(stored.c.keys())
    assert "canary-of-sam" not in json.dumps(shown)
    assert f"{CANARY} in entries" in json.dumps(shown)


async def test_erasing_leaves_no_row_and_no_canary_in_any_table(database: Database) -> None:
    await plant(database, RITA, CANARY, NOW)
    await plant(database, SAM, "canary-of-sam", NOW)
    before = await rows_with(database, "canary-of-sam", SAM)
    async with database.transaction() as tx:
        await runners.erase(tx, RITA)
    left = await rows_with(database, CANARY, RITA)
    assert set(left) <= set(NOBODYS) - {"handfuls"}
    assert await rows_with(database, "canary-of-sam", SAM) == before


async def test_who_says_delete_is_gone_from_every_table_and_from_the_file(on_stage: Stage, tmp_path: Path) -> None:
    rita = on_stage.person(number=RITA)
    await rita.says("/start")
    await rita.has_a_plan()
    database = on_stage.world.database
    async with database.transaction() as tx:
        await runners.change(tx, RITA, zone="Atlantic/Canary")
        due = on_stage.clock.now() + timedelta(hours=1)
        await outbox.put(tx, Draft(runner_id=RITA, kind="bell", slot=CANARY, due_at=due))
    await rita.says("pain 3")
    assert await rows_with(database, RITA)
    await rita.says("/delete")
    heard = await rita.taps(labels.ERASE_NOW)
    assert "erased" in heard
    assert set(await rows_with(database, RITA, CANARY, "Atlantic/Canary")) <= {"updates"}
    assert await rita.waits(days=3) == ""
    await database.close()
    assert CANARY.encode() not in _bytes_of(tmp_path)


def _bytes_of(folder: Path) -> bytes:
    """The database, and whatever else was left behind."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def test_a_year_of_silence_is_warned_of_by_day_then_erased(database: Database) -> None:
    now = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)  # at night
    tidy = Housekeeping(database, lambda: now)
    async with database.transaction() as tx:
        await runners.add(tx, RITA, language="en", protocol="itbs", now=now - INACTIVE - timedelta(days=1))
        await runners.add(tx, SAM, language="en", protocol="itbs", now=now - INACTIVE + timedelta(days=1))
        await runners.change(tx, RITA, muted=True)
    await tidy()
    async with database.reading() as tx:
        assert await outbox.next_moment(tx) == datetime(2026, 6, 3, 8, 0, tzinfo=UTC)
        rita, sam = await runners.get(tx, RITA), await runners.get(tx, SAM)
    assert (rita.erase_on, sam.erase_on) == (now.date() + NOTICE, None)
    now += NOTICE + timedelta(hours=2)
    await tidy()
    async with database.reading() as tx:
        assert await runners.find(tx, RITA) is None
        assert await runners.find(tx, SAM) is not None


async def test_who_comes_back_after_the_warning_stays_but_who_asked_to_be_erased_does_not(database: Database) -> None:
    now = NOW
    tidy = Housekeeping(database, lambda: now)
    async with database.transaction() as tx:
        for number in (RITA, SAM):
            await runners.add(tx, number, language="en", protocol="itbs", now=now - INACTIVE - timedelta(days=1))
        await runners.change(tx, SAM, erase_on=now.date() + timedelta(days=10), seen_at=now)
    await tidy()
    now += timedelta(days=5)
    async with database.transaction() as tx:
        await runners.change(tx, RITA, seen_at=now)
    now += NOTICE
    await tidy()
    async with database.reading() as tx:
        assert (await runners.get(tx, RITA)).erase_on is None
        assert await runners.find(tx, SAM) is None


async def test_the_warning_says_when_and_how_to_stop_it_also_to_who_stopped_reminders(on_stage: Stage) -> None:
    rita = on_stage.person(number=RITA)
    await rita.says("/start")
    async with on_stage.world.database.transaction() as tx:
        await runners.change(tx, RITA, muted=True, quiet_from=time(0), quiet_to=time(0))
        due = Draft(
            runner_id=RITA, kind=WARNING, slot="2026-04-01", due_at=MONDAY, priority=Priority.SAFETY,
            about={"on": "2026-04-01"},
        )  # fmt: skip
        await outbox.put(tx, due)
    heard = await rita.waits(minutes=1)
    assert "erased on" in heard
    assert "1 April" in heard or "1 Apr" in heard
    assert "/start" in heard


async def test_who_is_erased_while_a_reminder_is_in_the_air_stays_erased(on_stage: Stage) -> None:
    """Once before it is rendered, and once between its arrival and the note of its card."""
    rita = on_stage.person(number=RITA)
    database = on_stage.world.database

    async def erase() -> None:
        async with database.transaction() as tx:
            await runners.erase(tx, RITA)

    notifier = Notifier(on_stage.bot.bot, on_stage.world)
    await rita.has_a_plan()
    async with database.transaction() as tx:
        due = Draft(runner_id=RITA, kind="workout", slot="x", due_at=on_stage.clock.now())
        await outbox.put(tx, due)
        lease = on_stage.clock.now() + timedelta(minutes=1)
        [message] = await claims.claim(tx, on_stage.clock.now(), lease, 1, Priority.REMINDER)
    speech = await notifier.render(message, on_stage.clock.now())
    assert speech is not None
    await erase()
    assert await notifier.render(message, on_stage.clock.now()) is None
    assert (await notifier.send(RITA, speech)).ok
    assert set(await rows_with(database, RITA)) <= {"updates"}


# Columns of tables that are nobody's: what each holds instead of something about a runner. A new column anywhere is
# either exported, because its table is a runner's, or has to be thought about and written here.
NOT_EXPORTED = {
    "updates": {"id", "applied_at"},
    "handfuls": {"id", "lease_until", "reminders"},
    "media_files": {"bot_id", "key", "file_id"},
    "facts": {"name", "value"},
    "audit": {"id", "admin_id", "at", "act", "about"},
    "broadcasts": {
        *("id", "author", "written_at", "state", "resumes_as", "topic", "health", "test", "chat_id", "message_ids"),
        *("shape", "audience", "send_at", "local_time", "expected", "confirmed_at", "approved_by", "started_at"),
        *("tested_at", "ended_at", "insisted", "why", "cursor", "fed", "card_id", "edition", "correction", "tally"),
    },
    "notes": {
        *("id", "question", "phrasings", "answer", "written_by", "written_at"),
        *("confirmed_by", "published_at", "withdrawn_at"),
    },
    "tallies": {"day", "name", "count"},
}


async def test_every_column_is_exported_or_somebody_has_decided_that_it_is_about_nobody(database: Database) -> None:
    await plant(database, RITA, CANARY, NOW)
    async with database.reading() as tx:
        shown = await held(tx, database.keyring, RITA)
    exported = {table: set(rows[0]) for table, rows in shown.items()}
    assert not set(exported) & set(NOT_EXPORTED)
    assert exported | NOT_EXPORTED == {table.name: set(table.c.keys()) for table in METADATA.sorted_tables}
    assert set(NOT_EXPORTED) == set(NOBODYS)


@pytest.mark.parametrize("when", [labels.ERASE_NOW, labels.ERASE_LATER])
async def test_who_erases_everything_now_or_in_30_days_leaves_no_row_no_file_and_no_line(
    on_stage: Stage, tmp_path: Path, when: str, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    """With rows in every table, through the chat; the other runner's stay."""
    rita, database = on_stage.person(f"Rita {CANARY}", RITA), on_stage.world.database
    await rita.says("/start")
    await rita.says(f"my knee {CANARY}")
    async with database.transaction() as tx:
        await runners.erase(tx, RITA)  # what is planted is all that there is
    await plant(database, RITA, CANARY, on_stage.clock.now())
    async with database.transaction() as tx:
        await runners.change(tx, RITA, zone="UTC")
        for name in NOBODYS:  # the canary is a runner's
            await tx.execute(delete(METADATA.tables[name]))
    await plant(database, SAM, "canary-of-sam", on_stage.clock.now())
    others = await rows_with(database, SAM, "canary-of-sam")
    await rita.says("/delete")
    receipt = await rita.taps(when)
    tidy = Housekeeping(database, on_stage.clock.now)
    if when == labels.ERASE_LATER:
        assert "will be erased on Wed 1 Apr" in receipt
        on_stage.clock.advance(timedelta(days=29))
        await tidy()
        assert "entries" in await rows_with(database, RITA, CANARY)
        on_stage.clock.advance(timedelta(days=1))
        await tidy()
    else:
        assert "erased" in receipt
    assert set(await rows_with(database, RITA, CANARY)) <= {"updates"}
    assert await rows_with(database, SAM, "canary-of-sam") | {"updates": 1} == others  # their numbers end with the day
    await database.close()
    assert CANARY.encode() not in _bytes_of(tmp_path)
    assert CANARY not in json.dumps(lines())


def test_every_table_is_named_where_operators_read_what_is_kept() -> None:
    told = (ROOT / "docs" / "privacy.md").read_text()
    assert [table.name for table in METADATA.sorted_tables if f"`{table.name}`" not in told] == []


@pytest.mark.parametrize("discreet", [False, True])
async def test_an_answer_to_a_question_is_covered_where_notifications_are_discreet(
    on_stage: Stage, discreet: bool
) -> None:
    rita, database = on_stage.person(number=RITA), on_stage.world.database
    await rita.says("/start")
    note = {"question": "Q?", "phrasings": [], "answer": "Ice the knee", "written_by": 1, "written_at": MONDAY}
    async with database.transaction() as tx:
        await runners.change(tx, RITA, discreet=discreet, quiet_from=time(0), quiet_to=time(0))
        made = await tx.execute(insert(METADATA.tables["notes"]).values(note | {"published_at": MONDAY}))
        slot = str(made.inserted_primary_key[0]) if made.inserted_primary_key else ""
        due = Draft(runner_id=RITA, kind=answering.KIND, slot=slot, due_at=MONDAY, priority=Priority.SAFETY)
        await outbox.put(tx, due)
    assert "Ice the knee" in await rita.waits(minutes=1)
    shown = rita.person.sees().last.html
    assert ("<tg-spoiler>" in shown) is discreet
    assert not discreet or "knee" not in shown.split("<tg-spoiler>")[0]
