"""The same storage on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from sqlalchemy import select

from protocols.diary import CheckIn, Run
from storage import chats, diary, questions, runners
from storage.crypto import Keyring, KeyUnusableError
from storage.database import Database, DatabaseUrlError, url_of
from storage.schema import HEAD, METADATA
from storage.tables import entries

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
RITA, SAM = 7_000_000_001, 7_000_000_002


async def _add(database: Database, runner_id: int = RITA) -> None:
    async with database.transaction() as tx:
        await runners.add(tx, runner_id, language="en", protocol="itbs", now=NOW)


def _run(entry_id: str = "r1", **values: object) -> Run:
    return Run(id=entry_id, on=NOW.date(), at=NOW, minutes=32, pain=3, km=5.2, **values)  # type: ignore[arg-type]


async def test_a_runner_is_found_again_with_settings_and_consent(database: Database) -> None:
    await _add(database)
    async with database.transaction() as tx:
        await runners.change(tx, RITA, zone="Europe/Lisbon", remind_at=time(18, 45))
        await runners.consent(tx, RITA, "1", NOW)
        await runners.consent(tx, RITA, "2", NOW + timedelta(days=1))
        rita = await runners.find(tx, RITA)
        stranger = await runners.find(tx, SAM)
    assert rita is not None
    assert (rita.zone, rita.remind_at, rita.consent) == ("Europe/Lisbon", time(18, 45), "2")
    assert rita.created_at == NOW
    assert rita.created_at.tzinfo is UTC
    assert stranger is None


async def test_a_revoked_consent_is_no_consent(database: Database) -> None:
    await _add(database)
    async with database.transaction() as tx:
        await runners.consent(tx, RITA, "1", NOW)
        await runners.revoke(tx, RITA, NOW)
        rita = await runners.find(tx, RITA)
    assert rita is not None
    assert rita.consent is None


async def test_a_diary_comes_back_as_it_was_written(database: Database) -> None:
    await _add(database)
    run = _run(onset_km=4.0)
    check = CheckIn(id="c1", on=NOW.date(), at=NOW + timedelta(hours=1), pain=2)
    async with database.transaction() as tx:
        await diary.add(tx, database.keyring, RITA, [run, check], NOW)
        loaded = await diary.load(tx, database.keyring, RITA)
    assert set(loaded.entries) == {run, check}


async def test_an_undone_entry_is_gone_and_cannot_be_undone_twice(database: Database) -> None:
    await _add(database)
    async with database.transaction() as tx:
        await diary.add(tx, database.keyring, RITA, [_run()], NOW)
        assert await diary.undo(tx, RITA, "r1", NOW)
        assert not await diary.undo(tx, RITA, "r1", NOW)
        assert (await diary.load(tx, database.keyring, RITA)).entries == ()


async def test_nobody_undoes_the_entry_of_somebody_else(database: Database) -> None:
    await _add(database)
    await _add(database, SAM)
    async with database.transaction() as tx:
        await diary.add(tx, database.keyring, RITA, [_run()], NOW)
        assert not await diary.undo(tx, SAM, "r1", NOW)
        assert len((await diary.load(tx, database.keyring, RITA)).entries) == 1


async def test_health_data_is_unreadable_in_the_database(database: Database) -> None:
    await _add(database)
    async with database.transaction() as tx:
        await diary.add(tx, database.keyring, RITA, [_run()], NOW)
        body = (await tx.execute(select(entries.c.body))).scalar_one()
    assert b"minutes" not in body
    with pytest.raises(KeyUnusableError, match="another key"):
        Keyring.parse(Keyring.new_key()).open(body)


async def test_erasing_a_runner_leaves_no_row_in_any_table(database: Database) -> None:
    await _add(database)
    async with database.transaction() as tx:
        await runners.consent(tx, RITA, "1", NOW)
        await diary.add(tx, database.keyring, RITA, [_run()], NOW)
        await chats.put_draft(tx, database.keyring, RITA, "run", {"km": 5}, NOW)
        await chats.put_card(tx, RITA, "today", 11, NOW.date())
        await questions.keep(tx, database.keyring, RITA, "may I?", NOW, kind="unanswered")
        await questions.vote(tx, RITA, "ice", NOW, helped=True)
        await runners.erase(tx, RITA)
        left = [table.name for table in METADATA.sorted_tables if (await tx.execute(select(table))).first()]
    assert left == []


async def test_a_draft_is_replaced_and_dropped(database: Database) -> None:
    await _add(database)
    async with database.transaction() as tx:
        await chats.put_draft(tx, database.keyring, RITA, "run", {"km": 5}, NOW)
        await chats.put_draft(tx, database.keyring, RITA, "run", {"km": 6}, NOW)
        draft = await chats.draft(tx, database.keyring, RITA, "run")
        await chats.drop_draft(tx, RITA, "run")
        gone = await chats.draft(tx, database.keyring, RITA, "run")
    assert draft is not None
    assert draft.body == {"km": 6}
    assert gone is None


async def test_a_card_is_the_newest_one(database: Database) -> None:
    await _add(database)
    async with database.transaction() as tx:
        await chats.put_card(tx, RITA, "today", 11, date(2026, 3, 1))
        await chats.put_card(tx, RITA, "today", 12, date(2026, 3, 2))
        assert await chats.card(tx, RITA, "today") == chats.Card(12, date(2026, 3, 2))


async def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as tx:
            await runners.add(tx, RITA, language="en", protocol="itbs", now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with database.transaction() as tx:
        assert await runners.find(tx, RITA) is None


async def test_a_naive_moment_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="time zone"):
        async with database.transaction() as tx:
            await runners.add(tx, RITA, language="en", protocol="itbs", now=NOW.replace(tzinfo=None))


async def test_a_moment_in_another_zone_comes_back_in_utc(database: Database) -> None:
    lisbon_winter = datetime(2026, 1, 5, 9, tzinfo=timezone(timedelta(hours=1)))
    async with database.transaction() as tx:
        await runners.add(tx, RITA, language="en", protocol="itbs", now=lisbon_winter)
        rita = await runners.find(tx, RITA)
    assert rita is not None
    assert rita.created_at == lisbon_winter
    assert rita.created_at.hour == 8


def test_head_is_the_newest_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "storage/migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


@pytest.mark.parametrize("text", ["mysql://x", "nonsense", ""])
def test_an_unsupported_database_is_refused(text: str) -> None:
    with pytest.raises(DatabaseUrlError):
        url_of(text)


@pytest.mark.parametrize("text", ["", "short", "ü", "A" * 44, ","])
def test_a_malformed_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(KeyUnusableError) as caught:
        Keyring.parse(text if text != "A" * 44 else "A" * 40)
    assert text == "" or text not in str(caught.value)


def test_an_older_key_of_the_ring_still_opens_and_a_changed_value_does_not() -> None:
    old, new = Keyring.new_key(), Keyring.new_key()
    locked = Keyring.parse(old).lock("knee")
    ring = Keyring.parse(f"{new},{old}")
    assert ring.open(locked) == "knee"
    assert not ring.is_current(locked)
    assert ring.is_current(ring.lock("knee"))
    with pytest.raises(KeyUnusableError, match="changed"):
        ring.open(locked[:-1] + bytes([locked[-1] ^ 1]))


def test_a_keyring_shows_no_key() -> None:
    key = Keyring.new_key()
    assert key not in repr(Keyring.parse(key))
