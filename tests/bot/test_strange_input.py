"""Whatever arrives gets a kind answer, and changes nothing (twice)."""

import pytest

from protocols.diary import CheckIn, Run, Workout
from tests.support.days import pain
from tests.support.persona import MONDAY, Persona, Stage

FORGED = (
    "nonsense",
    "q:side:banana",
    "q:age:yes",
    "tick:kit:banana",
    "tick:safety_now:locking",
    "ticked:nothing",
    "none:nothing",
    "back:side",
    "zone:Mars/Base",
    "region:Mars",
    "quiet:9999:9999",
    "at:9999",
    "ex:banana",
    "passage:banana",
    "vote:banana:up",
    "topic:banana",
    "run:surface:banana",
    "run:minutes:abc",
    "runsave",
    "runedit:km",
    "effort:99:0",
    "hurts:99:0",
    "knee:3:0",
    "set:done:7",
    "pain:99",
    "cross:banana:30",
    "morning:nobody:3",
    "undo:nobody",
    "offer:phase=full:go",
    "offer:step=R9:override",
    "offer:speed:go",
    "count:44",
    "tested:walk:99:11",
    "backfill:9",
    "skip:banana",
    "later:never",
    "cleared",
    "pause:back",
    "consent:maybe",
)


@pytest.fixture
async def runner(rita: Persona) -> Persona:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/today")
    return rita


@pytest.mark.parametrize("data", FORGED)
async def test_forged_buttons_change_nothing(runner: Persona, data: str) -> None:
    before = await runner.diary()
    await runner.forges(data)
    assert await runner.diary() == before
    assert "Strength" in await runner.says("/today")


async def test_media_gets_a_kind_word(runner: Persona) -> None:
    me = runner.person
    for act in (me.send_photo, me.send_voice, lambda: me.send_file("document"), lambda: me.share_contact("+351")):
        assert "cannot look at pictures or listen" in await runner.does(act)
    assert "words and buttons" in await runner.does(me.send_sticker)


async def test_a_photo_with_a_caption_notes_nothing(runner: Persona) -> None:
    await runner.does(runner.person.send_photo, caption="ran 5k in 30 min, no pain")
    assert await runner.kept(Run) == []


async def test_a_forward_is_not_taken_as_one_s_own(runner: Persona) -> None:
    own = runner.person.say("ran 5k in 30 min, no pain")
    await runner.stage.drain()
    before = len(await runner.kept(Run))
    assert "do not keep forwarded" in await runner.does(runner.person.forward, own)
    assert len(await runner.kept(Run)) == before


async def test_an_edited_message_is_not_noted_again(runner: Persona) -> None:
    said = runner.person.say("pain 2 now")
    await runner.stage.drain()
    await runner.taps("Note it")
    assert "I keep what you wrote first" in await runner.does(runner.person.edit, said, "pain 5 now")
    assert sorted(c.pain for c in await runner.kept(CheckIn)) == [1, 2]


async def test_a_run_that_is_not_noted_yet_follows_an_edited_message(runner: Persona) -> None:
    said = runner.person.say("32 min 5k flat, no pain")
    await runner.stage.drain()
    assert "3 km" in await runner.does(runner.person.edit, said, "22 min 3k flat, no pain")
    await runner.taps("Save")
    (run,) = [r for r in await runner.kept(Run) if r.on == MONDAY.date()]
    assert (run.minutes, run.km) == (22, 3)
    assert "I keep what you wrote first" in await runner.does(runner.person.edit, said, "42 min 7k flat, no pain")
    assert len([r for r in await runner.kept(Run) if r.on == MONDAY.date()]) == 1


async def test_a_red_flag_is_heard_in_an_edited_message_too(runner: Persona) -> None:
    said = runner.person.say("hello")
    await runner.stage.drain()
    await runner.does(runner.person.edit, said, "my knee locks and I cannot straighten it")
    assert "Because you said" in await runner.says("/today")


async def test_an_unknown_command_points_to_help(runner: Persona) -> None:
    assert "/help" in await runner.says("/nonsense")


async def test_html_and_very_long_messages_are_harmless(runner: Persona) -> None:
    await runner.says("<b>pain</b> & <script>alert(1)</script>?")
    await runner.says("knee " * 800)
    await runner.says("ë" * 4000)
    assert "Strength" in await runner.says("/today")


async def test_a_red_flag_is_quoted_without_markup(runner: Persona) -> None:
    heard = await runner.says("<b>my calf</b> is <i>swollen</i> & hot")
    assert "seen today" in heard


async def test_an_update_delivered_twice_has_one_effect(runner: Persona, on_stage: Stage) -> None:
    await runner.says("pain 3 now")
    await runner.taps("Note it")
    await on_stage.again(on_stage.updates[-1])
    assert sorted(c.pain for c in await runner.kept(CheckIn)) == [1, 3]


async def test_every_button_of_a_long_play_may_be_pressed_twice(runner: Persona, on_stage: Stage) -> None:
    await runner.taps("▶️ Start workout", "10 minutes")
    for _ in range(5):
        await runner.taps("✓ Done")
        await on_stage.again(on_stage.updates[-1])
    await runner.taps("About right", "1")
    await on_stage.again(on_stage.updates[-1])
    assert len(await runner.kept(Workout)) == 1


async def test_in_a_group_nothing_personal_is_said(runner: Persona, on_stage: Stage) -> None:
    world = on_stage.sandbox.world
    group = world.add_group(next(iter(world.bots.values())), "Runners", [runner.person.user])
    for said in ("/today", "/help", "/start"):
        await runner.does(runner.person.say, said, to=group)
    heard = runner.person.sees(group).heard
    assert len(heard) == 3
    assert all("in private only" in text for text in heard)
    await runner.does(runner.person.say, "pain 9", to=group)
    assert len(await runner.kept(CheckIn)) == 1


async def test_a_deleted_today_message_is_sent_anew(runner: Persona) -> None:
    pinned = runner.person.sees().pinned
    assert pinned
    await runner.does(runner.person.delete, pinned.message)
    await runner.says("pain 2 now")
    await runner.taps("Note it")
    assert "2 of 10" in runner.pinned


async def test_an_old_card_answers_with_where_we_are(runner: Persona) -> None:
    await runner.says("pain 2 now")
    await runner.taps("Note it")
    await runner.forges("undo:gone")
    assert "from before" in runner.toast


@pytest.mark.parametrize("said", ["you are useless, idiot", "thanks!", "hello", "ok", "👍", "...", "1000000"])
async def test_small_talk_rude_or_not_gets_an_answer(runner: Persona, said: str) -> None:
    assert await runner.says(said)
    assert len(await runner.kept(CheckIn)) == 1


async def test_should_i_run_at_night_is_answered_quietly(runner: Persona) -> None:
    await runner.waits(hours=19)
    assert await runner.says("should I run tomorrow?")
