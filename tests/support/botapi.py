"""Is this request, or this object, valid Bot API? Answers with sentences, none when all is well.

In `tests/data/botapi.json` a field maps to its types, `|` between alternatives, `!` when it
is required, `=word` when its value is fixed. A type that is a list has those subtypes.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent.parent / "data" / "botapi.json"
_ARRAY = "Array of "


def problems(method: str, params: Mapping[str, object], files: Mapping[str, object] | None = None) -> list[str]:
    """What is wrong with a call: an unknown method or parameter, a missing or ill-typed one, down into nested objects.

    Values may be JSON values or the strings that a form carries. `files` are those that travel beside them: each is a
    parameter itself or is referred to as `attach://<name>`.
    """
    fields = _specification()["methods"].get(method)
    if fields is None:
        return [f"{method}: no such method"]
    sent = {name: value for name, value in params.items() if value is not None}
    files = files or {}
    said = json.dumps(sent, default=str)
    idle = [
        f"{method}: nothing refers to the file {name!r}"
        for name in files
        if name not in fields and f"attach://{name}" not in said
    ]
    return idle + _object(method, fields, sent | {name: file for name, file in files.items() if name in fields})


def result_problems(method: str, result: object) -> list[str]:
    """What is wrong with an answer to `method`."""
    return _value(method, _specification()["returns"][method], result, form=False)


def type_problems(type_name: str, value: object) -> list[str]:
    """What is wrong with an object of this type (`Update`, `Message`, `Array of MessageEntity` …)."""
    return _value(type_name, type_name, value, form=False)


@cache
def _specification() -> dict[str, Any]:
    specification: dict[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return specification


def _object(where: str, fields: Mapping[str, str], value: Mapping[str, object], *, form: bool = True) -> list[str]:
    found = [f"{where}: unknown {name!r}" for name in value if name not in fields]
    for name, specified in fields.items():
        types, _, fixed = specified.partition("=")
        if name not in value:
            found += [f"{where}: {name!r} is missing"] if types.endswith("!") else []
        elif fixed and value[name] != fixed:
            found.append(f"{where}.{name}: must be {fixed!r}, is {value[name]!r}")
        else:
            found += _value(f"{where}.{name}", types.rstrip("!"), value[name], form=form)
    return found


def _value(where: str, types: str, value: object, *, form: bool) -> list[str]:
    """The problems of the alternative that fits best."""
    answers = [_one(where, each, value, form=form) for each in types.split("|")]
    return min(answers, key=len)


def _one(where: str, expected: str, value: object, *, form: bool) -> list[str]:
    subtypes = _specification()["types"].get(expected)
    if expected in _SIMPLE:
        return (
            []
            if _SIMPLE[expected](_decoded(value, form=form and expected != "String"))
            else [_wrong(where, expected, value)]
        )
    if expected == "InputFile":
        return (
            [] if isinstance(value, str | bytes | tuple) or hasattr(value, "data") else [_wrong(where, expected, value)]
        )
    value = _decoded(value, form=form)
    if expected.startswith(_ARRAY):
        if not isinstance(value, list):
            return [_wrong(where, expected, value)]
        inner = expected.removeprefix(_ARRAY)
        return [
            each for index, item in enumerate(value) for each in _value(f"{where}[{index}]", inner, item, form=False)
        ]
    if not isinstance(value, dict):
        return [_wrong(where, expected, value)]
    if isinstance(subtypes, list):
        return _subtype(where, subtypes, value)
    return _object(where, subtypes, value, form=False)


def _subtype(where: str, subtypes: list[str], value: Mapping[str, object]) -> list[str]:
    """Against the subtype whose fixed value matches, else the one that fits best."""
    types = _specification()["types"]
    fixed = ("type", "status", "source")
    matching = [
        name
        for name in subtypes
        if all("=" not in types[name].get(key, "") or types[name][key].endswith(f"={value.get(key)}") for key in fixed)
    ]
    if not matching:
        return [f"{where}: none of {', '.join(subtypes)}"]
    return min((_object(where, types[name], value, form=False) for name in matching), key=len)


def _decoded(value: object, *, form: bool) -> object:
    """What a string of a form stands for."""
    if not form or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _wrong(where: str, expected: str, value: object) -> str:
    return f"{where}: expected {expected}, got {value!r:.80}"


_SIMPLE = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
}
