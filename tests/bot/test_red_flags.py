"""A red flag ends in safety advice and no exercise, whatever is pressed afterwards."""

import re
import tomllib
from importlib.resources import files

import pytest

from bot.texts import safety
from protocols.diary import CheckIn, Cleared, Flag, Workout
from protocols.knowledge import Entry
from protocols.model import RehabProtocol
from sandbox.errors import ImpossibleError
from tests.support.days import pain, strength
from tests.support.intake import reaches
from tests.support.persona import Persona, Stage, programmes

EXERCISE = re.compile(
    r"Set \d of|repetitions|Start workout|run \d+ min, walk|Easy run|R\d+:|Tap one to see|Strength[:,]"
)
ADVICE = re.compile(r"seen by a doctor today|emergency help|ask a professional first|crisis line|plan is stopped")
COMMANDS = ("/today", "/plan", "/exercises", "/progress", "/log", "/start", "/cadence", "/flare", "/travel")
WORDS = ("start workout", "10 minutes", "start", "done", "go on", "today", "log a run", "next gate", "yes")
LIFT = ("A professional has cleared me", "Yes", "None of that, take it back")
FORGED = ("wstart:full", "wstart:short", "set:go:1", "set:done:1", "set:back:2", "ex:clamshell", "q:side:left", "plan")


async def nothing_leads_to_exercise(rita: Persona) -> None:
    """Press every button on the screen, old ones too, type and forge: nothing shows an exercise."""
    for said in (*COMMANDS, *WORDS):
        _is_safe(await rita.says(said), said)
    for label in rita.all_buttons:
        if label in LIFT or label in ("Withdraw consent", "Erase now"):
            continue  # these say so explicitly, or erase everything
        try:
            _is_safe(await rita.taps(label), label)
        except ImpossibleError:
            continue  # an earlier tap took it off the screen
    for data in FORGED:
        _is_safe(await rita.forges(data), data)
    assert ADVICE.search(await rita.says("/today"))


def _is_safe(heard: str, after: str) -> None:
    for message in heard.split("\n\n"):
        assert not EXERCISE.search(message), (after, heard)


@pytest.mark.parametrize(
    ("screen", "box", "urgency"),
    [
        ("safety_now", "Sudden breathlessness or chest pain", "emergency help now"),
        ("safety_now", "A fall or twist, and it swelled", "seen by a doctor today"),
        ("safety_knee", "It locks or gets stuck", "seen by a doctor today"),
        ("safety_history", "Pregnant", "ask a professional first"),
    ],
)
async def test_a_red_flag_in_the_intake_stops_everything(rita: Persona, screen: str, box: str, urgency: str) -> None:
    await reaches(rita, screen)
    heard = await rita.taps(f"☐ {box}", "Done")
    assert urgency in heard
    assert box in heard
    await nothing_leads_to_exercise(rita)


async def test_every_box_of_every_safety_screen_stops_the_intake(rita: Persona) -> None:
    protocol = _protocol()
    for question in ("safety_now", "safety_knee", "safety_history"):
        options = next(q for q in protocol.questions if q.id == question).options
        assert options == tuple(flag.id for flag in protocol.flags.values() if flag.screen == question)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("my calf is swollen and hot", "calf"),
        ("my knee locked and I cannot straighten it", "locks"),
        ("sudden chest pain and I cannot breathe", "emergency"),
        ("I don't want to live anymore", "You matter"),
        ("my tongue is swelling after the pill", "allergic"),
    ],
)
async def test_a_red_flag_in_words_stops_a_running_plan_and_an_open_workout(
    rita: Persona, words: str, said: str
) -> None:
    await rita.has_a_plan(pain(1, 2))
    await rita.says("/today")
    await rita.taps("▶️ Start workout", "Full session", "✓ Done")
    assert said in await rita.says(words)
    assert len(await rita.kept(Flag)) == 1
    assert not any("repetitions" in m.text for m in rita.person.sees().messages if m.buttons)
    await nothing_leads_to_exercise(rita)


async def test_a_paused_workout_does_not_go_on_after_a_red_flag(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 2))
    await rita.says("/today")
    await rita.taps("▶️ Start workout", "Full session", "Pause")
    await rita.says("my knee gives way")
    _is_safe(await rita.forges("set:go:1"), "go on")
    assert await rita.kept(Workout) == []


async def test_severe_pain_out_of_nowhere_stops_the_plan_and_undo_alone_does_not_lift_it(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 2))
    await rita.says("/pain")
    heard = await rita.taps("9")
    assert "Pain of 8 or more" in heard
    assert "stops the plan" in heard
    assert "steps back" not in heard
    assert "Undo" not in rita.buttons
    await rita.says("/undo")
    await nothing_leads_to_exercise(rita)
    assert await rita.kept(CheckIn)


async def test_after_clearance_the_plan_goes_on_one_step_easier(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 2))
    await rita.says("my knee gives way")
    assert "examined you and said" in await rita.taps("A professional has cleared me")
    assert "one step easier" in await rita.taps("Yes")
    assert "Strength" in await rita.says("/today")
    assert len(await rita.kept(Cleared)) == 1


async def test_the_next_day_the_bot_asks_whether_somebody_has_looked(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 2))
    await rita.says("my knee gives way")
    assert "Were you seen" in await rita.waits(days=1, hours=1)
    assert "plan waits" in await rita.taps("Not yet")
    assert "Were you seen" in await rita.waits(days=1, hours=1)


async def test_nothing_else_is_sent_while_a_red_flag_stands(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 2))
    await rita.says("my knee gives way")
    await rita.waits(days=1, hours=1)
    assert await rita.waits(days=20) == ""


async def test_withdrawn_consent_does_not_open_the_exercises(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 2))
    await rita.says("my knee gives way")
    await rita.says("/settings")
    await rita.taps("Withdraw consent")
    _is_safe(await rita.says("/exercises"), "/exercises")


@pytest.mark.parametrize("words", ["no swelling, it does not lock", "does ITBS cause locking?"])
async def test_what_is_denied_or_asked_is_no_red_flag(rita: Persona, words: str) -> None:
    await rita.has_a_plan(pain(1, 2))
    await rita.says(words)
    assert await rita.kept(Flag) == []


async def test_without_consent_the_alarm_is_answered_and_nothing_is_kept(rita: Persona) -> None:
    await rita.says("/start")
    await rita.taps("No, only show exercises")
    heard = await rita.says("my calf is swollen and hot")
    assert "today" in heard
    assert "stopped your plan" not in heard
    assert await rita.kept(Flag) == []


async def test_a_flare_asks_for_safety_first_then_for_the_number(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 2), strength(1))
    assert "is any of these true" in await rita.says("/flare")
    assert "0 is none" in await rita.taps("None of these")
    assert "🔴 red" in await rita.taps("7")
    assert "Flare" in await rita.says("/today")
    await rita.says("/flare")
    assert "seen by a doctor today" in await rita.taps("It locks or gets stuck")
    await nothing_leads_to_exercise(rita)


async def test_in_a_flare_the_bot_says_what_helps_and_asks_every_morning(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 2), strength(1))
    await rita.says("/flare")
    await rita.taps("None of these", "6")
    heard = await rita.says("/today")
    assert "No hard rolling" in heard
    assert "Ice" in heard
    for _ in range(2):
        assert "How is the knee today?" in await rita.waits(days=1)
        await rita.taps("How is the knee?", "1")


async def test_questions_are_still_answered_for_reading_but_none_that_teaches_an_exercise(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 2))
    await rita.says("my knee gives way")
    assert (await rita.says("what does the IT band do?")).startswith("⛔ Your plan is stopped.")
    for asked in ("how do I do the clamshell?", "how should I start to run again?"):
        heard = await rita.says(asked)
        assert "sets of" not in heard
        assert "seen by a doctor today" in heard
    teaching = [e.id for e in _knowledge_of_exercises(rita)]
    assert teaching
    for entry in teaching[:3]:
        assert "seen by a doctor today" in await rita.forges(f"passage:{entry}")


def test_every_alarm_that_cannot_wait_stops_the_plan() -> None:
    triage = tomllib.loads((files("protocols") / "itbs" / "triage.toml").read_text(encoding="utf-8"))
    stops = [id_ for id_, alarm in triage["alarms"].items() if alarm["level"] in ("crisis", "emergency", "urgent")]
    assert len(stops) > 20
    assert set(stops) <= set(_protocol().flags)


def test_every_flag_has_words() -> None:
    for flag in _protocol().flags.values():
        sign = safety.sign(flag.id, flag.screen)
        assert sign != flag.id
        assert sign[0].isupper()
        assert safety.advice([flag])


@pytest.mark.parametrize("words", ["I want to die", "I don't want to live any more"])
async def test_a_person_in_need_hears_of_help_and_is_not_asked_again(rita: Persona, words: str) -> None:
    await rita.has_a_plan(pain(1, 1))
    heard = await rita.says(words)
    assert "crisis line" in heard or "emergency number" in heard
    assert "Source:" not in heard
    assert await rita.waits(days=3) == ""  # no software writes first, and nobody is told


async def test_a_restart_changes_nothing_about_a_red_flag(rita: Persona, on_stage: Stage) -> None:
    await rita.has_a_plan(pain(1, 2))
    await rita.says("my knee gives way")
    await on_stage.restart()
    assert ADVICE.search(await rita.says("/start"))


def _knowledge_of_exercises(rita: Persona) -> list[Entry]:
    knowledge = rita.stage.world.knowledge
    entries = [knowledge.entry(entry) for topic in knowledge.topics() for entry in topic.entries]
    return [e for e in entries if "The Strengthening Program That Actually Works" in e.sections]


def _protocol() -> RehabProtocol:
    return programmes()["itbs"]
