"""What a tiny knowledge base answers, and in which order it looks: nothing hangs on what the real reader learnt."""

from pathlib import Path

import pytest

from protocols.knowledge import Alarm, Answer, Correction, Entry, Kind, Knowledge, LogIntent, Note, Topic
from protocols.knowledge.notes import note
from tests.knowledge.tiny import PASSAGES, tiny


@pytest.fixture
def known(tmp_path: Path) -> Knowledge:
    return tiny(tmp_path)


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.id for entry in entries]


def nearest(answer: Answer) -> list[str]:
    return [topic.id for topic in answer.nearest]


@pytest.mark.parametrize(
    ("asked", "entries"),
    [
        ("how many clams", ["clams"]),
        ("tell me of hills", ["hills"]),
        ("clams and hills now", ["clams", "hills"]),  # one sentence that joins two
        ("clams then hills now", ["clams", "hills"]),  # either of them
        ("what are clams? what are hills?", ["clams", "hills"]),
        ("what are hills? what are clams?", ["hills", "clams"]),
        ("what are clams? which loop is it?", ["band"]),  # the same topic answers both
        ("what are clams? what of socks hills all that?", ["clams"]),  # the second is not sure of anything
        ("what is cold? what are hills? what are clams? what is the sum?", ["clams", "hills", "sum"]),  # three at most
    ],
)
def test_which_passages_answer(known: Knowledge, asked: str, entries: list[str]) -> None:
    answer = known.respond(asked)
    assert answer.kind is Kind.ANSWER
    assert sorted(ids(answer.entries)) == sorted(entries)


def test_an_answer_whole(known: Knowledge) -> None:
    clams = Entry(
        *("clams", "About clams", ("One", "Two"), ("F001", "F002"), "A", "clams", "what", ("how many clams",)),
        body="All of clams.",
        note=Note("Seen elsewhere.", "A study"),
    )
    related = tuple(known.entry(name) for name in ("band", "hills", "ice", "sum"))
    expected = Answer(Kind.ANSWER, (clams,), related=related, now="Two rounds today.", asks=True)
    assert known.respond("so how many clams then", phase="calm") == expected
    assert known.respond("so how many clams then").now is None
    assert known.respond("so how many clams then", phase="grow").now is None
    assert known.respond("is cold ok for this", phase="calm").now is None  # nothing to say in this group


def test_the_very_words_of_a_phrasing_need_no_reader(known: Knowledge) -> None:
    answer = known.respond("Which loop, for the CLAMS?!", phase="calm")
    assert (ids(answer.entries), ids(answer.related), answer.now) == (["band"], ["clams"], "Two rounds today.")


@pytest.mark.parametrize(
    ("asked", "silent", "topics"),
    [
        ("which socks are good", "socks", ["relief", "pro", "clams"]),  # a theme's own topics first
        ("socks or clams then", "socks", ["relief", "pro", "clams"]),
        ("what do you know", None, ["clams", "hills", "relief"]),  # no word known: the likeliest of nothing
        ("how big are clams then socks", "socks", ["relief", "pro", "clams"]),
    ],
)
def test_what_is_not_in_the_article_is_declined(
    known: Knowledge, asked: str, silent: str | None, topics: list[str]
) -> None:
    answer = known.respond(asked, phase="calm")
    assert (answer.kind, answer.entries, answer.silent, nearest(answer)) == (Kind.ABSTAIN, (), silent, topics)


def test_near_a_theme_the_reader_has_to_be_surer(known: Knowledge) -> None:
    assert known.respond("how big are the clams").kind is Kind.ANSWER  # sure enough
    assert known.respond("when are clams paint").kind is Kind.ANSWER  # half of it, and no theme
    assert known.respond("how big are clams paint").silent == "sizes"
    assert known.respond("how big are clams paint hills").kind is Kind.ANSWER  # unless
    declined = known.respond("how big are the clams , cold socks cold")
    assert (declined.kind, declined.silent) == (Kind.ABSTAIN, "socks")


def test_a_theme_is_one_of_the_story_when_the_question_names_none(known: Knowledge) -> None:
    assert known.respond("I bought some socks there. Are they any good for it?").silent == "socks"
    assert known.respond("I bought some socks there. I like hills most. What is good for it?").silent is None


def test_a_mere_word_or_two_are_no_question(known: Knowledge) -> None:
    assert known.respond("loop then").kind is Kind.ABSTAIN
    assert known.respond("loop then now").kind is Kind.ANSWER
    assert known.respond("loop 3 then now").kind is Kind.ABSTAIN  # with a figure, below five
    assert known.respond("loop 3 then now so").kind is Kind.ANSWER
    assert known.respond("clams").kind is Kind.ANSWER  # names a theme
    assert known.respond("loop itbs").kind is Kind.ANSWER  # names the injury
    assert known.respond("loop?").kind is Kind.ANSWER  # asks


def test_a_belief_is_put_right_unless_the_answer_does_it(known: Knowledge) -> None:
    rest = Correction("rest", "One thing first: rest alone cures nothing.", "sum")
    assert known.respond("tell me of hills because").premise == rest
    assert known.respond("tell me of clams because twice").premise == rest
    assert known.respond("tell me of clams because").premise is None
    assert known.respond("tell me of cold because twice").premise is None  # its topic covers it


@pytest.mark.parametrize(
    ("said", "kind", "reply"),
    [
        ("hi", Kind.CHAT, "Hello there."),
        ("hi thank you", Kind.CHAT, "Welcome."),  # the longer phrase
        ("thanks hi", Kind.CHAT, "Hello there."),  # of equals the first in the file
        ("thank you very much", Kind.CHAT, "Welcome."),
        ("feeling low lately or so", Kind.CHAT, "That happens."),  # it may ramble
        ("hi lately or so then now", Kind.ABSTAIN, None),  # a mere greeting may not
        ("thank you for clams", Kind.ANSWER, None),  # names a theme
        ("what is feeling low about then", Kind.ABSTAIN, None),  # asks
        ("xyzzy bla. thank you kindly. foo bar baz", Kind.CHAT, "Welcome."),  # three words in the midst of nothing
        ("xyzzy bla. thank you now. foo bar baz qux", Kind.ABSTAIN, None),
        ("cheer cheer cheer", Kind.CHAT, None),  # the reader's word
        ("cheer cheer", Kind.ABSTAIN, None),  # too short for it
        ("", Kind.CHAT, None),
    ],
)
def test_small_talk(known: Knowledge, said: str, kind: Kind, reply: str | None) -> None:
    answer = known.respond(said)
    assert (answer.kind, answer.chat) == (kind, reply)


@pytest.mark.parametrize(
    ("said", "log"),
    [
        ("ran 5k in 30:30", LogIntent("run", 30.5, 5)),
        ("jogged 5k tomorrow", LogIntent("run", None, 5)),  # the reader is sure
        ("jogged hills socks 5k tomorrow", None),
        ("went 5k tomorrow", None),
    ],
)
def test_diary_entries(known: Knowledge, said: str, log: LogIntent | None) -> None:
    answer = known.respond(said)
    assert answer.log == log
    assert (answer.kind is Kind.LOG) is (log is not None)


def test_red_flags_come_first_and_somebody_elses_only_when_it_sounds_like_one(known: Knowledge) -> None:
    assert known.respond("my knee locked. how many clams") == Answer(
        Kind.URGENT, alarm=Alarm("stuck", Kind.URGENT, "locked"), asks=True
    )
    theirs = Alarm("clot", Kind.EMERGENCY, "swollen; flight", other=True)
    assert known.respond("my friend has a swollen calf since the flight. gush") == Answer(Kind.EMERGENCY, alarm=theirs)
    for said, kind in (
        ("how many clams. my friend has a swollen calf since a flight", Kind.ANSWER),
        ("ran 5k. my friend has a swollen calf since a flight hills", Kind.LOG),
        ("what is it with socks. my friend has a swollen calf since a flight", Kind.ABSTAIN),
    ):
        answer = known.respond(said)
        assert (answer.kind, answer.alarm) == (kind, theirs)


def test_the_reader_adds_a_red_flag_that_no_rule_names(known: Knowledge) -> None:
    assert known.respond("it did gush") == Answer(
        Kind.EMERGENCY, alarm=Alarm("heard_emergency", Kind.EMERGENCY, "it did gush")
    )
    assert known.respond("it gush").alarm is None  # two words
    assert known.respond("how many clams then. gush").alarm is None  # shared with the question
    doom = "it was doom. my knee locked"  # graver, and surely so
    assert known.respond(doom) == Answer(Kind.CRISIS, alarm=Alarm("heard_crisis", Kind.CRISIS, "it was doom"))
    assert known.respond("my knee locked , wobble").alarm == Alarm("stuck", Kind.URGENT, "locked")  # no graver


def test_editors_notes_answer_what_is_left_open(known: Knowledge) -> None:
    written = note(3, "Socks", ["which socks for a long walk"], "Any.")
    known.learn([written])
    assert known.respond("which socks on a long walk") == Answer(Kind.ANSWER, (written,), asks=True)
    assert known.respond("which hat on a sunny walk").kind is Kind.ABSTAIN
    assert known.entry("note-3") == written
    assert known.entry("clams").id == "clams"
    known.learn([])
    assert known.respond("which socks on a long walk").kind is Kind.ABSTAIN
    with pytest.raises(KeyError):
        known.entry("note-3")


def test_looking_around(known: Knowledge) -> None:
    assert known.topics()[0] == Topic("clams", "Clams", "strength", ("band", "clams"))
    assert [topic.id for topic in known.topics()] == [
        "clams",
        "hills",
        "relief",
        "overview",
        "strength",
        "return",
        "pro",
    ]
    assert ids(known.search("hills", 2)) == ["hills", "band"]
    assert len(known.search("nothing of it", 99)) == len(PASSAGES)
    assert known.features("How many clams, thanks?") == {"how_many", "clam", "thank"} - {"thank"}
