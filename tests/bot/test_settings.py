"""Settings, pausing, stopping, blocking, seeing and erasing everything."""

import csv
import io
import json
from datetime import time

import pytest

from protocols.diary import Answer, CheckIn, Pause, Resume, Shoes
from protocols.intake import answers
from storage import runners
from tests.support.days import pain, run
from tests.support.persona import Persona, Stage


@pytest.fixture
async def runner(rita: Persona) -> Persona:
    await rita.has_a_plan(pain(1, 1), at=time(8))
    return rita


async def row(runner: Persona) -> runners.Runner:
    async with runner.stage.world.visit(runner.person.user.id, looks=True) as visit:
        return visit.runner


async def test_each_setting_shows_its_choices_and_is_changed(runner: Persona) -> None:
    await runner.says("/settings")
    assert "Reminders at 18:00" in await runner.taps("Reminder time", "18:00")
    assert "Quiet from 21:00 to 07:00" in await runner.taps("Quiet hours", "21–07")
    assert "notifications: on" in await runner.taps("Discreet notifications")
    assert "Which part of the world" in await runner.taps("Time zone", "Pick from a list")
    assert (await row(runner)).remind_at == time(18)


async def test_quiet_hours_over_the_reminder_say_what_follows(runner: Persona) -> None:
    await runner.says("/settings")
    assert "reminders wait" not in await runner.taps("Reminder time", "07:00")
    assert "08:00: reminders wait until then" in await runner.taps("Quiet hours", "22–08")


async def test_days_and_kit_are_ticked_and_done_leads_back_to_the_settings(runner: Persona) -> None:
    await runner.says("/settings")
    await runner.taps("Days", "☐ Tue", "☐ Thu")
    assert "Days: tue and thu" in await runner.taps("Done")
    await runner.taps("Kit", "☐ A bench or sofa edge")
    assert "bench" in await runner.taps("Done")
    assert "Days: any day" in await runner.taps("Days", "☑ Tue", "☑ Thu", "Any day")
    given = answers((await runner.diary()).entries)
    assert given["kit"].value == ("band", "step", "bench")


async def test_what_the_team_may_write_about_is_chosen_topic_by_topic(runner: Persona) -> None:
    assert "From the team: news, tips and safety notices" in await runner.says("/settings")
    await runner.taps("News and tips", "☑ News")
    assert runner.buttons[:3] == ["☐ News", "☑ Tips", "☑ Safety notices"]
    await runner.taps("☑ Tips", "☐ News")
    assert "From the team: news and safety notices" in await runner.taps("‹ Back")


async def test_other_shoes_are_noted(runner: Persona) -> None:
    await runner.says("/settings")
    assert "hip and band" in await runner.taps("Shoes", "Minimal")
    assert [s.minimal for s in await runner.kept(Shoes)] == [True]
    assert "minimal shoes" in (await runner.says("/today"))


async def test_the_pattern_can_be_checked_again_when_it_feels_different(runner: Persona) -> None:
    await runner.says("/settings")
    assert "Where does it hurt most?" in await runner.taps("It feels different now")
    await runner.taps("Front", "Yes", "Yes", "Yes", "No")
    assert "another cause" in await runner.taps("No")
    assert "another cause" in await runner.says("/today")


async def test_a_pause_rests_everything_until_the_runner_is_back(runner: Persona) -> None:
    await runner.says("/pause")
    assert "Paused" in await runner.taps("Travelling")
    assert await runner.waits(days=9) == ""
    assert "I am back" in (await runner.says("/today"), runner.buttons)[1]
    assert "nothing to catch up on" in await runner.taps("I am back")
    assert "Strength" in await runner.waits(days=2)
    assert len(await runner.kept(Pause)) == len(await runner.kept(Resume)) == 1


async def test_the_end_of_a_pause_can_be_typed(runner: Persona) -> None:
    await runner.says("/pause")
    await runner.taps("Life")
    assert "Welcome back" in await runner.says("I am back")
    await runner.says("I am back")
    assert "from before" in runner.toast or len(await runner.kept(Resume)) == 1


async def test_a_pause_taken_back_brings_the_reminders_back(runner: Persona) -> None:
    await runner.says("/pause")
    await runner.taps("Ill")
    await runner.says("/undo")
    assert "Strength" in await runner.waits(days=2)


async def test_stop_silences_and_start_brings_everything_back(runner: Persona) -> None:
    await runner.says("/stop")
    assert "No more messages" in await runner.taps("Stop messages, keep my data")
    assert await runner.waits(days=10) == ""
    assert "Nothing was forgotten" in await runner.says("/start")
    assert await runner.waits(days=2) != ""


async def test_never_mind_changes_nothing(runner: Persona) -> None:
    await runner.says("/stop")
    assert "nothing changes" in await runner.taps("Never mind")
    await runner.says("/delete")
    assert "nothing changes" in await runner.taps("Never mind")
    assert not (await row(runner)).muted


async def test_a_block_stops_everything_and_an_unblock_brings_it_back(runner: Persona) -> None:
    await runner.does(runner.person.block)
    assert (await row(runner)).blocked_at is not None
    await runner.waits(days=5)
    heard = await runner.does(runner.person.unblock)
    assert "nothing was lost" in heard
    assert (await row(runner)).blocked_at is None
    assert await runner.waits(days=2) != ""


async def test_a_block_noticed_only_while_sending_stops_it_too(runner: Persona, on_stage: Stage) -> None:
    runner.person.chat.blocked = True
    await runner.waits(days=2)
    assert (await row(runner)).blocked_at is not None


async def test_mydata_holds_everything_readable(runner: Persona) -> None:
    await runner.says("what is the airspeed of a swallow?")
    await runner.says("32 min 5k flat, pain 3 from 4 km")
    await runner.says("/mydata")
    files = [m.message for m in runner.person.sees().messages if m.media == "document"]
    assert len(files) == 2
    world, bot = runner.stage.sandbox.world, runner.person.chat.bot.user.id
    contents = [world.files.find(bot, f.content["document"]["file_id"]).data for f in files]
    held = json.loads(contents[0])
    assert {"runners", "consents", "entries", "drafts", "reminders", "questions"} <= set(held)
    assert held["runners"][0]["zone"] == "UTC"
    assert any(entry["body"]["type"] == "check_in" for entry in held["entries"])
    assert held["drafts"][0]["body"]["km"] == 5
    table = list(csv.DictReader(io.StringIO(contents[1].decode("utf-8-sig"))))
    assert len(table) == len((await runner.diary()).entries)


async def test_erase_now_leaves_nothing_and_start_begins_anew(runner: Persona) -> None:
    await runner.says("/delete")
    assert "Everything about you is erased" in await runner.taps("Erase now")
    assert await runner.waits(days=10) == ""
    assert "Do you agree" in await runner.says("/start")
    assert (await runner.diary()).entries == ()


async def test_erase_later_stops_messages_at_once_and_start_keeps_everything(runner: Persona) -> None:
    await runner.says("/delete")
    assert "erased on Wed 1 Apr" in await runner.taps("Hold 30 days, then erase")
    assert await runner.waits(days=5) == ""
    await runner.says("/start")
    assert (await row(runner)).erase_on is None
    assert await runner.kept(CheckIn)


async def test_consent_can_be_withdrawn_and_given_again(runner: Persona) -> None:
    await runner.says("/settings")
    heard = await runner.taps("Withdraw consent")
    assert "Consent withdrawn" in heard
    assert {"I agree", "Erase everything"} <= set(runner.buttons)
    await runner.says("pain 3 now")
    assert "have not agreed" in await runner.taps("Note it")
    before = len(await runner.kept(Answer))
    await runner.taps("I agree")
    assert len(await runner.kept(Answer)) == before
    assert "Strength" in await runner.says("/today")


async def test_nobody_is_reminded_after_withdrawing_consent(runner: Persona) -> None:
    await runner.says("/settings")
    await runner.taps("Withdraw consent")
    assert await runner.waits(days=5) == ""


async def test_privacy_says_what_why_where_and_how_long(runner: Persona) -> None:
    heard = await runner.says("/privacy")
    for word in ("What:", "Why:", "Where:", "How long:", "Your rights:"):
        assert word in heard


async def test_another_runner_s_rows_cannot_be_reached(runner: Persona, on_stage: Stage) -> None:
    mine = run(1, 20)
    await runner.writes_down(mine)
    eve = on_stage.person("Eve", 7002)
    await eve.has_a_plan(pain(2, 1))
    await eve.says("/today")
    await eve.forges(f"undo:{mine.id}")
    await eve.forges(f"morning:{mine.id}:9")
    assert len([e for e in (await runner.diary()).entries if e.id == mine.id]) == 1
    assert all(c.run != mine.id for c in await eve.kept(CheckIn))
