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


def small() -> Speller:
    return Speller(
        domain=["clamshell", "stretching", "knee", "band", "hip", "hurts", "downhill"],
        common=["socks", "humorous"],
        english=["sand", "zebra"],
        grave=["fever"],
    )


SLIPS = """
kneee knee, nkee knee, kne kne, sand sand, bnad band, bamd bamd, clmshel clmshel, clamshll clamshell, clmshll clmshll,
clamshwlk clamshell, streching stretching, strehcing stretching, xtretching stretching, hp hp, hup hup, hurst hurts,
urts urts, dwnhil dwnhil, dwnhill downhill, sokcs socks, kneeing kneeing, bandless bandless,
knee5 knee5, knéé knéé, clshellxy clshellxy,
aaaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaaa
"""


@pytest.mark.parametrize(("typed", "meant"), [pair.split() for pair in SLIPS.split(",")])
def test_what_is_a_slip_and_what_is_not(typed: str, meant: str) -> None:
    assert small().fix([typed]) == (meant,)


def test_of_a_senseless_text_only_so_many_words_are_looked_at() -> None:
    typed = ["kneee"] * 170
    assert small().fix(typed) == ("knee",) * 160 + ("kneee",) * 10


APART = """
ab ba 2 1, abc acb 2 1, abcd badc 2 2, abc xyz 2 3, abc abcde 2 2, abc abcdef 2 3, abcdef abc 2 3, abc cab 2 2,
kitten sitting 5 3, kitten sitting 2 3, ca abc 5 3, aab aba 1 1, abcd abce 0 1, a a 2 0, xxab abxx 2 3
"""


@pytest.mark.parametrize(("one", "other", "limit", "slips"), [four.split() for four in APART.split(",")])
def test_how_many_slips_lie_between_two_words(one: str, other: str, limit: str, slips: str) -> None:
    assert distance(one, other, int(limit)) == int(slips)


def test_from_nothing_every_letter_is_a_slip() -> None:
    assert (distance("", "", 2), distance("a", "", 2)) == (0, 1)


@pytest.mark.parametrize(
    ("words", "known"),
    [("band bands socks sock sand hipless bandage", True), ("sands ably xyless fever", False)],
)
def test_which_words_are_known(words: str, known: bool) -> None:
    assert [word for word in words.split() if small().knows(word) is not known] == []


def test_the_nearest_word_wins_and_then_one_of_the_domain() -> None:
    swapped = Speller(domain=["trail"], common=["trial"], english=[])
    assert swapped.fix(["tiral", "taril"]) == ("trial", "trail")
    equal = Speller(domain=["stretches"], common=["sketches"], english=[])
    assert equal.fix(["stetches"]) == ("stretches",)
