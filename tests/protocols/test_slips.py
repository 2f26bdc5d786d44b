"""A severe number that was mistyped: when it may be taken back, and when not."""

from datetime import timedelta

import pytest

from protocols.diary import CheckIn, Flag, Slip
from protocols.slips import number, slip
from tests.support.diaries import Book, alerts, day, itbs


def taken_back(book: Book, on: int, minutes: float = 5) -> str | None:
    """The id of the entry that may be a slip, some minutes after the last entry."""
    found = slip(itbs(), book.diary, book.entries[-1].at + timedelta(minutes=minutes), day(on))
    return found.id if found else None


def test_a_severe_number_out_of_nowhere_may_be_a_slip() -> None:
    book = Book()
    nine = book.check(3, 9)
    assert taken_back(book, 3) == nine


def test_the_number_of_day_0_may_be_one_as_well() -> None:
    book = Book({"daily_pain": 9})
    assert taken_back(book, 1) is not None


@pytest.mark.parametrize(("minutes", "may"), [(120, True), (120.1, False)])
def test_two_hours_later_it_is_no_slip_any_more(minutes: float, may: bool) -> None:
    book = Book()
    book.check(3, 8)
    assert (taken_back(book, 3, minutes) is not None) is may


def test_what_was_said_in_words_or_ticked_is_none() -> None:
    book = Book()
    book.check(3, 9)
    book.flag(3, "giving_way")
    assert taken_back(book, 3) is None
    ticked = Book({"safety_knee": ("locking",)})
    ticked.check(3, 9)
    assert taken_back(ticked, 3) is None


def test_who_says_it_twice_means_it() -> None:
    book = Book()
    book.check(3, 9)
    book.check(3, 10)
    assert taken_back(book, 3) is None


def test_a_number_that_stops_nothing_is_taken_back_by_undo_instead() -> None:
    book = Book()
    book.check(3, 7)
    assert taken_back(book, 3) is None
    book.run(4, 20)
    book.check(4, 9)
    assert taken_back(book, 4) is None


@pytest.mark.parametrize(("later", "may"), [(27, False), (28, True)])
def test_once_in_four_weeks(later: int, may: bool) -> None:
    book = Book()
    book.add(Slip, 3, of="gone", pain=9)
    book.check(3 + later, 9)
    assert (taken_back(book, 3 + later) is not None) is may


def test_taken_back_it_is_as_if_it_had_never_been_said() -> None:
    book = Book()
    book.check(3, 1)
    before = book.plan(3)
    nine = book.check(3, 9)
    assert "red_flag:severe_pain" in alerts(book.plan(3))
    book.entries = [entry for entry in book.entries if entry.id != nine]
    book.add(Slip, 3, of=nine, pain=9)
    assert book.plan(3) == before


@pytest.mark.parametrize(("hours", "may"), [(48, True), (48.1, False)])
def test_what_was_only_heard_may_be_misheard_for_two_days(hours: float, may: bool) -> None:
    book = Book()
    sentence = book.flag(3, "heard_urgent")
    assert "red_flag:heard_urgent" in alerts(book.plan(3))
    assert taken_back(book, 3, hours * 60) == (sentence if may else None)


def test_a_second_misunderstanding_is_no_fault_of_the_runner() -> None:
    book = Book()
    book.add(Slip, 2, of="x", pain=None)
    book.add(Slip, 2, of="y", pain=9)
    assert taken_back(book, 3) is None
    sentence = book.flag(3, "heard_emergency")
    assert taken_back(book, 3) == sentence


def test_a_misunderstanding_uses_up_no_slip_of_the_finger() -> None:
    book = Book()
    book.add(Slip, 2, of="x", pain=None)
    nine = book.check(3, 9)
    assert taken_back(book, 3) == nine


def test_what_was_heard_beside_a_sign_with_a_name_stands() -> None:
    book = Book()
    book.flag(3, "giving_way")
    book.flag(3, "heard_urgent")
    assert taken_back(book, 3) is None


def test_a_sentence_tells_no_number() -> None:
    book = Book()
    book.flag(3, "heard_urgent")
    book.check(3, 9)
    heard, severe = (entry for entry in book.entries[-2:])
    assert isinstance(heard, Flag)
    assert isinstance(severe, CheckIn)
    assert (number(heard), number(severe)) == (None, 9)
