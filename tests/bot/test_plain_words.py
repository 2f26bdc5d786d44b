"""What people say without knowing any command: nobody who needs help, or a way out, meets a shrug."""

import pytest

from bot.conversation.wishes import Wish, wish
from bot.texts import checks, general, labels, wishes
from bot.texts.commands import COMMANDS
from protocols.diary import CheckIn, Flag
from tests.support.days import pain, run
from tests.support.persona import Persona, Stage


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"start", "pause"}))
async def test_a_command_without_its_slash_does_the_same(on_stage: Stage, name: str) -> None:
    rita, sam = on_stage.person("Rita", 7001), on_stage.person("Sam", 7002)
    await rita.has_a_plan(pain(1, 1))
    await sam.has_a_plan(pain(1, 1))
    assert await rita.says(f"/{name}") == await sam.says(name.capitalize())


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Help me!", general.HELP),
        ("delete my data", general.ERASE),
        ("no more messages", general.STOP),
        ("what should I do now?", "day 2"),
        ("OK, what now", "day 2"),
        ("done", "What shall I note?"),
        ("not today", general.SKIP),
        ("remind me later", general.LATER),
        ("no, I meant 3", general.EDITED),
        ("that was a mistake", general.EDITED),
        ("no, that was a mistake", general.EDITED),
        ("sorry, what can I do now?", "day 2"),
        ("show my data please", "everything I hold"),
        ("export", "everything I hold"),
    ],
)
async def test_ways_to_say_what_a_button_says(rita: Persona, said: str, heard: str) -> None:
    await rita.has_a_plan(pain(1, 1))
    assert _first_line(heard) in await rita.says(said)


@pytest.mark.parametrize(
    ("said", "heard"),
    [("Can I run today?", "day 2"), ("can I still run today", "day 2"), ("when is my next run", "The next seven days")],
)
async def test_what_the_plan_knows_is_answered_from_the_plan(rita: Persona, said: str, heard: str) -> None:
    await rita.has_a_plan(pain(1, 1))
    assert heard in await rita.says(said)


async def test_without_a_plan_the_article_answers(rita: Persona) -> None:
    await rita.says("/start")
    await rita.taps("No, only show exercises")
    assert "Source:" in await rita.says("can I run today?")


async def test_why_without_a_plan_says_what_stands_in_its_way(rita: Persona) -> None:
    await rita.says("/start")
    await rita.taps("I agree", "Under 16", "Yes, under 16")
    assert "16 and over" in await rita.says("why?")


async def test_who_only_reads_and_wants_to_start_is_asked_again(rita: Persona) -> None:
    await rita.says("/start")
    await rita.taps("No, only show exercises")
    assert "Do you agree" in await rita.says("I want to start")


async def test_a_greeting_before_consent_leads_on(rita: Persona) -> None:
    assert "Do you agree" in await rita.says("hello")


async def test_the_way_out_is_open_during_the_intake(rita: Persona) -> None:
    await rita.says("/start")
    await rita.taps("I agree", "16 or over")
    assert "Erase everything?" in await rita.says("delete my data")
    assert "What I can do" in await rita.says("help")
    assert "Safety first" in await rita.says("/today")


async def test_a_runner_in_pain_is_asked_how_much(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    heard = await rita.says("My knee hurts again today.")
    assert wishes.HURTS in heard
    await rita.taps("4")
    assert {check.pain for check in await rita.kept(CheckIn)} == {1, 4}


async def test_a_knee_that_got_worse_is_asked_about_warning_signs_first(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    assert _first_line(checks.FLARE) in await rita.says("it hurts a lot")
    assert await rita.kept(Flag) == []


async def test_a_tired_runner_is_offered_less(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1), run(2))
    assert wishes.TIRED in await rita.says("I'm so tired today")
    assert {labels.SHORT, labels.SKIP} <= set(rita.buttons)
    assert await rita.kept(Flag) == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ouch!", Wish.HURTS),
        ("the knee still hurts", Wish.HURTS),
        ("my knee is a bit sore this morning", Wish.HURTS),
        ("knee is bad today", Wish.WORSE),
        ("my knee's killing me", Wish.WORSE),
        ("it should be 4", Wish.AMENDS),
        ("my knee hurts and my calf is swollen", None),
        ("I am tired and short of breath", None),
        ("does it hurt a lot?", None),
        ("my hip hurts", None),
        ("that's great", None),
        ("it's fine", None),
    ],
)
def test_only_whole_sentences_are_taken_that_way(said: str, meant: Wish | None) -> None:
    assert wish(said) is meant


async def test_a_stopped_runner_who_is_lost_is_shown_the_way_out_again(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/pain")
    await rita.taps("8")
    assert "A professional has cleared me" in rita.all_buttons
    assert "Please be seen" in await rita.says("ok what now")
    thanked = await rita.says("thanks")
    assert "for reading only" not in thanked


def _first_line(text: str) -> str:
    return next(line for line in text.replace("<b>", "").replace("</b>", "").split("\n") if line.strip())
