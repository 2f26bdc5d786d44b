"""The living Today message, and reminders at the runner's own time."""

from datetime import UTC, datetime, time

from bot import keyboards as kb
from bot.texts import general, today
from protocols.diary import Feeling, Skip
from tests.support.days import morning_after, pain, run, strength
from tests.support.persona import MONDAY, Persona, Stage


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


async def test_today_is_pinned_and_edited_in_place_through_the_day(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/today")
    messages = [m.id for m in rita.person.sees().messages if m.pinned]
    await rita.says("pain 2 now")
    await rita.taps("Note it")
    assert [m.id for m in rita.person.sees().messages if m.pinned] == messages
    assert "2 of 10" in rita.pinned


async def test_an_edit_that_would_change_nothing_is_not_sent(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/today")
    journal = rita.stage.sandbox.counts.journal
    for value, changes in ((2, True), (2, False), (1, False), (3, True)):
        await rita.says(f"pain {value} now")
        journal.clear()
        before = rita.pinned
        await rita.taps("Note it")
        assert (rita.pinned != before) is changes
        assert [made.status for made in journal if made.method == "editMessageText"] == [200] * (1 + changes)
        kept = rita.pinned
        await rita.says("/today")
        assert rita.pinned == kept  # and what was not sent was there already


async def test_today_comes_back_after_its_message_has_said_something_else(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/today")
    await rita.says("pain 2 now")
    await rita.taps("Note it")
    today = rita.pinned
    message = next(m for m in rita.person.sees().messages if m.pinned).message
    await rita.does(rita.person.press, message, {"text": "No", "callback_data": kb.SAID("no")})
    assert rita.pinned == general.NEVER_MIND
    await rita.says("pain 2 now")
    await rita.taps("Note it")
    assert rita.pinned == today


async def test_a_new_day_has_a_new_today_and_the_old_one_loses_its_buttons(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/today")
    await rita.waits_until(at(3, 9))
    await rita.says("pain 2 now")
    await rita.taps("Note it")
    view = rita.person.sees()
    todays = [m for m in view.messages if "Calm it down" in m.text]
    assert "Tue 3 Mar" in rita.pinned
    assert len([m for m in view.messages if m.pinned]) == 1
    assert todays[0].text.startswith("Mon 2 Mar")
    assert todays[0].buttons == []


async def test_the_reminder_comes_at_the_chosen_time_and_is_the_new_today(rita: Persona) -> None:
    await rita.has_a_plan(pain(0, 1), at=time(8, 30))
    assert "Mon 2 Mar" in await rita.waits_until(at(2, 8, 31))
    await rita.waits_until(at(4, 8, 29))
    heard = await rita.waits_until(at(4, 8, 31))
    assert "Wed 4 Mar" in heard
    assert "Strength" in heard
    assert rita.pinned.startswith("Wed 4 Mar")


async def test_what_is_done_already_is_not_reminded_of(rita: Persona) -> None:
    await rita.has_a_plan(pain(0, 1), strength(0), days=("mon", "wed", "fri"), volume="none", at=time(8))
    assert await rita.waits_until(at(2, 12)) == ""


async def test_later_offers_only_what_lies_ahead_and_outside_quiet_hours(rita: Persona, on_stage: Stage) -> None:
    await rita.has_a_plan(pain(0, 1))
    await rita.says("/today")
    assert "When shall I remind you" in await rita.taps("Later")
    assert rita.buttons == ["15 min", "1 hour", "Tonight", "Tomorrow"]
    assert "08:00" in await rita.taps("1 hour")
    assert "Strength" in await rita.waits(hours=1, minutes=1)
    await rita.waits_until(at(2, 21, 30))
    await rita.taps("Later")
    assert rita.buttons == ["15 min", "Tomorrow"]


async def test_skip_is_noted_with_its_reason_and_pain_asks_for_the_number(rita: Persona) -> None:
    await rita.has_a_plan(pain(0, 1))
    await rita.says("/today")
    await rita.taps("Skip")
    assert "0 is none" in await rita.taps("Pain")
    assert {s.reason for s in await rita.kept(Skip)} == {"pain"}
    assert "➖ Strength" in rita.pinned


async def test_skip_for_lack_of_time_is_moved_not_doubled(rita: Persona) -> None:
    await rita.has_a_plan(pain(0, 1))
    await rita.says("/today")
    assert "never doubled" in await rita.taps("Skip", "No time")
    assert "▫️ Strength" not in rita.pinned


async def test_why_names_rule_tag_and_section(rita: Persona) -> None:
    await rita.has_a_plan(pain(0, 1))
    await rita.says("/today")
    heard = await rita.taps("Why?")
    assert "A · The First Two Weeks" in heard
    assert "A = the article" in heard


async def test_wall_clock_times_stay_over_the_change_of_the_clocks(rita: Persona) -> None:
    await rita.has_a_plan(pain(0, 1), zone="Europe/Berlin", at=time(8, 30))
    moments = []
    for day in range(23, 32):
        await rita.says("/progress")  # who answers is written to
        before = len(rita.person.sees().messages)
        await rita.waits_until(at(day, 12))
        moments += [m.date for m in rita.person.sees().messages[before:] if "Strength" in m.text]
    hours = {datetime.fromtimestamp(moment, UTC).strftime("%H:%M") for moment in moments}
    assert hours == {"07:30", "06:30"}  # 08:30 in Berlin, before and after 29 March


async def test_another_place_moves_the_clock_and_keeps_the_times(rita: Persona) -> None:
    await rita.has_a_plan(pain(0, 1), at=time(9))
    await rita.says("/travel")
    await rita.shares_location(40.71, -74.0)
    heard = await rita.taps("Here · 02:00")
    assert "New York" in heard
    assert "Reminders stay at 09:00" in heard
    assert await rita.waits_until(at(2, 13, 59)) == ""
    assert "Strength" in await rita.waits_until(at(2, 14, 1))


async def test_a_city_can_be_typed_in_the_settings_too(rita: Persona) -> None:
    await rita.has_a_plan(pain(0, 1))
    await rita.says("/settings")
    await rita.taps("Time zone")
    assert "Which of these is right?" in await rita.says("Europe/Paris")
    assert "Your clock: Paris" in await rita.taps("Paris · 08:00")


async def test_after_six_hours_off_what_is_late_is_folded_into_today(rita: Persona, on_stage: Stage) -> None:
    await rita.has_a_plan(pain(0, 1), at=time(8, 30))
    on_stage.is_down_for(at(2, 14, 30) - MONDAY)
    await on_stage.restart()
    assert await rita.waits(minutes=5) == ""
    assert "Strength" in await rita.says("/today")


async def test_after_an_hour_off_it_is_sent_once(rita: Persona, on_stage: Stage) -> None:
    await rita.has_a_plan(pain(0, 1), at=time(8, 30))
    on_stage.is_down_for(at(2, 9, 30) - MONDAY)
    await on_stage.restart()
    assert "Strength" in await rita.waits(minutes=1)
    assert await rita.waits(minutes=30) == ""


async def test_the_morning_question_survives_a_short_absence_until_noon(rita: Persona, on_stage: Stage) -> None:
    await rita.has_a_plan(pain(0, 1), at=time(8))
    await rita.says("20 min, 3 km run, no pain")
    await rita.taps("Save")
    on_stage.is_down_for(at(3, 11, 30) - MONDAY)
    assert "after yesterday's" in await rita.waits(minutes=1)


async def test_a_day_that_is_done_says_so(rita: Persona) -> None:
    await rita.has_a_plan(pain(0, 1))
    assert today.ALL_DONE not in await rita.says("/today")
    await rita.says("/log")
    await rita.taps("I did my exercises")
    await rita.says("pain 1 now")
    await rita.taps("Note it")
    assert today.ALL_DONE in await rita.says("/today")


async def test_a_discreet_reminder_names_neither_body_part_nor_number(rita: Persona) -> None:
    await rita.has_a_plan(pain(0, 1), at=time(8))
    await rita.says("/settings")
    assert "Discreet notifications: on" in await rita.taps("Discreet notifications")
    heard = await rita.waits_until(at(2, 9))
    assert heard == "Your plan for today is ready."
    assert "Strength" in await rita.taps("Show")


async def test_a_second_knee_check_of_a_day_edits_the_same_message(rita: Persona) -> None:
    ran = run(1, 15)
    await rita.has_a_plan(pain(2, 1), ran, morning_after(ran, 0))
    await rita.says("/today")
    assert "✅ How is the knee this morning" in rita.pinned


async def test_the_weekly_card_asks_how_it_feels(rita: Persona) -> None:
    await rita.has_a_plan(pain(0, 1))
    await rita.waits_until(at(8, 17))
    await rita.says("/progress")
    heard = await rita.waits_until(at(8, 19))
    assert "This week" in heard
    assert "better, the same or worse" in heard
    assert "Good to hear" in await rita.taps("Better")
    await rita.says("worse")
    assert sorted(f.feeling for f in await rita.kept(Feeling)) == ["better", "worse"]
