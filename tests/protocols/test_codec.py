"""Entries survive the way to JSON and back, and what is not an entry is refused by the name of its key."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocols.codec import TYPES, from_json, to_json
from protocols.diary import Answer, CheckIn, CheckInKind, Entry, ExerciseLog, Run, Side, Surface, Workout
from protocols.errors import MalformedEntryError

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 7, 10, tzinfo=UTC)
RUN: dict[str, Any] = {"type": "run", "id": "r1", "on": "2026-03-02", "at": AT.isoformat(), "minutes": 32, "pain": 3}

texts = st.text(min_size=1, max_size=8)
numbers = st.floats(allow_nan=False, allow_infinity=False)
moments = st.datetimes(timezones=st.just(UTC))
st.register_type_strategy(str, texts)
st.register_type_strategy(float, numbers)
st.register_type_strategy(datetime, moments)


@settings(deadline=None)  # a busy machine is no failure
@given(st.one_of([st.builds(cls, **dict.fromkeys((f.name for f in fields(cls)), ...)) for cls in TYPES.values()]))
def test_every_entry_comes_back_as_it_was(entry: Entry) -> None:
    assert from_json(json.loads(json.dumps(to_json(entry)))) == entry


def test_a_field_that_holds_its_default_is_left_out() -> None:
    run = Run(id="r1", on=ON, at=AT, minutes=32, pain=3)
    assert to_json(run) == RUN


def test_a_workout_keeps_its_exercises() -> None:
    log = ExerciseLog("clamshell", "band", 3, 3, effort=5)
    record = to_json(Workout(id="w1", on=ON, at=AT, exercises=(log,)))
    assert record["exercises"] == [{"exercise": "clamshell", "level": "band", "sets": 3, "planned": 3, "effort": 5}]


def test_words_become_the_values_they_name() -> None:
    run = from_json(RUN | {"surface": "downhill", "side": "left"})
    assert run == Run(id="r1", on=ON, at=AT, minutes=32.0, pain=3, surface=Surface.DOWNHILL, side=Side.LEFT)
    check = from_json(_line("check_in") | {"pain": 1, "kind": "morning", "run": "r1"})
    assert check == CheckIn(id="e1", on=ON, at=AT, pain=1, kind=CheckInKind.MORNING, run="r1")


@pytest.mark.parametrize("value", ["yes", 3, 2.5, True, ("band", "step"), ()])
def test_an_answer_keeps_the_type_of_its_value(value: Any) -> None:
    read = from_json(json.loads(json.dumps(to_json(Answer(id="a", on=ON, at=AT, question="q", value=value)))))
    assert isinstance(read, Answer)
    assert read.value == value
    assert type(read.value) is type(value)


def test_a_moment_is_read_as_utc() -> None:
    local = AT.astimezone(timezone(timedelta(hours=2)))
    read = from_json(RUN | {"at": local.isoformat()})
    assert read.at == AT
    assert read.at.tzinfo is UTC


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (["run"], "entry"),
        ({"id": "x"}, "type"),
        (RUN | {"type": "jog"}, "type"),
        (RUN | {"type": ["run"]}, "type"),
        (RUN | {"minutes": "32"}, "minutes"),
        (RUN | {"minutes": True}, "minutes"),
        (RUN | {"minutes": float("nan")}, "minutes"),
        (RUN | {"pain": 3.5}, "pain"),
        (RUN | {"pain": True}, "pain"),
        (RUN | {"pain": None}, "pain"),
        (RUN | {"limp": 1}, "limp"),
        (RUN | {"surface": "sand"}, "surface"),
        (RUN | {"on": "2026-02-30"}, "on"),
        (RUN | {"on": 20260302}, "on"),
        (RUN | {"at": "2026-03-02T07:10:00"}, "at"),
        (RUN | {"id": ""}, "id"),
        (RUN | {"shoes": "blue"}, "shoes"),
        ({k: v for k, v in RUN.items() if k != "pain"}, "pain"),
        ({**RUN, "type": "workout", "exercises": {}}, "exercises"),
        ({"type": "workout", "id": "w", "on": "2026-03-02", "at": AT.isoformat(), "exercises": "none"}, "exercises"),
        ({"type": "workout", "id": "w", "on": "2026-03-02", "at": AT.isoformat(), "exercises": [3]}, "exercises"),
        (
            {"type": "answer", "id": "a", "on": "2026-03-02", "at": AT.isoformat(), "question": "q", "value": None},
            "value",
        ),
        (
            {"type": "answer", "id": "a", "on": "2026-03-02", "at": AT.isoformat(), "question": "q", "value": [1]},
            "value",
        ),
    ],
)
def test_what_is_not_an_entry_is_refused_by_the_name_of_its_key(record: Any, key: str) -> None:
    with pytest.raises(MalformedEntryError) as refusal:
        from_json(record)
    assert refusal.value.key == key
    assert str(refusal.value) == f"{key}: {refusal.value.problem}"


def _line(kind: str) -> dict[str, Any]:
    return {"type": kind, "id": "e1", "on": "2026-03-02", "at": AT.isoformat()}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (["run"], "entry: must be an object"),
        (RUN | {"minutes": "32"}, "minutes: must be a number"),
        (RUN | {"pain": 3.5}, "pain: must be a whole number"),
        (RUN | {"limp": 1}, "limp: must be true or false"),
        (RUN | {"id": ""}, "id: must be a text that is not empty"),
        (RUN | {"on": "2026-02-30"}, "on: day is out of range for month"),
        (RUN | {"at": "2026-03-02T07:10:00"}, "at: must say its offset from UTC, such as +00:00"),
        (RUN | {"shoes": "blue"}, "shoes: is not a field of this type"),
        ({k: v for k, v in RUN.items() if k != "pain"}, "pain: is missing"),
        (_line("workout") | {"exercises": "none"}, "exercises: must be a list of objects"),
        (
            _line("answer") | {"question": "q", "value": None},
            "value: must be a text, a number, true, false or a list of texts",
        ),
    ],
)
def test_whoever_imports_an_entry_reads_what_is_wrong_with_it(record: Any, said: str) -> None:
    with pytest.raises(MalformedEntryError) as refusal:
        from_json(record)
    assert str(refusal.value) == said


def test_an_unknown_type_is_answered_with_the_known_ones() -> None:
    with pytest.raises(MalformedEntryError, match=r"^type: 'jog' is none of .*check_in, .*run, "):
        from_json(RUN | {"type": "jog"})
