"""What the rules of triage say by themselves, whatever the reader thinks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from protocols.knowledge.loader import load_entries, load_language, load_triage
from protocols.knowledge.model import Alarm

ITBS = Path(__file__).parent.parent.parent / "protocols" / "itbs"
CALM = (Path(__file__).parent / "calm.txt").read_text(encoding="utf-8").splitlines()
Rules = Callable[[str], Alarm | None]


@pytest.fixture(scope="module")
def rules() -> Rules:
    language = load_language(ITBS, load_entries(ITBS))
    triage = load_triage(ITBS)
    return lambda text: triage.alarm(language.read(text))[0]


@pytest.mark.parametrize("message", CALM)
def test_what_only_sounds_like_a_red_flag_is_none(rules: Rules, message: str) -> None:
    assert rules(message) is None


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        ("knee huge and hot", "hot_knee"),
        ("Tripped over a root, knee twisted and it is ballooning since", "fall_swelling"),
        ("my knee has been puffy ever since, six miles in", "hot_knee"),
        ("fever of 39 and the joint went shiny red", "hot_red_fever"),
        ("out of breath on the climb, and still gasping sitting on the sofa", "breathless"),
        ("each deep breath is a knife", "chest_pain"),
        ("took sixteen ibuprofen", "overdose"),
        ("pain 24/7 lying or not", "night_pain"),
        ("what is the progression if one leg cannot hold me up at all", "cannot_bear_weight"),
        ("nine weeks, not one session missed, exactly where it was", "no_improvement"),
        ("fourth flare, and I never dropped the exercises", "recurrence"),
    ],
)
def test_the_rule_is_the_one_for_the_sign(rules: Rules, message: str, rule: str) -> None:
    alarm = rules(message)
    assert alarm is not None
    assert alarm.id == rule


@pytest.mark.parametrize(
    ("calm", "alarming"),
    [
        ("nothing swollen, nothing locked or buckled", "nothing helps, knee swollen, it locked and buckled"),
        ("the knee blocks not", "the knee blocks"),
        ("swelling and locking, both classic for this, isn't that so?", "my knee swelled and locked, isn't that so?"),
        ("would locking be part of it? asking out of curiosity, mine does not", "mine is locking, part of it?"),
        ("if the knee were ever to give way, whom would I see?", "if only it stopped, my knee gives way"),
        ("bump it by ten percent", "a bump beside my knee"),
        ("hot bath after they are in bed, good or bad for the sore knee", "sore knee, hot since bed"),
        ("running nonstop without pain", "nonstop pain"),
        ("the doctor said no, but I can stand on it", "I can not stand on it"),
        ("grounding mats, go on, humour me", "a tumour by the knee"),
        ("my knee met a red rucksack", "my knee is red"),
        ("I blocked three slots for strength", "my knee blocks"),
        ("swelling? none.", "swelling? plenty."),
        ("my shoes swelled up, the knee did not", "my shoes fit, the knee swelled up"),
        ("at my son's match, calf normal", "at my son's match, calf swollen"),
        ("pain went from 6 to 2 in nine weeks of exercises, not gone", "nine weeks of exercises, pain not gone"),
        ("2 sessions done, no better", "27 sessions done, no better"),
    ],
)
def test_what_stands_around_a_word_decides(rules: Rules, calm: str, alarming: str) -> None:
    assert rules(calm) is None
    assert rules(alarming) is not None


@pytest.mark.parametrize(
    "message",
    [
        "six weeks of exercises, no better, but I only did one session a week",
        "it returns every spring; I do the exercises till I can run, then stop",
        "eight weeks in, pain still there, been on holiday for five of them",
    ],
)
def test_exercises_left_out_are_no_rehab_that_failed(rules: Rules, message: str) -> None:
    assert rules(message) is None
