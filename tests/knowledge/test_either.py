"""How sure the reader must be of a passage to give it alone, played with readings that are made up."""

import pytest

from bot.texts.answers import plain
from protocols.knowledge import Answer, Kind, Knowledge
from protocols.knowledge.reader import Reading
from protocols.knowledge.reading import questions

ICE, TABLETS, CLAMS = "ice", "nsaid", "clam-dose"


def answered(knowledge: Knowledge, asked: str, **likely: float) -> Answer:
    """What is answered when the reader finds these passages so likely; `outside` is what it gives to abstaining."""
    message = knowledge._parts.language.read(asked)
    shares = {entry.id: 0.0 for entry in knowledge._parts.entries} | dict.fromkeys(Kind, 0.0)
    shares |= {name.replace("_", "-"): share for name, share in likely.items() if name != "outside"}
    shares[Kind.ABSTAIN] = likely.get("outside", 0.0)
    return knowledge._answering.answer(questions(message), message, Reading(shares, known=True))


def passages(answer: Answer) -> list[str]:
    return [entry.id for entry in answer.entries]


def test_where_either_of_two_may_be_meant_both_are_told_and_it_is_said(knowledge: Knowledge) -> None:
    answer = answered(knowledge, "what about the cold stuff?", ice=0.45, nsaid=0.4)
    assert passages(answer) == [ICE, TABLETS]
    assert plain(answer).startswith("I take it you mean one of these:")
    assert answer.related
    assert not {ICE, TABLETS} & {entry.id for entry in answer.related}


@pytest.mark.parametrize(
    ("first", "second"), [(0.6, 0.3), (0.9, 0.1), (0.5, 0.09)], ids=["likely", "sure", "nothing beside it"]
)
def test_a_likely_passage_stands_alone(knowledge: Knowledge, first: float, second: float) -> None:
    answer = answered(knowledge, "what about the cold stuff?", ice=first, nsaid=second)
    assert passages(answer) == [ICE]
    assert "one of these" not in plain(answer)


def test_two_questions_of_one_sentence_are_not_an_either(knowledge: Knowledge) -> None:
    answer = answered(knowledge, "what about cold and the clams?", ice=0.45, clam_dose=0.4)
    assert passages(answer) == [ICE, CLAMS]
    assert not answer.either


@pytest.mark.parametrize(("outside", "kind"), [(0.54, Kind.ANSWER), (0.56, Kind.ABSTAIN)])
def test_what_lies_rather_outside_than_inside_is_declined(knowledge: Knowledge, outside: float, kind: Kind) -> None:
    assert answered(knowledge, "what about the cold stuff?", ice=1 - outside, outside=outside).kind is kind
