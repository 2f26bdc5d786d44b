"""Two opinions on a red flag: rules and reader, each played by a fake."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from protocols.knowledge.hearing import Hearing
from protocols.knowledge.lexicon import Lexicon
from protocols.knowledge.model import ALARMS, Alarm, Kind
from protocols.knowledge.reader import Reading
from protocols.knowledge.signs import Signs
from protocols.knowledge.text import Sentence

ONE, OTHER = Sentence(("it", "was", "swollen"), marked=False), Sentence(("it", "feels", "odd"), marked=False)
RULED = Alarm("locking", Kind.URGENT, "locks")


def reading(level: Kind, share: float) -> Reading:
    return Reading({**dict.fromkeys(ALARMS, 0.0), level: share}, known=True)


@dataclass
class Rules:
    """Rules that always say the same."""

    said: Alarm | None
    dismissed: frozenset[int] = frozenset()

    def alarm(self, _message: Sequence[Sentence]) -> tuple[Alarm | None, frozenset[int]]:
        return self.said, self.dismissed


@dataclass
class Ear:
    """A reader that always hears the same in what it reads again."""

    again: Reading

    def read(self, _signs: Signs) -> Reading:
        return self.again


def heard(rules: Rules, first: Reading, again: Reading, *message: Sentence) -> Alarm | None:
    hearing = Hearing(rules, Ear(again), Lexicon({}, {}, {}, {}))  # type: ignore[arg-type]
    return hearing.alarm(message, first)


def test_the_reader_adds_an_alarm_and_quotes_the_sentence() -> None:
    sure = reading(Kind.EMERGENCY, 0.8)
    assert heard(Rules(None), sure, sure, OTHER) == Alarm("heard_emergency", Kind.EMERGENCY, "it feels odd")


def test_an_unsure_reader_adds_nothing() -> None:
    unsure = reading(Kind.URGENT, 0.35)
    assert heard(Rules(None), unsure, unsure, ONE, OTHER) is None


def test_a_word_or_two_are_no_red_flag() -> None:
    sure = reading(Kind.URGENT, 1.0)
    assert heard(Rules(None), sure, sure, Sentence(("left",), marked=False)) is None


@pytest.mark.parametrize("level", [Kind.PROFESSIONAL, Kind.URGENT])
def test_the_rules_alarm_is_never_lowered(level: Kind) -> None:
    assert heard(Rules(RULED), reading(level, 1.0), reading(level, 1.0), ONE) == RULED


def test_a_certain_reader_raises_the_level() -> None:
    certain = reading(Kind.EMERGENCY, 0.99)
    alarm = heard(Rules(RULED), certain, certain, ONE)
    assert alarm is not None
    assert alarm.level is Kind.EMERGENCY


@pytest.mark.parametrize(("again", "raised"), [(0.6, True), (0.1, False)])
def test_of_a_dismissed_symptom_only_the_rest_of_the_message_counts(again: float, raised: bool) -> None:
    rules = Rules(None, frozenset({0}))
    alarm = heard(rules, reading(Kind.URGENT, 0.7), reading(Kind.URGENT, again), ONE, OTHER)
    assert (alarm is not None) is raised


def test_a_message_that_rules_dismissed_whole_raises_nothing() -> None:
    assert heard(Rules(None, frozenset({0})), reading(Kind.URGENT, 0.9), reading(Kind.URGENT, 0.9), ONE) is None


def test_somebody_elses_alarm_stays_theirs() -> None:
    theirs = Alarm("locking", Kind.URGENT, "locks", other=True)
    assert heard(Rules(theirs), reading(Kind.EMERGENCY, 1.0), reading(Kind.EMERGENCY, 1.0), ONE) == theirs


@dataclass
class Listener:
    """A reader that hears something in sentences with certain words."""

    hears: dict[str, Reading]

    def read(self, signs: Signs) -> Reading:
        return next((reading for word, reading in self.hears.items() if word in signs.told), reading(Kind.URGENT, 0.0))


def quoted(*message: Sentence) -> str:
    ear = Listener({"odd": reading(Kind.EMERGENCY, 0.6), "worst": reading(Kind.URGENT, 0.9)})
    hearing = Hearing(Rules(None), ear, Lexicon({}, {}, {}, {}))  # type: ignore[arg-type]
    alarm = hearing.alarm(message, reading(Kind.EMERGENCY, 0.8))
    assert alarm is not None
    assert (alarm.id, alarm.level) == ("heard_emergency", Kind.EMERGENCY)
    return alarm.matched


def test_the_sentence_that_sounds_most_like_it_is_quoted_and_not_for_ever() -> None:
    worst = Sentence(("it", "is", "worst"), marked=False)
    assert quoted(ONE, OTHER, worst, ONE) == "it is worst"
    assert quoted(ONE, OTHER) == "it feels odd"
    assert quoted(Sentence(("odd", *("so",) * 30), marked=False)) == "odd" + " so" * 19
    assert quoted(*(ONE,) * 11, OTHER, worst) == "it feels odd"  # twelve sentences are looked at


@pytest.mark.parametrize(("share", "raised"), [(0.4, True), (0.39, False)])
def test_how_sure_the_reader_has_to_be_alone(share: float, raised: bool) -> None:
    alarm = heard(Rules(None), reading(Kind.URGENT, share), reading(Kind.URGENT, share), OTHER)
    assert (alarm is not None) is raised


@pytest.mark.parametrize(("share", "level"), [(0.99, Kind.EMERGENCY), (0.98, Kind.URGENT)])
def test_how_sure_it_has_to_be_to_raise_a_level(share: float, level: Kind) -> None:
    alarm = heard(Rules(RULED), reading(Kind.EMERGENCY, share), reading(Kind.EMERGENCY, share), OTHER)
    assert alarm is not None
    assert alarm.level is level


@pytest.mark.parametrize(("share", "raised"), [(0.995, True), (0.99, False)])
def test_how_sure_it_has_to_be_against_rules_that_dismissed(share: float, raised: bool) -> None:
    alarm = heard(Rules(None, frozenset({0})), reading(Kind.URGENT, share), reading(Kind.URGENT, share), ONE)
    assert (alarm is not None) is raised


@pytest.mark.parametrize(("words", "raised"), [(("one", "two"), False), (("one", "two", "three"), True)])
def test_how_much_has_to_be_said(words: tuple[str, ...], raised: bool) -> None:
    sure = reading(Kind.URGENT, 1.0)
    assert (heard(Rules(None), sure, sure, Sentence(words, marked=False)) is not None) is raised
    halves = [Sentence(words[:1], marked=False), Sentence(words[1:], marked=False)]
    assert (heard(Rules(None), sure, sure, *halves) is not None) is raised


def test_an_alarm_that_no_rule_names_says_so() -> None:
    assert Alarm("heard_urgent", Kind.URGENT, "it feels odd").heard
    assert not RULED.heard
