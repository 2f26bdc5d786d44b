"""What runners want of the bot itself, in their own words: it is done, or one tap away; no passage is read out."""

from datetime import time

import pytest

from bot.conversation.errands import errand
from bot.texts import checks, intake, logs, wishes
from protocols.diary import CheckIn, Flag, Pause
from protocols.knowledge.model import ALARMS
from tests.support.days import pain, strength
from tests.support.persona import Persona


@pytest.fixture
async def runner(rita: Persona) -> Persona:
    """Some days into the plan; nothing is open."""
    await rita.has_a_plan(pain(3, 2), strength(2), pain(1, 1))
    return rita


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("I went for a run", "How long was the run?"),
        ("just back from my run, all good", "How long was the run?"),
        ("I forgot to log my run on Saturday", "How long was the run?"),
        ("I skipped the workout yesterday", wishes.MISSED),
        ("I have no time today", "What stands in the way"),
        ("can we move it to tomorrow?", wishes.MOVES),
        ("I can't run on Tuesdays", intake.ask("days")),
        ("stop reminding me so early", "At what time shall I remind you?"),
        ("I'm going on holiday next week", wishes.AWAY),
        ("I moved to Berlin", "Where are you?"),
        ("I bought new shoes", checks.SHOES),
        ("I got a resistance band", "☑ Resistance band"),
        ("am I getting better?", "This week"),
        ("show my progress", "This week"),
        ("I can't find the plan", "The next seven days"),
        ("what's the plan for this week?", "The next seven days"),
        ("what exercises do I have today?", "Clamshell"),
        ("who can see my data?", "Privacy"),
        ("how do I delete everything?", "Erase everything?"),
        ("why can't I run more?", "Your usual week is 24 km"),
        ("can I do 5k?", "Your usual week is 24 km"),
        ("what does amber mean?", "Pain of 0 to 2 is green"),
        ("this is boring", "It is dull work"),
        ("cancel", "nothing changes"),
    ],
)
async def test_an_errand_is_run(runner: Persona, said: str, heard: str) -> None:
    answered = await runner.says(said)
    assert heard in f"{answered} {runner.buttons}"
    assert "Source:" not in answered
    assert await runner.kept(Flag) == []


async def test_a_time_in_the_sentence_is_set(runner: Persona) -> None:
    assert "Reminders at 18:00" in await runner.says("change my reminder to 6 pm")
    async with runner.stage.world.visit(runner.person.user.id, looks=True) as visit:
        assert visit.runner.remind_at == time(18)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("knee feels good", wishes.FINE),
        ("it's better today", wishes.FINE),
        ("I feel strong today", wishes.FINE),
        ("stairs hurt", wishes.HURTS),
        ("knee a bit stiff today", wishes.HURTS),
        ("slightly sore after yesterday", wishes.HURTS),
        ("😢", wishes.HURTS),
        ("it's worse today", "I am sorry it flared up."),
        ("I fell", "I am sorry you fell."),
        ("my other knee hurts too", wishes.OTHER_KNEE),
        ("I want to give up", "Weeks of this wear anybody down."),
        ("I am so frustrated", "Weeks of this wear anybody down."),
        ("I cried on the stairs today", "Weeks of this wear anybody down."),
        ("it is no use", "Weeks of this wear anybody down."),
    ],
)
async def test_how_it_is_leads_to_a_number_and_stops_nothing(runner: Persona, said: str, heard: str) -> None:
    before = await runner.kept(CheckIn)
    assert heard in await runner.says(said)
    assert await runner.kept(CheckIn) == before
    assert await runner.kept(Flag) == []


async def test_the_other_knee_is_asked_about_from_then_on(runner: Persona) -> None:
    await runner.says("my other knee hurts too")
    await runner.taps("4")
    await runner.says("/pain")
    assert {"Left 0", "Right 0"} <= {label.split(" none")[0] for label in runner.buttons}


async def test_a_pause_for_a_journey_is_one_tap_away(runner: Persona) -> None:
    await runner.says("I'm on holiday")
    await runner.taps("Pause the plan")
    assert [pause.reason for pause in await runner.kept(Pause)] == ["travel"]


async def test_before_the_plan_an_errand_is_no_answer(rita: Persona) -> None:
    await rita.says("/start")
    await rita.taps("I agree", "16 or over")
    assert logs.MENU not in await rita.says("I went for a run")


@pytest.mark.parametrize(
    "said",
    [
        "I went for a run and my calf is swollen",
        "I fell and cannot put weight on it",
        "knee feels good but I have a fever",
        "I want to give up living",
        "I cried and my calf is swollen",
        "can I run downhill",
        "how long until I can run",
        "can we move on from stretching",
        "ran 5k, pain 3",
    ],
)
async def test_whoever_says_more_is_heard_out(runner: Persona, said: str) -> None:
    assert errand(said) is None
    answer = runner.stage.world.knowledge.respond(said)
    heard = await runner.says(said)
    assert not {wishes.FINE, wishes.MISSED, wishes.AWAY} & set(heard.split("\n"))
    if answer.kind in ALARMS:
        assert not heard.startswith("I am sorry")
