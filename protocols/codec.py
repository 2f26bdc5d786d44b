"""Diary entries to JSON values and back: `{"type": "run", "id": "r1", "on": "2026-03-02", "at": "…T07:10+00:00", …}`.

A field that holds its default is left out. Reading is strict: an unknown type or key, a missing one and a value of the
wrong shape are each a `MalformedEntryError` that names the key. The field tables are built once, so that storage can
afford this for every row.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from math import isfinite
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from protocols import diary
from protocols.diary import Entry
from protocols.errors import MalformedEntryError

TYPES: Mapping[str, type[Entry]] = {
    "answer": diary.Answer,
    "check_in": diary.CheckIn,
    "workout": diary.Workout,
    "run": diary.Run,
    "cross_training": diary.CrossTraining,
    "test": diary.Test,
    "cadence_measured": diary.CadenceMeasured,
    "flag": diary.Flag,
    "cleared": diary.Cleared,
    "slip": diary.Slip,
    "decision": diary.Decision,
    "pause": diary.Pause,
    "resume": diary.Resume,
    "skip": diary.Skip,
    "feeling": diary.Feeling,
    "shoes": diary.Shoes,
}
_NAME_OF = {cls: name for name, cls in TYPES.items()}

_Read = Callable[[object], Any]


def to_json(entry: Entry) -> dict[str, Any]:
    """The entry as a dict that `json.dumps` takes."""
    cls = type(entry)
    return {"type": _NAME_OF[cls]} | _record(entry, _FIELDS[cls])


def from_json(record: Mapping[str, Any]) -> Entry:
    """The entry of such a dict; MalformedEntryError names the key that is wrong."""
    if not isinstance(record, Mapping):
        raise MalformedEntryError("entry", "must be an object")
    name = record.get("type")
    cls = TYPES.get(name) if isinstance(name, str) else None
    if cls is None:
        raise MalformedEntryError("type", f"{name!r} is none of {', '.join(TYPES)}")
    return cls(**_values({key: value for key, value in record.items() if key != "type"}, _FIELDS[cls]))


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    default: object
    read: _Read


def _record(value: object, table: tuple[_Field, ...]) -> dict[str, Any]:
    record = {}
    for field in table:
        item = getattr(value, field.name)
        if item != field.default or type(item) is not type(field.default):
            record[field.name] = _plain(item)
    return record


def _plain(item: object) -> object:
    if isinstance(item, tuple):
        return [_plain(part) for part in item]
    if isinstance(item, date):  # datetime is one
        return item.isoformat()
    if isinstance(item, StrEnum):
        return item.value
    return _record(item, _EXERCISE) if isinstance(item, diary.ExerciseLog) else item


def _values(record: Mapping[str, Any], table: tuple[_Field, ...]) -> dict[str, Any]:
    values = {}
    for field in table:
        if field.name in record:
            try:
                values[field.name] = field.read(record[field.name])
            except (TypeError, ValueError) as error:
                raise MalformedEntryError(field.name, str(error)) from error
        elif field.default is MISSING:
            raise MalformedEntryError(field.name, "is missing")
    if len(values) < len(record):
        raise MalformedEntryError(next(key for key in record if key not in values), "is not a field of this type")
    return values


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("must be a text that is not empty")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("must be a whole number")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
        raise TypeError("must be a number")
    return float(value)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("must be true or false")
    return value


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError("must say its offset from UTC, such as +00:00")
    return moment.astimezone(UTC)


def _answer(value: object) -> diary.Value:
    if isinstance(value, list):
        return tuple(_text(item) for item in value)
    if isinstance(value, float):
        return _number(value)
    if not isinstance(value, str | int):
        raise TypeError("must be a text, a number, true, false or a list of texts")
    return value


def _exercises(value: object) -> tuple[diary.ExerciseLog, ...]:
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise TypeError("must be a list of objects")
    return tuple(diary.ExerciseLog(**_values(item, _EXERCISE)) for item in value)


_READERS: Mapping[object, _Read] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _truth,
    date: _day,
    datetime: _moment,
    diary.Value: _answer,
    tuple[diary.ExerciseLog, ...]: _exercises,
}


def _reader(hint: object) -> _Read:
    known = _READERS.get(hint)
    if known is not None:
        return known
    if get_origin(hint) is UnionType:  # X | None is the only union besides Value
        read = _reader(next(part for part in get_args(hint) if part is not type(None)))
        return lambda value: None if value is None else read(value)
    return cast("type[StrEnum]", hint)


def _table(cls: type) -> tuple[_Field, ...]:
    hints = get_type_hints(cls)
    return tuple(_Field(field.name, field.default, _reader(hints[field.name])) for field in fields(cls))


_EXERCISE = _table(diary.ExerciseLog)
_FIELDS = {cls: _table(cls) for cls in TYPES.values()}
