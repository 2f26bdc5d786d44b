"""A broadcast from the first word to the last count, as admins and runners live it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox.files import PIXEL, new_file
from sandbox.media import describe
from storage.broadcasts import Stage
from tests.admin.conftest import Office, compose
from tests.support.persona import Persona


async def test_an_admin_writes_to_everybody_and_sees_how_it_goes(office: Office) -> None:
    crowd = await office.crowd(250)
    ada = office.admin()
    await compose(ada)
    heard = await ada.taps("Send …")
    assert "251 people" in heard  # the admin is a runner, too
    assert "Test first: 3 people" in heard
    await ada.taps("Send to 251")
    await office.beat(2)
    assert sum("We are <live>!" in office.heard(each) for each in crowd) <= 3
    assert (await office.newest()).state is Stage.WATCHING
    office.stage.clock.advance(timedelta(minutes=1))
    await office.beat(3)
    assert all(office.heard(each) == ["We are <live>!"] for each in crowd)
    assert "251 got it" in ada.screen
    assert "Broadcast 1 is done" in ada.screen
    assert (await office.newest()).tally == {
        "pending": 0, "sending": 0, "sent": 251, "blocked": 0, "gone": 0,
        "failed": 0, "uncertain": 0, "recalled": 0, "left_out": 0,
    }  # fmt: skip


async def test_the_preview_is_what_runners_get(office: Office) -> None:
    (runner,) = await office.crowd(1)
    ada = office.admin()
    await compose(ada)
    preview = ada.person.sees().with_button("🔕 No more news")
    await ada.taps("Audience", "active (7 days) · 2", "‹ Back", "☑ Test first", "Send …", "Send to 2")
    await office.beat(2)
    got = office.stage.sandbox.person(runner).sees().last
    assert (got.text, got.buttons, got.html) == (preview.text, preview.buttons, preview.html)


async def test_who_leaves_a_topic_is_never_counted_again(office: Office) -> None:
    (number,) = await office.crowd(1)
    runner = Persona(office.stage, office.stage.sandbox.person(number))
    ada = office.admin()
    await compose(ada, "first")
    await ada.taps("☑ Test first", "Send …", "Send to 2")
    await office.beat(3)
    await runner.taps("🔕 No more news")
    assert "no more news" in runner.toast
    assert runner.buttons == ["🔔 Send me news again"]
    await compose(ada, "second")
    assert "1 person" in await ada.taps("Send …")
    await runner.taps("🔔 Send me news again")
    await ada.taps("‹ Back")
    assert "2 people" in await ada.taps("Send …")


async def test_who_left_between_counting_and_sending_gets_nothing(office: Office) -> None:
    (number,) = await office.crowd(1)
    runner = Persona(office.stage, office.stage.sandbox.person(number))
    ada = office.admin()
    await compose(ada, "first")
    await ada.taps("☑ Test first", "Send …", "Send to 2")
    await office.beat(3)
    await compose(ada, "second")
    await ada.taps("☑ Test first", "Send …", "Send to 2")
    await office.broadcasts.tick()
    await office.broadcasts.tick()  # lined up, nothing sent
    await runner.taps("🔕 No more news")
    await office.beat(3)
    assert office.heard(number) == ["first"]
    assert (await office.tally((await office.newest()).id)).left_out == 1


async def test_blocked_people_are_marked_and_never_tried_again_until_they_are_back(office: Office) -> None:
    number, *_ = await office.crowd(30)
    runner = Persona(office.stage, office.stage.sandbox.person(number))
    office.stage.sandbox.person(number).chat.blocked = True  # and the bot was not told
    ada = office.admin()
    await compose(ada, "first")
    await ada.taps("☑ Test first", "Send …", "Send to 31")
    await office.beat(3)
    assert (await office.tally((await office.newest()).id)).blocked == 1
    await compose(ada, "second")
    assert "30 people" in await ada.taps("Send …")
    await runner.does(runner.person.unblock)
    await ada.taps("‹ Back")
    assert "31 people" in await ada.taps("Send …")


async def test_who_blocked_me_and_who_is_gone_are_counted_apart_and_add_up(office: Office) -> None:
    first, second, third, *_ = await office.crowd(60)
    for number in (first, second):
        office.stage.sandbox.person(number).chat.blocked = True
    office.stage.sandbox.person(third).user.deactivated = True
    ada = office.admin()
    await compose(ada)
    await ada.taps("☑ Test first", "Send …", "Send to 61")
    await office.beat(3)
    tally = await office.tally((await office.newest()).id)
    assert (tally.sent, tally.blocked, tally.gone, tally.total) == (58, 2, 1, 61)
    card, report = (said for said in office.heard(ada.person.user.id) if "got it" in said)
    for said in (card, report):
        assert "• 58 got it\n• 2 blocked me\n• 1 gone: the account is deleted\n• 0 failed" in said


async def test_an_album_arrives_whole_with_the_way_out_behind_it(office: Office) -> None:
    (runner,) = await office.crowd(1)
    ada = office.admin()
    await ada.says("/broadcast")
    await ada.taps("New broadcast")
    for _ in range(2):
        await ada.does(_album_part, ada)
    heard = await ada.taps("☑ Test first", "Send …")
    assert "album of 2" in heard
    await ada.taps("Send to 2")
    await office.beat(3)
    seen = office.stage.sandbox.person(runner).sees()
    assert [each.media for each in seen.messages] == ["photo", "photo", ""]
    assert seen.last.buttons == [["🔕 No more news"]]
    await ada.says("/broadcast")
    await ada.taps("#1 done", "↩️ Recall", "↩️ Recall")
    await office.beat(3)
    assert office.stage.sandbox.person(runner).sees().messages == []


def _album_part(ada: Persona) -> None:
    world, chat = ada.person.world, ada.person.chat
    file = world.files.keep(new_file("photo", PIXEL, "p.png", "", width=320, height=320))
    ada.person.send(describe(world.files, chat.bot, file) | {"media_group_id": "g1"})


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Asia/Tokyo", "America/New_York"])
async def test_local_time_is_everybodys_own(office: Office, zone: str) -> None:
    (runner,) = await office.crowd(1, zone=zone)
    ada = office.admin()
    await compose(ada)
    await ada.taps("When", "18:00", "☑ Test first", "Send …", "Send to 2")
    for _ in range(24 * 4):
        await office.beat(1, seconds=900)
        if office.heard(runner):
            break
    sent = office.stage.sandbox.person(runner).sees().last.date
    local = datetime.fromtimestamp(sent, UTC).astimezone(ZoneInfo(zone))
    assert (local.hour, local.minute) <= (18, 15)
    assert local.hour == 18


async def test_quiet_hours_hold_it_back_until_morning(office: Office) -> None:
    (runner,) = await office.crowd(1, zone="America/Los_Angeles")  # 01:00 there
    ada = office.admin()
    await compose(ada)
    await ada.taps("☑ Test first", "Send …", "Send to 2")
    await office.beat(3)
    assert office.heard(runner) == []
    office.stage.clock.advance(timedelta(hours=7))
    await office.beat(2)
    assert len(office.heard(runner)) == 1


async def test_it_begins_at_the_moment_that_was_typed(office: Office) -> None:
    (runner,) = await office.crowd(1)
    ada = office.admin()
    await compose(ada)
    await ada.taps("When", "Type a moment")
    assert "no moment" in await ada.says("2020-01-01 10:00")
    await ada.says("2026-03-02 12:30")
    await ada.taps("☑ Test first", "Send …", "Send to 2")
    await office.beat(3)
    assert office.heard(runner) == []
    office.stage.clock.advance(timedelta(hours=3, minutes=30))
    await office.beat(2)
    assert len(office.heard(runner)) == 1
