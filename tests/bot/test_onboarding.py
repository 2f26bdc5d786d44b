"""Day 0, as a runner lives it."""

import re

import pytest

from bot import keyboards as kb
from bot.conversation import reading
from protocols.diary import Answer
from protocols.intake import answers
from tests.support.intake import TYPED, answering, reaches
from tests.support.persona import Persona, Stage


async def test_a_runner_comes_from_start_to_a_plan_by_taps(rita: Persona) -> None:
    heard = await rita.says("/start")
    assert "not a doctor" in heard
    assert "Do you agree" in heard
    await rita.taps("I agree", "16 or over", "None of these", "None of these", "None of these")
    await rita.taps("Outside", "Yes", "Yes", "Yes", "No")
    assert "match 6 of 6" in await rita.taps("No")
    assert "✓ fits" in await rita.taps("Which answers decided?")
    await rita.taps("Left")
    await rita.says("3.6 km")
    await rita.says("24 km")
    await rita.taps("8 km", "5 mid", "2", "☐ More downhill", "Done")
    await rita.taps("☐ Resistance band", "☐ A step or stair", "Done", "Any day")
    assert "Where are you?" in await rita.taps("07:00")
    assert "Europe" in (await rita.taps("Pick from a list"), rita.buttons)[1]
    heard = await rita.taps("Europe", "Lisbon · 07:00")
    assert "Here is your plan" in heard
    assert "this week at most 12 km" in heard
    assert "stop before 3" in heard
    assert "Try the first exercise now" in rita.buttons


async def test_every_answer_can_be_typed_instead(rita: Persona) -> None:
    heard = await reaches(rita, "")
    assert "Your plan" in heard
    given = {key: answer.value for key, answer in answers((await rita.diary()).entries).items()}
    assert given["onset"] == "3.6 km"
    assert given["volume"] == "150 min"
    assert given["longest"] == "8.05 km"
    assert given["changed"] == ("downhill", "shoes_minimal")
    assert given["days"] == ("mon", "wed", "fri", "sun")
    assert (given["run_pain"], given["daily_pain"]) == (5, 2)
    assert given["worse_side"] == "left"


async def test_a_restart_at_any_question_loses_nothing(rita: Persona, on_stage: Stage) -> None:
    async for question, heard in answering(rita):
        await on_stage.restart()
        again = await rita.says("/start")
        assert "Nothing was forgotten" in again, question
        assert _words(heard) in again, question


async def test_back_leads_from_any_question_to_the_one_before_and_forward_again(rita: Persona) -> None:
    before = ""
    async for question, heard in answering(rita):
        if before:
            back = await rita.taps("‹ Back")
            assert _words(heard) not in back, question
            assert _words(heard) in await rita.says(TYPED[before]), question
            assert _words(heard) not in await rita.says("back"), question
            assert _words(heard) in await rita.says(TYPED[before]), question
        before = question


@pytest.mark.parametrize("garbage", ["qw <b>&", "-1"])
async def test_garbage_gets_a_kind_word_at_any_question_and_nothing_is_lost(rita: Persona, garbage: str) -> None:
    async for question, _ in answering(rita):
        if question == "zone":  # a place nobody knows has a test of its own
            return
        before = await rita.kept(Answer)
        heard = await rita.says(garbage)
        kind = ("please", "do not know", "tick what fits", "tap the days", "which of these")
        assert any(word in heard.lower() for word in kind), (question, heard)
        assert "went wrong" not in heard
        assert await rita.kept(Answer) == before


@pytest.mark.parametrize(
    ("question", "impossible"),
    [("onset", "500 km"), ("volume", "4000 km"), ("longest", "900 miles"), ("onset", "0 km")],
)
async def test_impossible_amounts_are_not_believed(rita: Persona, question: str, impossible: str) -> None:
    await reaches(rita, question)
    before = await rita.kept(Answer)
    assert "more than I can believe" in await rita.says(impossible) or impossible == "0 km"
    assert await rita.kept(Answer) == before


async def test_a_question_in_between_is_answered_and_the_open_one_comes_again(rita: Persona) -> None:
    await reaches(rita, "onset")
    heard = await rita.says("should I stretch my IT band?")
    assert "Source:" in heard
    assert "Where in a run does the pain start?" in heard


@pytest.mark.parametrize("again", ["Yes, under 16", "yes", "under 16", "15"])
async def test_under_sixteen_ends_politely(rita: Persona, again: str) -> None:
    await rita.says("/start")
    assert "under 16. Is that right?" in await rita.taps("I agree", "Under 16")
    heard = await rita.says(again)
    assert "16 and over" in heard
    assert "with a parent" in heard
    assert "16 and over" in await rita.says("/exercises")
    assert "16 and over" in await rita.says("start workout") or "no exercises" in await rita.says("start workout")


@pytest.mark.parametrize("meant", ["No, 16 or over", "no", "16 or over", "34"])
async def test_a_thumb_that_slipped_on_under_sixteen_costs_nothing(rita: Persona, meant: str) -> None:
    await rita.says("/start")
    await rita.taps("I agree", "Under 16")
    assert "Safety first" in await rita.says(meant)


async def test_who_said_twice_to_be_under_sixteen_stays_so(rita: Persona) -> None:
    await rita.says("/start")
    await rita.taps("I agree", "Under 16", "Yes, under 16")
    await rita.says("16 or over")
    await rita.says("34")
    await rita.forges(kb.ANSWER("age", "yes"))
    for command in ("/start", "/today"):
        assert "16 and over" in await rita.says(command)


async def test_a_double_tap_on_under_sixteen_is_still_asked_about(rita: Persona, on_stage: Stage) -> None:
    await rita.says("/start")
    await rita.taps("I agree", "Under 16")
    await rita.forges(kb.ANSWER("age", "no"))
    assert rita.buttons == ["No, 16 or over", "Yes, under 16"]
    await on_stage.restart()
    assert "under 16. Is that right?" in await rita.says("/start")
    assert "Safety first" in await rita.taps("No, 16 or over")
    await rita.forges(kb.SURE("age"))
    assert "Safety first" in await rita.says("/today")


@pytest.mark.parametrize(("typed", "heard"), [("34", "Safety first"), ("15", "Is that right?"), ("900", "How old")])
async def test_an_age_can_be_typed_in_years(rita: Persona, typed: str, heard: str) -> None:
    await rita.says("/start")
    await rita.taps("I agree")
    await rita.says(typed)
    assert heard in await rita.says("/today")


async def test_who_declines_reads_and_asks_and_nothing_is_stored(rita: Persona) -> None:
    await rita.says("/start")
    assert "nothing but this chat's number" in await rita.taps("No, only show exercises")
    assert "Tap one to see" in await rita.says("/exercises")
    assert "Clamshell" in await rita.taps("Clamshell")
    assert "Source:" in await rita.says("does foam rolling help?")
    for act in ("pain 3", "ran 5k in 30 min, no pain", "/pain"):
        await rita.says(act)
        for button in ("Note it", "Save", "3"):
            if button in rita.buttons:
                assert "have not agreed" in await rita.taps(button)
    assert (await rita.diary()).entries == ()
    assert "How old are you?" in await rita.taps("I agree")


@pytest.mark.parametrize(
    ("where", "comes_on", "worse", "settles", "said"),
    [
        ("Outside", "Yes", "Yes", "Yes", "match 6 of 6"),
        ("Outside", "Not sure", "No", "Yes", "not a clear picture"),
        ("Front", "Yes", "Yes", "Yes", "points to another cause"),
    ],
)
async def test_the_pattern_check_has_three_outcomes(
    rita: Persona, where: str, comes_on: str, worse: str, settles: str, said: str
) -> None:
    await reaches(rita, "pattern_where")
    await rita.taps(where, comes_on, worse, settles, "No")
    assert said in await rita.taps("No")
    assert "A · The Classic Symptom Pattern" in await rita.taps("Which answers decided?")


async def test_a_pattern_that_does_not_fit_gives_no_plan_until_a_professional_has_looked(rita: Persona) -> None:
    await reaches(rita, "pattern_where")
    await rita.taps("Front", "Yes", "Yes", "Yes", "No", "No")
    for said in ("/today", "/plan", "/exercises", "start workout"):
        heard = await rita.says(said)
        assert "another cause" in heard
    assert "fit the usual pattern" in await rita.waits(days=8)
    await rita.taps("A professional has cleared me")
    assert "Which knee?" in await rita.taps("Yes")


async def test_answers_of_the_pattern_check_can_be_corrected(rita: Persona) -> None:
    await reaches(rita, "pattern_where")
    await rita.taps("Front", "Yes", "Yes", "Yes", "No", "No")
    assert "Where does it hurt most?" in await rita.taps("Correct my answers")
    assert "match 6 of 6" in await rita.taps("Outside", "Yes", "Yes", "Yes", "No", "No")


async def test_both_knees_ask_which_one_is_worse(rita: Persona) -> None:
    await reaches(rita, "side")
    assert "Which one is worse?" in await rita.taps("Both")
    assert "pain start" in await rita.taps("Right")


async def test_a_city_may_be_typed_with_a_slip(rita: Persona) -> None:
    await reaches(rita, "zone")
    assert "Which of these is right?" in await rita.says("Lisbonn")
    assert "Your plan" in await rita.taps("Lisbon, PT · 07:00")


async def test_a_place_nobody_knows_is_asked_again(rita: Persona) -> None:
    await reaches(rita, "zone")
    assert "do not know that place" in await rita.says("Qqqxzy")
    assert "Which part of the world?" in await rita.says("pick from a list")


@pytest.mark.parametrize("said", ["pain 7 now", "it hurts", "ran 5k in 31 min, pain 4 from 3 km", "I am so frustrated"])
async def test_nobody_in_pain_hears_that_it_is_no_place(rita: Persona, said: str) -> None:
    await reaches(rita, "zone")
    assert "do not know that place" not in await rita.says(said)


async def test_a_shared_location_gives_the_zone(rita: Persona) -> None:
    await reaches(rita, "zone")
    assert "right?" in await rita.shares_location(52.52, 13.4)
    heard = await rita.taps("Here · 08:00")
    assert "Your clock: Berlin" in heard
    assert "Your plan" in heard


async def test_a_second_tap_on_an_answer_changes_nothing(rita: Persona) -> None:
    await rita.says("/start")
    await rita.taps("I agree")
    await rita.forges("q:age:yes")
    before = await rita.kept(Answer)
    heard = await rita.forges("q:age:no")
    assert await rita.kept(Answer) == before
    assert "Safety first" in rita.screen or heard
    assert "from before" in rita.toast


def _words(heard: str) -> str:
    """The last line of the question, without its number."""
    return re.split(r"\n+", heard.strip())[-1]


async def test_a_question_is_answered_whatever_is_open_with_or_without_its_mark(rita: Persona) -> None:
    async for question, _ in answering(rita):
        if question in ("volume", "time", "zone"):
            assert "Source:" in await rita.says("how long until i can race again")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("yep", "yes"),
        ("Yeah, on the stairs too", "yes"),
        ("nope", "no"),
        ("it doesn’t", "no"),
        ("sort of", "unsure"),
        ("i think so, mostly going down", "unsure"),
        ("don't know", "unsure"),
        ("no, just a bit of swelling", None),
        ("yes, but only the left one", None),
        ("yes?", None),
        ("yes, why is that", None),
        ("yeah, so can i run", None),
        ("yes, when i go downstairs", "yes"),
        ("yes, when can i run", None),
        ("sometimes", None),
    ],
)
def test_yes_and_no_have_many_words_and_what_takes_them_back_is_neither(said: str, answer: str | None) -> None:
    assert reading.yes_or_no(said) == answer


async def test_everyday_words_answer_the_pattern_check(rita: Persona) -> None:
    await reaches(rita, "pattern_comes_on")
    for said in ("yeah", "i think so, mostly going down", "Yup", "nope", "kinda"):
        await rita.says(said)
    given = {key: answer.value for key, answer in answers((await rita.diary()).entries).items()}
    assert {key: value for key, value in given.items() if key.startswith("pattern_") and key != "pattern_where"} == {
        "pattern_comes_on": "yes",
        "pattern_worse": "unsure",
        "pattern_settles": "yes",
        "pattern_swelling": "no",
        "pattern_mechanical": "unsure",
    }


async def test_a_red_flag_behind_a_yes_is_heard_first(rita: Persona) -> None:
    await reaches(rita, "pattern_comes_on")
    heard = await rita.says("yep, and my calf is hot and swollen")
    assert "pattern_comes_on" not in answers((await rita.diary()).entries)
    assert re.search("professional|doctor|clot|urgent|today", heard)
