"""Slips of the finger."""

import pytest

from protocols.knowledge.spelling import Speller, distance

SPELLER = Speller(
    domain=["how", "exercises", "clamshell", "stretching", "squat", "week", "muscle", "fasciitis", "bridges"],
    common=["form", "from", "were", "cord"],
    english=["tinder"],
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hwo", "how"),
        ("exrecises", "exercises"),
        ("clamshel", "clamshell"),
        ("strteching", "stretching"),
        ("sqaut", "squat"),
        ("muscel", "muscle"),
        ("facsitis", "fasciitis"),
        ("brigdes", "bridges"),
        ("wek", "week"),
    ],
)
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    assert SPELLER.fix([typed]) == (meant,)


@pytest.mark.parametrize("word", ["form", "tinder", "squats", "zebra", "cold", "xq", "5k", "é"])
def test_real_and_faraway_words_stay(word: str) -> None:
    assert SPELLER.fix([word]) == (word,)


@pytest.mark.parametrize(
    ("one", "other", "slips"), [("band", "band", 0), ("bnad", "band", 1), ("bad", "band", 1), ("knee", "hip", 3)]
)
def test_distance_counts_slips_and_stops_at_its_limit(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 2) == slips


def test_a_slip_becomes_an_alarm_only_when_it_begins_like_one() -> None:
    speller = Speller(domain=["tumour", "swollen"], common=[], english=[], grave=["tumour", "swollen"])
    assert speller.fix(["humour", "tumuor", "swolen"]) == ("humour", "tumour", "swollen")
