"""To go faster or slower, fear, illness, pregnancy, surgery: told in words in the middle of the plan."""

import pytest

from bot.conversation.wishes import Wish, wish
from protocols.diary import Choice, Decision, Flag, Pause
from tests.support.days import calm_weeks, pain
from tests.support.persona import Persona


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("I am pregnant", Wish.PREGNANCY),
        ("I'm newly pregnant", Wish.PREGNANCY),
        ("I had surgery last week", Wish.SURGERY),
        ("I will have an operation", Wish.SURGERY),
        ("I am ill", Wish.ILL),
        ("I have the flu", Wish.ILL),
        ("I'm really sick", Wish.ILL),
        ("I'm scared it will come back", Wish.AFRAID),
        ("I am afraid to run again", Wish.AFRAID),
        ("I'd like to go slower", Wish.SLOWER),
        ("this is too fast for me", Wish.SLOWER),
        ("I am not ready", Wish.SLOWER),
        ("I want to skip ahead", Wish.AHEAD),
        ("next step already", Wish.AHEAD),
        ("am I pregnant?", None),
        ("can surgery help?", None),
        ("my sister is pregnant", None),
        ("ran 5k, pain 2", None),
        ("sick of clamshells", None),
        ("should I go slower downhill?", None),
    ],
)
def test_what_is_meant(said: str, meant: Wish | None) -> None:
    assert wish(said) is meant


async def test_who_wants_to_skip_ahead_is_shown_the_gate(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    heard = await rita.says("I'd like to skip ahead")
    assert "The way to “Build strength”" in heard
    assert "Not yet" in heard


async def test_who_wants_to_go_slower_hears_that_staying_is_fine_and_may_stay(rita: Persona) -> None:
    await rita.has_a_plan(*calm_weeks(10))
    assert "always right" in await rita.says("this is too fast for me")
    await rita.taps("Stay here")
    assert [d.choice for d in await rita.kept(Decision)] == [Choice.STAY]


async def test_fear_is_met_kindly_and_changes_nothing(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    before = await rita.diary()
    assert "normal" in await rita.says("I am afraid to run again")
    assert await rita.diary() == before


async def test_an_illness_leads_to_a_pause(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    assert "Get well first" in await rita.says("I have the flu")
    assert "Mon 9 Mar" in await rita.taps("1 week")
    assert [p.reason for p in await rita.kept(Pause)] == ["ill"]


@pytest.mark.parametrize(("said", "flag"), [("I am pregnant", "pregnancy"), ("I had surgery last week", "surgery")])
async def test_pregnancy_and_surgery_wait_for_a_professional(rita: Persona, said: str, flag: str) -> None:
    await rita.has_a_plan(pain(1, 1))
    assert "Do I understand you right" in await rita.says(said)
    assert await rita.kept(Flag) == []
    assert "ask a professional first" in await rita.taps("Yes")
    assert [f.flag for f in await rita.kept(Flag)] == [flag]
    await rita.taps("A professional has cleared me", "Yes")
    assert "Strength" in await rita.says("/today")


async def test_what_was_not_meant_stops_nothing(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("I am pregnant")
    assert "nothing changes" in await rita.taps("No")
    assert await rita.kept(Flag) == []
