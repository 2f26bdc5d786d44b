"""Diary entries, spans of time, passages, notes: each with all that is read out of it."""

import pytest

from protocols.errors import ContentError
from protocols.knowledge import Entry, LogIntent, Note, parse_log
from protocols.knowledge.durations import durations
from protocols.knowledge.notes import SECTION, Notes, likeness, note
from protocols.knowledge.passages import BODY_LIMIT, passage


@pytest.mark.parametrize(
    ("text", "log"),
    [
        ("ran 10 km", LogIntent("run", km=10)),
        ("ran 1 mile", LogIntent("run", km=1.61)),
        ("ran 1:05:30", LogIntent("run", 65.5)),
        ("ran 31:45", LogIntent("run", 31.75)),
        ("ran 1 h 20", LogIntent("run", 80)),
        ("ran 1.5 hours", LogIntent("run", 90)),
        ("ran twenty five min", LogIntent("run", 25)),
        ("ran thirty min", LogIntent("run", 30)),
        ("ran an hour and a half", LogIntent("run", 90)),
        ("ran a quarter of an hour", LogIntent("run", 15)),
        ("ran 5 km, pain 2 from km 3", LogIntent("run", km=5, pain=2, onset_km=3)),
        ("ran 30 min, pain 2 from minute 12", LogIntent("run", 30, pain=2, onset_minutes=12)),
        ("ran 5 km, pain 2 from 3 km", LogIntent("run", km=5, pain=2, onset_km=3)),
        ("ran 30 min, hurt after 12 min", LogIntent("run", 30, onset_minutes=12)),
        ("ran 30 min, knee 10/10", LogIntent("run", 30, pain=10)),
        ("ran 30 min, pain 0", LogIntent("run", 30, pain=0, never_hurt=True)),
        ("ran 30 min, 11/10 fun, pain 3", LogIntent("run", 30, pain=3)),
        ("ran 30 min pain-free", LogIntent("run", 30, pain=0, never_hurt=True)),
        ("ran 30 min, 168 spm, no limp", LogIntent("run", 30, cadence=168)),
        ("ran 30 min, limped home", LogIntent("run", 30, limp=True)),
        ("ran 30 min on trails", LogIntent("run", 30, surface="trail")),
        ("ran 30 min on the track 3 days ago", LogIntent("run", 30, surface="track", days_ago=3)),
        ("ran 30 min last night", LogIntent("run", 30, days_ago=1)),
        ("ran 30 min the day before yesterday", LogIntent("run", 30, days_ago=2)),
        ("ran today", LogIntent("run")),
        ("ran, pain 3", LogIntent("run", pain=3)),
        ("ran", None),
        ("did not run 5k", LogIntent("run", km=5)),
        ("5k in 30 min", LogIntent("run", 30, 5)),
        ("pain 3, no run today", LogIntent("pain", pain=3)),
        ("rode 40 min", LogIntent("cross", 40)),
        ("went swimming", LogIntent("cross")),
        ("swimming", None),
        ("did clams, did not hurt", LogIntent("workout", pain=0, never_hurt=True)),
        ("did not do my clams", None),
        ("skipped clams, done", None),
        ("clams", None),
        ("ran 5k. going to run 10 km tomorrow", LogIntent("run", km=5)),
        ("ran 5k " + "so " * 43, LogIntent("run", km=5)),
        ("ran 5k " + "so " * 44, None),
    ],
)
def test_what_an_entry_holds(text: str, log: LogIntent | None) -> None:
    assert parse_log(text) == log


def test_a_sure_reader_looks_for_the_figures_alone() -> None:
    assert parse_log("should have known, ran 5k tomorrow") is None
    assert parse_log("should have known, ran 5k tomorrow", sure=True) == LogIntent("run", km=5)
    assert parse_log("", sure=True) is None
    assert parse_log("ran 5k " + "so " * 44, sure=True) is None


@pytest.mark.parametrize(
    ("said", "spans"),
    [
        ("two days", [(0, 2, 2 / 7)]),
        ("a fortnight", [(0, 2, 2)]),
        ("three quarters", [(0, 2, 39)]),
        ("two seasons", [(0, 2, 26)]),
        ("half a year", [(0, 3, 26)]),
        ("one or two years", [(0, 4, 104)]),
        ("two or so weeks", [(0, 4, 2)]),
        ("6 / 52", [(0, 3, 6)]),
        ("2 / 12", [(0, 3, 8.6)]),
        ("week 3", [(0, 2, 3)]),
        ("month nine", [(0, 2, 38.7)]),
        ("the 3 rd week", [(1, 4, 3)]),
        ("the second month", [(1, 3, 8.6)]),
        ("12345 days", [(0, 2, 1234 / 7)]),  # of a senseless number the first digits
        ("it is since march now", [(2, 4, 4.3)]),
    ],
)
def test_spans_with_their_places(said: str, spans: list[tuple[int, int, float]]) -> None:
    assert durations(said.split()) == [(start, end, pytest.approx(weeks)) for start, end, weeks in spans]


FRONT = {"id": "x", "title": "T", "section": "One; Two", "facts": "F001 F002", "tag": "A", "topic": "t", "aspect": "a"}


def written(fields: dict[str, str], *, phrasings: str = "- one: two \n- three\n", body: str = "All.") -> str:
    front = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\n{front}phrasings:\n{phrasings}---\n{body}\n"


def test_a_passage_holds_all_that_its_file_says() -> None:
    told = written(
        FRONT | {"note": "Seen: elsewhere", "note_source": "A study"}, body="First  part\nof it.\n\nAnd more. "
    )
    assert passage("x.md", told) == Entry(
        *("x", "T", ("One", "Two"), ("F001", "F002"), "A", "t", "a", ("one: two", "three")),
        body="First part of it.\n\nAnd more.",
        note=Note("Seen: elsewhere", "A study"),
    )
    assert passage("x.md", written(FRONT)).note is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *((written({k: v for k, v in FRONT.items() if k != key}), f"{key}: is missing") for key in FRONT),
        (written(FRONT | {"tag": "B"}), "tag: 'B' is none of A, E, P"),
        (written(FRONT, phrasings=""), "phrasings: is empty"),
        (written(FRONT, body="x" * (BODY_LIMIT + 1)), "body: has 601 characters, 1 to 600 are allowed"),
        (written(FRONT, body=" "), "body: has 0 characters, 1 to 600 are allowed"),
        (written(FRONT | {"note": "n"}), "note_source: is missing"),
        ("x" + written(FRONT), "front matter: must stand between two --- lines"),
        (written(FRONT).replace("\n---\n", "\n"), "front matter: must stand between two --- lines"),
        (written(FRONT, phrasings="- a\nstray\n"), "stray: 'stray' is no `key: value`"),
        ("---\nid: x\n- item\n---\nAll.", "id: a list item stands under no list"),
    ],
)
def test_a_broken_passage_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(ContentError) as refused:
        passage("x.md", text)
    assert str(refused.value) == f"x.md: {said}"


def test_a_passage_of_exactly_the_length_that_is_allowed() -> None:
    assert len(passage("x.md", written(FRONT, body="x" * BODY_LIMIT)).body) == BODY_LIMIT


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ab", "ab", 1),
        ("ab", "abc", 2 / 3),
        ("a", "a", 1),
        ("a", "ab", 0),
        ("ab", "cd", 0),
        ("", "", 0),
        ("abc", "abd", 0.5),
    ],
)
def test_how_alike_two_questions_are(one: str, other: str, alike: float) -> None:
    assert likeness(frozenset(one), frozenset(other)) == pytest.approx(alike)


def test_the_note_that_is_most_alike_answers_and_the_first_of_equals() -> None:
    listed = [
        note(number, "?", phrasings.split(), "!") for number, phrasings in enumerate(("abcd xy", "abc zz", "abc", "q"))
    ]
    notes = Notes.read(listed, frozenset)
    found = {asked: notes.best(frozenset(asked)) for asked in ("abcd", "xy", "abc", "abce", "q", "abef", "w")}
    best = {"abcd": 0, "xy": 0, "abc": 1, "abce": 1, "q": 3}
    assert found == {"abef": None, "w": None} | {asked: listed[number] for asked, number in best.items()}
    assert Notes().best(frozenset("ab")) is None
    assert listed[0] == Entry("note-0", "?", (SECTION,), (), "P", "", "", ("abcd", "xy"), "!", None)
