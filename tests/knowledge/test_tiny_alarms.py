"""Red flags by rules of a few words: what makes a finding, what findings make an alarm, and whose it is."""

from pathlib import Path

import pytest

from protocols.knowledge.loader import load_triage
from protocols.knowledge.model import Alarm, Kind
from protocols.knowledge.nearness import matched
from protocols.knowledge.text import sentences
from protocols.knowledge.triage import Triage
from tests.knowledge.tiny import write


@pytest.fixture
def triage(tmp_path: Path) -> Triage:
    return load_triage(write(tmp_path))


HOT, STUCK, CLOT, ILL, SLOW = (
    ("hot", Kind.URGENT),
    ("stuck", Kind.URGENT),
    ("clot", Kind.EMERGENCY),
    ("ill", Kind.CRISIS),
    ("slow", Kind.PROFESSIONAL),
)


@pytest.mark.parametrize(
    ("said", "alarm", "matched"),
    [
        ("it is swollen", HOT, "swollen"),  # no part named: the first
        ("my knee is swollen", HOT, "swollen"),
        ("my knee is sore and my calf is swollen", None, ""),  # the nearest part counts
        ("swollen calf , flight", CLOT, "swollen; flight"),
        ("swollen foot. a long flight", CLOT, "swollen; flight"),  # anywhere in the message
        ("swollen calf , fever", CLOT, "swollen; fever"),  # the other of its needs
        ("fever and a swollen knee", HOT, "swollen"),
        ("a long flight", None, ""),
        ("my knee locked. last year my knee locked", STUCK, "locked"),  # what is over hides nothing
        ("my knee locked. it is gone now", None, ""),
        ("calf it swollen a b c knee", None, ""),  # the nearest part, on either side
        ("swollen knee after a flight", None, ""),  # unless
        ("swollen knee , my friend took a flight", HOT, "swollen"),  # a circumstance has to be the runner's
        ("swollen knee , no flight", None, ""),  # how a plain one is meant does not matter
        ("it locked", None, ""),  # the part has to be named
        ("my knee locked", STUCK, "locked"),
        ("knee a b c d e f g h locked", STUCK, "locked"),
        ("knee a b c d e f g h i locked", None, ""),  # nearby
        ("swollen , but rest helped", None, ""),
        ("my knee locked , what if i get a fever", ILL, "fever; locked"),  # imagined, but always
        ("my knee locked , no fever", STUCK, "locked"),
        ("six weeks , not one bit better", SLOW, "six weeks , not one bit better"),
        ("six weeks a bit better", None, ""),
        ("three weeks , not one bit better", None, ""),
        ("knee locked , calf swollen after a flight", CLOT, "swollen; flight"),  # the gravest
        ("my friend has a swollen calf after a flight", None, ""),
    ],
)
def test_the_alarm_and_its_words(triage: Triage, said: str, alarm: tuple[str, Kind] | None, matched: str) -> None:
    found, _ = triage.alarm(sentences(said, {}))
    if "friend has" in said:
        assert found == Alarm("clot", Kind.EMERGENCY, "swollen; flight", other=True)
    else:
        assert found == (Alarm(*alarm, matched) if alarm else None)


def test_ones_own_alarm_comes_before_somebody_elses(triage: Triage) -> None:
    found, _ = triage.alarm(sentences("my friend has a swollen calf and took a flight. my knee locked", {}))
    assert found == Alarm("stuck", Kind.URGENT, "locked")


def test_sentences_whose_signs_are_none_of_now_are_told(triage: Triage) -> None:
    said = "my knee is not swollen. my calf is swollen. what if it gets swollen. a flight. no swollen knee"
    _, dismissed = triage.alarm(sentences(said, {}))
    assert dismissed == {0, 2, 4}


def test_a_term_that_must_follow_stands_close_behind_and_in_the_same_clause(triage: Triage) -> None:
    def of(words: str) -> bool:
        split = words.split()
        hits = {
            label: [hit for hit in triage.phrases.find(split, split) if hit.label == label]
            for label in ("fever", "swollen")
        }
        breaks = [place for place, word in enumerate(split) if word == ","]
        return bool(matched(hits["fever"][0], (">swollen",), hits, breaks))

    assert of("fever swollen")
    assert of("fever a b c d e swollen")
    assert not of("fever a b c d e f swollen")
    assert not of("swollen fever")
    assert not of("fever , swollen")


def test_a_finding_spans_ten_words_at_most(triage: Triage) -> None:
    near, far = ("six weeks " + "a " * count + "not one bit better" for count in (4, 5))
    assert triage.alarm(sentences(near, {}))[0] is not None
    assert triage.alarm(sentences(far, {}))[0] is None or len(far.split()) <= 12


def test_the_first_words_of_a_finding_are_quoted(triage: Triage) -> None:
    found, _ = triage.alarm(sentences("knee locked. then the knee was locked", {}))
    assert found is not None
    assert found.matched == "locked"
