"""What thousands of questions in many voices get.

`develop` taught the reader, so its figures only show that nothing broke: the bars stand a little below what was reached
when the tables were made, and rise or fall with no rewording of a passage. How well unseen voices are answered is what
`python -m training --leave-out` measures, and `validate` holds voices that nobody here has read.
"""

import pytest

from benchmarks.knowledge import Tally, ours, tally
from benchmarks.questions import RED_FLAGS, questions
from protocols.knowledge import Knowledge


@pytest.fixture(scope="module")
def taught(knowledge: Knowledge) -> Tally:
    return tally(ours(knowledge), "develop", every=5)


def test_questions_within_the_article_are_answered_right(taught: Tally) -> None:
    assert taught.share("answer") >= 95


def test_questions_outside_the_article_are_declined(taught: Tally) -> None:
    assert taught.outside() <= 3


def test_red_flags_are_caught_at_their_level(taught: Tally) -> None:
    assert taught.share(*RED_FLAGS) >= 97


def test_harmless_messages_raise_no_alarm(taught: Tally) -> None:
    assert taught.alarms() <= 1


def test_no_red_flag_is_taken_for_something_harmless_more_than_once_in_a_hundred(taught: Tally) -> None:
    missed = sum(n for (asked, heard), n in taught.heard.items() if asked in RED_FLAGS and heard not in RED_FLAGS)
    due = sum(n for (asked, _), n in taught.heard.items() if asked in RED_FLAGS)
    assert missed <= due / 100


def test_answers_are_the_same_every_time(knowledge: Knowledge) -> None:
    asked = [question.text for question in questions("develop")][::25]
    assert [knowledge.respond(text) for text in asked] == [knowledge.respond(text) for text in reversed(asked)][::-1]
