"""Why, in a sentence: the rule, the runner's own numbers, the source; safe for Telegram's HTML."""

from datetime import date

import pytest

from bot.texts.reasons import plain, why
from protocols.model import Rule
from protocols.outlook import Reason
from tests.support.diaries import Book, itbs


def test_a_cap_says_rule_numbers_and_source() -> None:
    reason = Book().plan(1).caps[0].reasons[0]
    assert why(itbs(), reason) == (
        "Run 50 % of your usual week or less. Your usual week is 24 km, so 12 km; 0 km so far. "
        "<i>A · The First Two Weeks</i>"
    )


def test_a_rule_without_numbers_of_ones_own_is_told_alone() -> None:
    assert why(itbs(), Reason("ladder_flat")) == "Flat, soft ground. <i>A · Return To Running</i>"


def test_numbers_that_are_not_there_are_left_out() -> None:
    assert "Pain" in why(itbs(), Reason("pain_green", {"pain": 1}))
    assert why(itbs(), Reason("override")).count("Your choice") == 0


@pytest.mark.parametrize("rule", itbs().rules.values(), ids=lambda rule: rule.id)
def test_every_rule_can_be_told(rule: Rule) -> None:
    text = why(itbs(), Reason(rule.id))
    assert "{" not in text
    assert text.endswith("</i>")
    assert text.count("<") == 2
    assert len(text) < 500


@pytest.mark.parametrize(
    ("value", "text"), [(3.0, "3"), (3.65, "3.65"), (7, "7"), ("km", "km"), (date(2026, 3, 2), "2 Mar")]
)
def test_numbers_are_told_plainly(value: float | str | date, text: str) -> None:
    assert plain(value) == text


def test_what_a_runner_typed_cannot_break_the_message() -> None:
    assert "&lt;b&gt;" in why(itbs(), Reason("red_flag", {"flag": "<b>"}))
