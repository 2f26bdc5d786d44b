"""The dashboard counts, and gives nobody away; the census keeps what it counts."""

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.simulation.runners import INTAKE
from protocols.diary import Answer, CheckIn, Entry, ExerciseLog, Workout
from scheduler.census import Census
from scheduler.meter import Meter
from scheduler.pacing import Pace
from storage import broadcasts, diary, runners
from storage.admin_tables import standings
from storage.dashboard import figures
from tests.admin.conftest import VIEWER, Office


async def _runners(office: Office, count: int, first: int, *, days: int = 20, workouts: int = 0, pain: int = 3) -> None:
    """Runners who finished the intake so many days ago."""
    database, now = office.stage.world.database, office.stage.clock.now()
    start = now - timedelta(days=days)
    await office.crowd(count, first)
    async with database.transaction() as tx:
        for number in range(first, first + count):
            await runners.consent(tx, number, "1", start)
            entries: list[Entry] = [
                Answer(
                    id=f"{number}-{nth}",
                    on=start.date(),
                    at=start + timedelta(seconds=nth),
                    question=question,
                    value=value,
                )
                for nth, (question, value) in enumerate(INTAKE.items())
            ]
            for nth in range(workouts):
                at = start + timedelta(days=2 * nth, hours=1)
                log = ExerciseLog("clamshell", "band", 3, 3, 5, 1)
                entries.append(Workout(id=f"{number}-w{nth}", on=at.date(), at=at, exercises=(log,)))
            at = now - timedelta(days=1)
            entries.append(CheckIn(id=f"{number}-c", on=at.date(), at=at, pain=pain))
            await diary.add(tx, database.keyring, number, entries, now)


def _census(office: Office) -> Census:
    return Census(office.stage.world.database, office.stage.clock.now, office.stage.world.protocols)


async def test_the_dashboard_counts_and_hides_small_groups(office: Office) -> None:
    await _runners(office, 6, 20_001, workouts=8)
    await _runners(office, 2, 30_001, days=3)
    census = _census(office)
    await census.tick()
    vic = office.admin(VIEWER)
    heard = await vic.says("/dashboard")
    assert "9 started" in heard  # the admin, too
    assert "8 have a plan" in heard
    assert "6 first workout" in heard
    assert "6 active in week 2" in heard
    assert "6 80 % and more" in heard
    assert "0 times too fast" in heard


async def test_a_standing_is_unreadable_in_the_database(office: Office) -> None:
    await _runners(office, 1, 20_001)
    await _census(office).tick()
    async with office.stage.world.database.reading() as tx:
        body = (await tx.execute(select(standings.c.body))).scalar_one()
    assert b"calm" not in body


async def test_who_withdraws_consent_is_not_counted_any_more(office: Office) -> None:
    await _runners(office, 1, 20_001)
    await _census(office).tick()
    database = office.stage.world.database
    async with database.transaction() as tx:
        assert (await figures(tx, database.keyring, office.stage.clock.now())).phases.total() == 1
        await runners.revoke(tx, 20_001, office.stage.clock.now())
        assert (await figures(tx, database.keyring, office.stage.clock.now())).phases.total() == 0


async def test_the_census_goes_round_and_looks_again_only_where_there_is_news(office: Office) -> None:
    await _runners(office, 60, 20_001)
    database, census = office.stage.world.database, _census(office)
    for _ in range(3):
        await census.tick()

    async def computed() -> dict[int, datetime]:
        async with database.reading() as tx:
            return dict((await tx.execute(select(standings.c.runner_id, standings.c.computed_at))).all())  # type: ignore[arg-type]

    first = await computed()
    assert len(first) == 60
    office.stage.clock.advance(timedelta(hours=1))
    async with database.transaction() as tx:
        await runners.change(tx, 20_030, seen_at=office.stage.clock.now() - timedelta(minutes=1))
    for _ in range(3):
        await census.tick()
    again = await computed()
    assert [number for number in first if again[number] != first[number]] == [20_030]


async def test_an_audience_can_be_a_phase(office: Office) -> None:
    await _runners(office, 5, 20_001)
    await office.crowd(4)
    await _census(office).tick()
    ada = office.admin()
    await ada.says("/broadcast")
    await ada.taps("New broadcast")
    await ada.says("For the calm ones")
    await ada.taps("Audience", "calm · 5", "‹ Back", "☑ Test first", "Send …", "Send to 5")
    await office.beat(3)
    assert [bool(office.heard(number)) for number in (20_001, 20_002, 20_003, 10_001)] == [True, True, True, False]
    assert (await office.newest()).audience == broadcasts.Audience(phase="calm")


async def test_floods_are_counted_by_the_day(office: Office) -> None:
    pace = Pace()
    meter = Meter(office.stage.world.database, office.stage.clock.now, pace)
    for _ in range(2):
        pace.hold(0.0)
        await meter.tick()
        await meter.tick()
    assert "2 times too fast" in await office.admin(VIEWER).says("/dashboard")
