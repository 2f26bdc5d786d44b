"""Day 0: one question after the other, back and forth, and what the answers say."""

from typing import Any

import pytest

from bot.simulation.runners import INTAKE
from protocols.diary import Diary, Side
from protocols.follow import follow
from protocols.intake import (
    Amount,
    Pattern,
    answers,
    next_question,
    pattern,
    pattern_items,
    position,
    previous_question,
    profile,
)
from tests.support.diaries import Book, day, itbs


def asked(book: Book) -> str | None:
    question = next_question(itbs(), book.diary)
    return question.id if question else None


def test_one_question_after_the_other() -> None:
    book = Book(complete=False)
    order = [question.id for question in itbs().questions if question.id != "worse_side"]
    for question in order:
        assert asked(book) == question
        book.answer(1, **{question: INTAKE[question]})
    assert asked(book) is None


def test_the_worse_side_is_asked_only_when_both_hurt() -> None:
    book = Book(complete=False)
    book.answer(
        1, **{question: INTAKE[question] for question in list(INTAKE)[: list(INTAKE).index("side")]}, side="both"
    )
    assert asked(book) == "worse_side"
    assert position(itbs(), book.diary, "worse_side") == (12, len(itbs().questions))


def test_a_box_that_is_still_being_ticked_leaves_the_question_open() -> None:
    book = Book(complete=False)
    book.answer(1, age="yes")
    book.add(type(book.entries[0]), 1, question="safety_now", value=("breathless",), complete=False)
    assert asked(book) == "safety_now"
    assert _standing(book) == ()


def test_back_leads_to_the_question_before() -> None:
    book = Book()

    def before(question: str) -> str | None:
        found = previous_question(itbs(), book.diary, question)
        return found.id if found else None

    assert before("age") is None
    assert before("safety_now") == "age"
    assert before("onset") == "side"
    assert before("nowhere") == itbs().questions[-1].id


def test_where_a_question_stands() -> None:
    assert position(itbs(), Book().diary, "safety_now") == (2, len(itbs().questions) - 1)
    assert position(itbs(), Book().diary, "nowhere") == (0, len(itbs().questions) - 1)


def test_the_profile_holds_what_was_said() -> None:
    found = profile(Book({"days": ("tue", "sun"), "side": "both"}).diary)
    assert (found.of_age, found.pattern) == (True, Pattern.FITS)
    assert (found.side, found.worse_side) == (Side.BOTH, Side.RIGHT)
    assert (found.onset, found.volume, found.longest) == (Amount(3.6, "km"), Amount(24.0, "km"), Amount(10.0, "km"))
    assert (found.run_pain, found.daily_pain, found.days) == (6, 2, (1, 6))
    assert (found.changed, found.kit) == (INTAKE["changed"], INTAKE["kit"])


def test_an_empty_profile_knows_nothing() -> None:
    found = profile(Diary())
    assert (found.of_age, found.pattern, found.side, found.onset) == (None,) * 4
    assert (found.changed, found.kit, found.days) == ((), (), ())


def test_who_has_one_sore_knee_has_it_drawn() -> None:
    assert profile(Book({"side": "right"}).diary).worse_side is Side.RIGHT
    assert profile(Book({"side": "left"}).diary).worse_side is Side.LEFT


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3.6 km", Amount(3.6, "km")),
        ("25 min", Amount(25.0, "min")),
        ("none", None),
        ("3,6 km", None),
        ("12", None),
    ],
)
def test_amounts(text: str, amount: Amount | None) -> None:
    assert Amount.parse(text) == amount
    if amount:
        assert str(amount) == text


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, Pattern.FITS),
        ({"pattern_worse": "no"}, Pattern.FITS),
        ({"pattern_worse": "no", "pattern_settles": "unsure"}, Pattern.UNCLEAR),
        ({"pattern_swelling": "unsure", "pattern_mechanical": "unsure"}, Pattern.UNCLEAR),
        ({"pattern_where": "inside"}, Pattern.DOES_NOT_FIT),
        ({"pattern_swelling": "yes"}, Pattern.DOES_NOT_FIT),
        ({"pattern_mechanical": "yes"}, Pattern.DOES_NOT_FIT),
    ],
)
def test_three_outcomes_of_the_pattern_check(said: dict[str, Any], found: Pattern) -> None:
    given = answers(Book(said).entries)
    assert pattern(given) is found
    for item in pattern_items(given):
        if item.question in said:
            assert item.agrees is (None if item.answer == "unsure" else False)


def test_no_outcome_before_all_six_are_answered() -> None:
    book = Book(complete=False)
    book.answer(1, pattern_where="outside")
    assert pattern(answers(book.entries)) is None


def test_flags_stand_until_cleared_whatever_is_answered_afterwards() -> None:
    book = Book({"safety_knee": ("locking",), "safety_now": ("breathless",)})
    book.flag(2, "crisis")
    assert _standing(book) == ("breathless", "locking", "crisis")
    book.cleared(3)
    assert _standing(book) == ()
    book.flag(4, "numbness")
    assert _standing(book) == ("numbness",)


def _standing(book: Book) -> tuple[str, ...]:
    return follow(itbs(), book.diary.entries, day(5)).standing_flags
