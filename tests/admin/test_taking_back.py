"""A broadcast that goes wrong, or should not go on: stopped, paused, recalled, corrected, and what takes two admins."""

from datetime import timedelta

from storage import broadcasts
from storage.broadcasts import Stage
from tests.admin.conftest import Office, compose
from tests.support.persona import Persona


async def test_a_cohort_that_blocks_stops_it_before_the_others_get_it(office: Office) -> None:
    crowd = await office.crowd(250)
    ada = office.admin()
    await compose(ada)
    await ada.taps("Send …", "Send to 251")
    await office.beat(2)
    got = [each for each in crowd if office.heard(each)]
    for each in got:
        runner = Persona(office.stage, office.stage.sandbox.person(each))
        await runner.does(runner.person.block)
    office.stage.clock.advance(timedelta(minutes=1))
    await office.beat(3)
    assert (await office.newest()).state is Stage.STOPPED
    assert "stopped by itself" in ada.screen
    assert sum(bool(office.heard(each)) for each in crowd) == len(got)
    await ada.says("/broadcast")
    await ada.taps("#1 stopped by itself", "▶️ Resume")
    await office.beat(3)
    assert (await office.newest()).state is Stage.DONE


async def test_pause_resume_and_cancel(office: Office) -> None:
    crowd = await office.crowd(120)
    ada = office.admin()
    await compose(ada)
    await ada.taps("☑ Test first", "Send …", "Send to 121")
    await office.broadcasts.tick()
    await office.broadcasts.tick()  # lined up, nothing sent
    await ada.taps("⏸ Pause")
    await office.beat(3)
    assert not any(office.heard(each) for each in crowd)
    await ada.taps("▶️ Resume")
    await office.broadcasts.tick()
    await ada.taps("⏹ Cancel")
    await ada.taps("⏹ Cancel")
    await office.beat(2)
    assert not any(office.heard(each) for each in crowd)
    assert (await office.newest()).state is Stage.CANCELLED
    assert (await office.tally(1)).left_out == 121
    assert "too late" not in await ada.says("/broadcast")


async def test_a_recall_takes_it_out_of_every_chat(office: Office) -> None:
    crowd = await office.crowd(70)
    ada = office.admin()
    await compose(ada, "wrong")
    await ada.taps("☑ Test first", "Send …", "Send to 71")
    await office.beat(3)
    await ada.says("/broadcast")
    await ada.taps("#1 done", "↩️ Recall", "↩️ Recall")
    await office.beat(4)
    assert not any(office.heard(each) for each in crowd)
    assert (await office.tally(1)).recalled == 71
    assert (await office.newest()).state is Stage.DONE
    assert "Broadcast 1 is taken back.\n\n• 0 got it" in ada.screen
    assert "71 had it and have it no more" in ada.screen
    await ada.says("/broadcast")
    await ada.taps("#1 taken back")
    assert ada.person.sees().last.buttons == []  # there is nothing left to take back or correct


async def test_after_48_hours_there_is_no_recall(office: Office) -> None:
    await office.crowd(3)
    ada = office.admin()
    await compose(ada, "old")
    await ada.taps("☑ Test first", "Send …", "Send to 4")
    await office.beat(3)
    await ada.says("/broadcast")
    await ada.taps("#1 done")
    office.stage.clock.advance(timedelta(hours=49))
    assert "no longer possible" in await ada.taps("↩️ Recall", "↩️ Recall")


async def test_a_correction_changes_every_copy_in_place(office: Office) -> None:
    crowd = await office.crowd(5)
    ada = office.admin()
    await compose(ada, "on Munday")
    await ada.taps("☑ Test first", "Send …", "Send to 6")
    await office.beat(3)
    await ada.says("/broadcast")
    await ada.taps("#1 done", "✏️ Correct")
    await ada.says("on Sunday")
    assert "Replace it in 6 chats" in await ada.says("on Monday")
    await office.beat(3)
    assert all(office.heard(each) == ["on Munday"] for each in crowd)  # nothing changes before she says so
    await ada.taps("Replace it in 6 chats")
    await office.beat(3)
    assert all(office.heard(each) == ["on Monday"] for each in crowd)
    assert office.stage.sandbox.person(crowd[0]).sees().last.buttons == [["🔕 No more news"]]
    assert "Broadcast 1 is corrected" in ada.screen


async def test_a_correction_that_was_left_changes_nothing_and_cannot_be_forged(quick_office: Office) -> None:
    office = quick_office
    (runner,) = await office.crowd(1)
    ada = office.admin()
    await compose(ada, "fine")
    await ada.taps("☑ Test first", "Send …", "Send to 2")
    await office.beat(3)
    await ada.says("/broadcast")
    await ada.taps("#1 done", "✏️ Correct")
    await ada.taps("Leave it as it is")
    assert "Replace" not in await ada.says("is this a correction?")
    await ada.forges("bcrun:1:replace")
    await office.beat(3)
    assert office.heard(runner) == ["fine"]
    assert (await office.newest()).state is Stage.DONE


async def test_who_cancels_half_way_reads_how_many_it_never_reached(quick_office: Office) -> None:
    office = quick_office
    await office.crowd(120)
    ada = office.admin()
    await compose(ada)
    await ada.taps("Send …", "Send to 121")
    await office.beat(1)
    await ada.taps("⏹ Cancel", "⏹ Cancel")
    await office.beat(2)
    before, card, report = (said for said in office.heard(ada.person.user.id) if "got it" in said)
    assert "cancelled" in card
    seen = ada.person.sees().messages
    assert next(m for m in seen if m.text == before).buttons == []  # the card that she came from
    for said in (card, report):
        assert "119 more people were counted and not written to." in said
        assert "to come" not in said


async def test_a_safety_notice_carries_no_links(office: Office) -> None:
    await office.crowd(1)
    ada = office.admin()
    await compose(ada, "Buy at https://example.com/shoes")
    await ada.taps("Topic", "Safety (needs a second admin; no links)", "Send …")
    assert "no links" in await ada.taps("Send to 2")
    assert (await _states(office)) == []


async def _states(office: Office) -> list[Stage]:
    async with office.stage.world.database.reading() as tx:
        return [each.state for each in await broadcasts.recent(tx)]
