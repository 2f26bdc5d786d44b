"""Who would get it: counted for every choice, small groups hidden where health decides, consent respected."""

from datetime import timedelta

from bot.simulation.runners import INTAKE
from protocols.diary import Answer
from scheduler.census import Census
from storage import diary, runners
from storage.broadcasts import Stage
from tests.admin.conftest import Office, compose


async def _with_plans(office: Office, count: int, first: int, **values: object) -> list[int]:
    database, now = office.stage.world.database, office.stage.clock.now()
    ids = await office.crowd(count, first, **values)
    async with database.transaction() as tx:
        for number in ids:
            await runners.consent(tx, number, "1", now)
            entries = [
                Answer(id=f"{number}-{nth}", on=now.date(), at=now - timedelta(hours=1), question=question, value=value)
                for nth, (question, value) in enumerate(INTAKE.items())
            ]
            await diary.add(tx, database.keyring, number, entries, now)
    await Census(database, office.stage.clock.now, office.stage.world.protocols).tick()
    return ids


async def test_every_choice_says_how_many_it_would_reach_with_the_others_as_they_are(office: Office) -> None:
    long_ago = office.stage.clock.now() - timedelta(days=20)
    await office.crowd(6, 10_001, zone="Europe/Lisbon", language="pt")
    await office.crowd(4, 10_101, zone="Asia/Tokyo", language="ja", seen_at=long_ago)
    ada = office.admin()
    await compose(ada)
    await ada.taps("Audience")
    shown = set(ada.buttons)
    assert {"● everyone · 11", "active (7 days) · 7", "silent (14 days) · 4", "not getting better · 0"} <= shown
    assert {"● any language · 11", "pt · 6", "ja · 4", "en · 1"} <= shown
    assert {"● anywhere · 11", "Europe · 6", "Asia · 4"} <= shown
    heard = await ada.taps("silent (14 days) · 4")
    assert "silent (14 days): 4 people" in heard
    assert "Takes: about 1 s at 30 a second" in heard
    shown = set(ada.buttons)
    assert {"everyone · 11", "active (7 days) · 7", "● silent (14 days) · 4"} <= shown
    assert not [label for label in shown if label.startswith(("pt", "ja", "Asia"))]  # it leaves no choice
    await ada.taps("everyone · 11", "Europe · 6", "active (7 days) · 6")
    assert {"● Europe · 6", "anywhere · 7"} <= set(ada.buttons)  # so that it can be taken back
    await ada.taps("‹ Back")
    assert "active (7 days), in Europe · 6 people" in await ada.taps("Send …")


async def test_it_takes_as_long_as_the_rate_that_is_paid_for_says(quick_office: Office) -> None:
    office = quick_office
    await office.crowd(120)
    ada = office.admin()
    await compose(ada)
    assert "Takes: about 4 s at 30 a second" in ada.screen
    object.__setattr__(office.stage.world, "broadcast_rate", 60)
    assert "Takes: about 2 s at 60 a second" in await ada.taps("Audience")


async def test_small_groups_by_health_are_neither_shown_nor_written_to(office: Office) -> None:
    await _with_plans(office, 3, 20_001)
    ada = office.admin()
    await compose(ada)
    await ada.taps("Audience")
    assert "calm · <5" in ada.buttons
    assert "calm: <5 people" in (await ada.taps("calm · <5")).replace("everyone, phase ", "")
    await ada.taps("‹ Back", "Send …")
    assert "tells of their health" in await ada.taps("Send to <5")
    await office.beat(2)
    assert office.heard(20_001) == []


async def test_who_withdrew_consent_is_in_no_audience_by_health(office: Office) -> None:
    ids = await _with_plans(office, 6, 20_001)
    async with office.stage.world.database.transaction() as tx:
        await runners.revoke(tx, ids[0], office.stage.clock.now())
    ada = office.admin()
    await compose(ada)
    await ada.taps("Audience", "calm · 5", "‹ Back", "☑ Test first", "Send …", "Send to 5")
    await office.beat(3)
    assert (await office.newest()).state is Stage.DONE
    assert [bool(office.heard(each)) for each in ids] == [False, *[True] * 5]
