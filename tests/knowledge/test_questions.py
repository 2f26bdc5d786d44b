"""What 1,900 questions in eleven voices get. The figures are floors: what was reached must not be lost.

Nobody tunes on `validate`; it was written by people who never saw the passages.
"""

import pytest

from benchmarks.knowledge import Tally, ours, tally
from benchmarks.questions import RED_FLAGS, questions
from protocols.knowledge import Knowledge


@pytest.fixture(scope="module")
def tallies(knowledge: Knowledge) -> dict[str, Tally]:
    return {split: tally(ours(knowledge), split) for split in ("develop", "validate")}


@pytest.mark.parametrize(("split", "least"), [("develop", 96.5), ("validate", 81)])
def test_questions_within_the_article_are_answered_right(tallies: dict[str, Tally], split: str, least: float) -> None:
    assert tallies[split].share("answer") >= least


@pytest.mark.parametrize(("split", "most"), [("develop", 2), ("validate", 11)])
def test_questions_outside_the_article_are_declined(tallies: dict[str, Tally], split: str, most: float) -> None:
    assert tallies[split].outside() <= most


@pytest.mark.parametrize(("split", "least"), [("develop", 98), ("validate", 86)])
def test_red_flags_are_caught_at_their_level(tallies: dict[str, Tally], split: str, least: float) -> None:
    assert tallies[split].share(*RED_FLAGS) >= least


@pytest.mark.parametrize(("split", "most"), [("develop", 1), ("validate", 3)])
def test_harmless_messages_raise_no_alarm(tallies: dict[str, Tally], split: str, most: float) -> None:
    assert tallies[split].alarms() <= most


def test_answers_are_the_same_every_time(knowledge: Knowledge) -> None:
    asked = [question.text for question in questions("develop")][::10]
    assert [knowledge.respond(text) for text in asked] == [knowledge.respond(text) for text in reversed(asked)][::-1]
