"""What takes two admins, and who sees which buttons."""

from datetime import timedelta

from storage.broadcasts import Stage
from tests.admin.conftest import EDITOR, OTHER_EDITOR, OWNER, VIEWER, Office, compose


async def test_health_content_waits_for_a_second_admin_and_its_author_hears_of_it(office: Office) -> None:
    (runner,) = await office.crowd(1)
    ada, ben = office.admin(EDITOR), office.admin(OTHER_EDITOR)
    await ben.says("/start")
    await compose(ada, "Ice helps after a run.")
    await ada.taps("☐ Health content", "☑ Test first", "Send …")
    await ada.taps("Send to 3")
    await office.beat(3)
    assert office.heard(runner) == []
    assert "Ice helps after a run." in ben.screen
    await ben.taps("Approve and send")
    assert "approved your broadcast 1" in ada.screen
    await office.beat(3)
    assert office.heard(runner) == ["Ice helps after a run."]


async def test_what_a_second_admin_rejects_nobody_gets(quick_office: Office) -> None:
    office = quick_office
    (runner,) = await office.crowd(1)
    ada, ben = office.admin(EDITOR), office.admin(OTHER_EDITOR)
    await ben.says("/start")
    await compose(ada, "A miracle cure.")
    await ada.taps("☐ Health content", "Send …", "Send to 3")
    await ben.taps("Reject")
    await office.beat(3)
    assert "rejected your broadcast 1" in ada.screen
    assert office.heard(runner) == []
    assert (await office.newest()).state is Stage.CANCELLED


async def test_who_was_not_asked_finds_it_in_the_list(quick_office: Office) -> None:
    office = quick_office
    await office.crowd(1)
    ada = office.admin(EDITOR)
    await compose(ada, "Ice helps after a run.")
    await ada.taps("☐ Health content", "☑ Test first", "Send …")
    assert "I could reach none" in await ada.taps("Send to 2")
    olga = office.admin(OWNER)
    await olga.says("/broadcast")
    assert "free of promises" in await olga.taps("#1 waits for a second admin")
    await olga.taps("Approve and send")
    await office.beat(3)
    assert (await office.newest()).state is Stage.DONE


async def test_the_author_may_take_it_back_while_it_waits_but_not_approve_it(quick_office: Office) -> None:
    office = quick_office
    await office.crowd(1)
    ada = office.admin(EDITOR)
    await compose(ada)
    await ada.taps("☐ Health content", "Send …", "Send to 2")
    assert "another admin" in await ada.forges("bcreview:1:approve")
    await ada.taps("⏹ Cancel", "⏹ Cancel")
    await office.beat()
    assert "was cancelled" in ada.screen


async def test_the_second_admin_reads_the_moment_on_their_own_clock(quick_office: Office) -> None:
    office = quick_office
    await office.crowd(1)
    ada, ben = office.admin(EDITOR), office.admin(OTHER_EDITOR)
    await ben.writes_down(zone="Asia/Tokyo")
    await compose(ada)
    await ada.taps("☐ Health content", "When", "In an hour", "Send …", "Send to 3")
    assert "Mon 2 Mar, 10:00" in ada.screen
    assert "Mon 2 Mar, 19:00" in ben.screen


async def test_a_viewer_sees_how_it_goes_and_no_button_that_is_not_theirs(quick_office: Office) -> None:
    office = quick_office
    await office.crowd(2)
    ada, vic = office.admin(EDITOR), office.admin(VIEWER)
    await compose(ada)
    await vic.says("/broadcast")
    assert vic.person.sees().last.buttons == []
    await ada.taps("When", "In an hour", "Send …", "Send to 4")
    await vic.says("/broadcast")
    assert vic.buttons == ["#1 scheduled"]
    assert "Begins: Mon 2 Mar, 10:00" in await vic.taps("#1 scheduled")
    assert vic.buttons == ["↻ Refresh"]
    office.stage.clock.advance(timedelta(hours=1))
    await office.beat(2)
    assert "a few have it" in await vic.taps("↻ Refresh")


async def test_the_card_that_lives_is_the_one_its_author_looked_at_last(quick_office: Office) -> None:
    office = quick_office
    await office.crowd(2)
    ada = office.admin(EDITOR)
    await compose(ada)
    await ada.taps("When", "In an hour", "☑ Test first", "Send …", "Send to 3")
    await ada.says("/broadcast")
    await ada.taps("#1 scheduled")
    newest = ada.person.sees().last.id
    office.stage.clock.advance(timedelta(hours=1))
    await office.beat(3)
    card = next(message for message in ada.person.sees().messages if message.id == newest)
    assert "100%" in card.text
