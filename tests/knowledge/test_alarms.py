"""Red flags and look-alikes, one line each: `kind|message` in alarms.txt."""

from pathlib import Path

import pytest

from bot.texts.answers import plain
from protocols.knowledge import Kind, Knowledge

CASES = [line.split("|", 1) for line in (Path(__file__).parent / "alarms.txt").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("kind", "message"), CASES)
def test_a_message_is_taken_for_what_it_is(knowledge: Knowledge, kind: str, message: str) -> None:
    found = knowledge.respond(message).kind
    assert ("emergency" if found is Kind.CRISIS else found.value) == kind


@pytest.mark.parametrize(
    "message",
    [
        "no swelling, can I run?",
        "no swelling, locking or giving way, just pain outside the knee, can I run",
        "My knee isn't hot, red or swollen. How many clamshells?",
        "does ITBS cause locking?",
        "is swelling normal with it band syndrome",
        "what if my knee swells?",
        "My knee was swollen last year but that settled. When can I run?",
        "I had a blood clot in 2015, all clear since. Can I swim?",
        "suicide sprints on the track, when can I do them again?",
    ],
)
def test_denied_asked_imagined_and_past_symptoms_raise_no_alarm(knowledge: Knowledge, message: str) -> None:
    assert knowledge.respond(message).alarm is None


def test_a_negation_does_not_swallow_the_next_clause(knowledge: Knowledge) -> None:
    assert knowledge.respond("no fever, but my knee is hot and swollen").kind is Kind.URGENT
    assert knowledge.respond("I can't run, swollen knee since yesterday").kind is Kind.URGENT


def test_somebody_elses_emergency_is_advised_but_marked_as_theirs(knowledge: Knowledge) -> None:
    answer = knowledge.respond("My friend's calf is swollen and he is short of breath, what should he do?")
    assert answer.kind is Kind.EMERGENCY
    assert answer.alarm is not None
    assert answer.alarm.other
    assert "About the other person" in plain(answer)


def test_a_neighbours_knee_does_not_hide_the_runners_question(knowledge: Knowledge) -> None:
    answer = knowledge.respond("My uncle's knee locks on him. Mine never does. Is locking part of ITBS?")
    assert answer.kind is Kind.ANSWER


@pytest.mark.parametrize("message", ["my calf is swollen", "chest pain and short of breath", "knee gives way"])
def test_every_alarm_stops_running_and_guesses_no_number(knowledge: Knowledge, message: str) -> None:
    text = plain(knowledge.respond(message))
    assert "Stop running" in text
    assert not any(number in text for number in ("911", "112", "999"))


def test_a_crisis_is_met_kindly_and_without_a_number(knowledge: Knowledge) -> None:
    text = plain(knowledge.respond("I don't want to live any more"))
    assert "You matter" in text
    assert "local emergency number" in text
