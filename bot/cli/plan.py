"""`python -m bot plan DIARY.json`: the plan for a diary in a file."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from bot.texts.reasons import says, source, yours
from protocols.codec import TYPES, from_json
from protocols.diary import Diary, Entry
from protocols.errors import MalformedEntryError
from protocols.loader import load_all
from protocols.model import RehabProtocol
from protocols.outlook import Plan, Reason, Task
from protocols.plan import plan

_EPILOG = f"""
DIARY.json is a list of entries, in any order. Every entry has "type", "id", "on" (a day) and "at" (a moment with its
offset from UTC); the other keys depend on the type, see protocols/diary.py. Three entries as an example:

  [
    {{"type": "answer", "id": "a1", "on": "2026-03-02", "at": "2026-03-02T07:00:00+00:00",
      "question": "side", "value": "left"}},
    {{"type": "run", "id": "r1", "on": "2026-03-03", "at": "2026-03-03T17:30:00+00:00",
      "minutes": 18, "km": 3.0, "pain": 1}},
    {{"type": "check_in", "id": "c1", "on": "2026-03-04", "at": "2026-03-04T07:10:00+00:00",
      "pain": 0, "kind": "morning", "run": "r1"}}
  ]

Types: {", ".join(TYPES)}.
Until every question of the intake has its answer the plan says so and holds no exercise.
"""


class DiaryFileError(ValueError):
    """The file holds no diary; the message says where and why."""


def main(argv: Sequence[str], stdout: TextIO, stderr: TextIO = sys.stderr) -> int:
    """Print the plan; 0, or 2 when the file cannot be read."""
    wish = _parser().parse_args(argv)
    try:
        diary = read(Path(wish.diary))
    except (OSError, UnicodeDecodeError, DiaryFileError) as error:
        stderr.write(f"{wish.diary}: {error.strerror if isinstance(error, OSError) else error}\n")
        return 2
    protocol = load_all()["itbs"]
    found = plan(protocol, diary, wish.today or max(entry.on for entry in diary.entries))
    stdout.write(as_json(found) if wish.json else as_text(protocol, found))
    return 0


def read(path: Path) -> Diary:
    """The diary of a file; OSError, UnicodeDecodeError or DiaryFileError."""
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise DiaryFileError(f"line {error.lineno}: {error.msg}") from error
    if not isinstance(records, list) or not records:
        raise DiaryFileError("must be a list of entries with at least one in it")
    return Diary(tuple(_entry(number, record) for number, record in enumerate(records, start=1)))


def as_json(found: Plan) -> str:
    """The whole plan as one JSON object."""
    return json.dumps(_plain(found), ensure_ascii=False, indent=2) + "\n"


def as_text(protocol: RehabProtocol, found: Plan) -> str:
    """The plan for reading: where the runner stands, the week, the limits, the gate, and every reason."""
    step = f", step {found.step.id}" if found.step else ""
    pain = "" if found.pain is None else f", pain {found.pain}"
    lines = [f"{found.today}: day {found.day}, {found.phase}{step}, {found.light}{pain}"]
    lines += [f"  {day.on:%a %d %b}  {', '.join(map(_task, day.tasks)) or '–'}" for day in found.ahead]
    lines += [f"  limit {cap.id}: {cap.used:g} of {cap.limit:g} {cap.unit}" for cap in found.caps]
    for condition in found.gate.conditions if found.gate else ():
        lines.append(f"  {'✓' if condition.met else '✗'} {_why(protocol, condition.reason)}")
    lines += [f"  on offer: {offer.id}{' (ahead of its gate)' if offer.informed else ''}" for offer in found.offers]
    for alert in found.alerts:
        lines += [f"  ! {alert.id}: {_why(protocol, reason)}" for reason in alert.reasons]
    lines += [f"  leave out: {_why(protocol, reason)}" for reason in found.avoid]
    lines += [f"  because: {_why(protocol, reason)}" for reason in found.reasons]
    return "\n".join(lines) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot plan",
        description="Print the plan for a diary in a file.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("diary", metavar="DIARY.json", help="the diary, a JSON list of entries")
    parser.add_argument("--today", type=date.fromisoformat, help="the day (default: that of the last entry)")
    parser.add_argument("--json", action="store_true", help="print the whole plan as JSON")
    return parser


def _entry(number: int, record: Any) -> Entry:
    try:
        return from_json(record)
    except MalformedEntryError as error:
        raise DiaryFileError(f"entry {number}: {error}") from error


def _plain(value: Any) -> Any:
    """Dataclasses, mappings, sets, tuples and dates as what JSON knows."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, date) else value


def _task(task: Task) -> str:
    length = f" {task.run.minutes:g} min" if task.run else ""
    state = " done" if task.done else " skipped" if task.skipped else ""
    return f"{task.kind}{length}{state}"


def _why(protocol: RehabProtocol, reason: Reason) -> str:
    rule = protocol.rules[reason.rule]
    return " ".join(filter(None, (says(rule), yours(rule, reason), f"[{source(rule)}]")))
