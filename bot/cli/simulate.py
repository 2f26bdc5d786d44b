"""`python -m bot simulate`: a runner lives through the programme, day by day, as a journal or as JSON lines."""

import argparse
import json
from collections.abc import Sequence
from typing import Any, TextIO

from bot.simulation.journey import Lived, play
from bot.simulation.runners import RUNNERS
from protocols.diary import Answer, CheckIn, Decision, Entry, Run, Workout
from protocols.loader import load_all
from protocols.outlook import Cap, Plan, TaskKind


def main(argv: Sequence[str], stdout: TextIO) -> int:
    """Play one runner's journey; 0 when it was played."""
    wish = _parser().parse_args(argv)
    runner = RUNNERS[wish.runner]
    protocol = load_all()["itbs"]
    weeks = wish.weeks or runner.weeks
    if not wish.json:
        stdout.write(f"{runner.name}: {runner.about}\n")
    shape = _line if wish.json else _page
    stdout.writelines(shape(lived) for lived in play(protocol, runner, weeks, wish.seed))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot simulate", description="Play a journey on paper.")
    parser.add_argument("--runner", choices=list(RUNNERS), default="typical", help="who (default: typical)")
    parser.add_argument("--weeks", type=int, default=0, help="how long (default: the runner's own, mostly 12)")
    parser.add_argument("--seed", type=int, default=1, help="another number, another story (default: 1)")
    parser.add_argument("--json", action="store_true", help="one JSON object a day instead of a journal")
    return parser


def _line(lived: Lived) -> str:
    return json.dumps(record(lived), ensure_ascii=False) + "\n"


def record(lived: Lived) -> dict[str, Any]:
    """One day as plain values: the plan of the evening, the tasks of the morning, and what was recorded."""
    day = lived.evening
    return {
        "date": str(day.today),
        "day": day.day,
        "phase": day.phase,
        "run_step": day.step.id if day.step else None,
        "strength_levels": dict(day.levels),
        "tasks": [_task(task.kind, lived.evening, task.id) for task in lived.morning.tasks],
        "caps": [{"id": cap.id, "limit": cap.limit, "used": round(cap.used, 1), "unit": cap.unit} for cap in day.caps],
        "pain": day.pain,
        "light": day.light,
        "overlays": sorted(day.overlays),
        "cadence": day.cadence.target if day.cadence else None,
        "gate": {c.id: c.met for c in day.gate.conditions} if day.gate else None,
        "offers": [offer.id for offer in day.offers if not offer.informed],
        "alerts": [alert.id for alert in day.alerts],
        "reasons": [reason.rule for reason in day.reasons],
        "recorded": [words for words in map(_words, lived.entries) if words],
    }


def _task(kind: TaskKind, evening: Plan, id_: str) -> dict[str, Any]:
    return {"kind": kind, "done": any(task.id == id_ and task.done for task in evening.tasks)}


def _words(entry: Entry) -> str:
    match entry:
        case Answer():
            return ""
        case CheckIn():
            return f"{entry.kind} {entry.pain}" + (f" {entry.side}" if entry.side else "")
        case Run():
            start = f" from {entry.onset_minutes:g}" if entry.onset_minutes else ""
            return f"run {entry.minutes:g} min {entry.surface} pain {entry.pain}{start}{' limp' if entry.limp else ''}"
        case Workout():
            return "strength"
        case Decision():
            return f"{entry.choice} {entry.offer}"
        case _:
            return type(entry).__name__.lower()


def _page(lived: Lived) -> str:
    day, facts = lived.evening, record(lived)
    week = f"\nWeek {(day.day + 6) // 7}\n" if day.today.weekday() == 0 else ""
    where = f"{day.phase}{' ' + day.step.id if day.step else ''}"
    due = ", ".join(_due(task.kind, lived.morning) for task in lived.morning.tasks) or "nothing"
    parts = [f"{day.today:%a %d %b} day {day.day:3}  {where:10} {day.light:5} {day.pain}  due: {due}"]
    parts.append("recorded: " + ("; ".join(facts["recorded"]) or "nothing"))
    parts.append("caps: " + ", ".join(map(_cap, day.caps)) if day.caps else "")
    cadence = f"  cadence: {facts['cadence']}" if facts["cadence"] else ""
    parts.append("levels: " + "".join(str(level) for level in day.levels.values()) + cadence)
    parts.extend(f"{name}: {', '.join(facts[name])}" for name in ("overlays", "offers", "alerts") if facts[name])
    changed = [rule for rule in facts["reasons"] if rule not in {r.rule for r in lived.morning.reasons}]
    parts.append("new: " + ", ".join(changed) if changed else "")
    return week + "\n    ".join(filter(None, parts)) + "\n"


def _due(kind: TaskKind, morning: Plan) -> str:
    run = next((task.run for task in morning.tasks if task.kind is kind and task.run), None)
    return f"{kind} {run.minutes:g} min" if run else str(kind)


def _cap(cap: Cap) -> str:
    """A limit and what was used of it; the point where pain starts is for every run anew."""
    if cap.id == "onset":
        return f"each run below {cap.limit:g} {cap.unit}"
    return f"{cap.id} {cap.used:.1f}/{cap.limit:g} {cap.unit}"
