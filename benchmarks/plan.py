"""How long `plan()` takes, and how that grows with the diary: `python benchmarks/plan.py`.

A year of a diligent runner's diary (a check every day, three strength sessions of six exercises and three runs a week)
must take under 5 ms, and time must not grow faster than the diary.
"""

from datetime import UTC, date, datetime, timedelta
from time import perf_counter

from bot.simulation.runners import INTAKE
from protocols.diary import Answer, CheckIn, CheckInKind, Diary, Entry, ExerciseLog, Run, Workout
from protocols.loader import load_all
from protocols.model import RehabProtocol
from protocols.plan import plan

START = date(2026, 3, 2)
SIZES = (30, 100, 200, 365, 600, 1000)


def diary(protocol: RehabProtocol, days: int) -> Diary:
    """A diary of so many days: 2.4 entries a day."""
    entries: list[Entry] = []
    for number, (question, value) in enumerate(INTAKE.items()):
        entries.append(Answer(id=f"a{number}", on=START, at=_at(START, 6, number), question=question, value=value))
    for day in range(days):
        entries.extend(_day(protocol, START + timedelta(days=day)))
    return Diary(tuple(entries))


def _day(protocol: RehabProtocol, on: date) -> list[Entry]:
    checks: list[Entry] = [CheckIn(id=f"c{on}", on=on, at=_at(on, 7), pain=on.day % 3)]
    if on.weekday() in (0, 2, 4):
        logs = tuple(ExerciseLog(e.id, e.levels[0].id, 3, 3, 6, 1) for e in protocol.exercises.values())
        checks.append(Workout(id=f"w{on}", on=on, at=_at(on, 19), exercises=logs))
    if on.weekday() in (1, 3, 5):
        checks.append(Run(id=f"r{on}", on=on, at=_at(on, 18), minutes=20, km=3.4, pain=1))
    if on.weekday() in (2, 4, 6):
        before = on - timedelta(days=1)
        kind = CheckInKind.MORNING
        checks.append(CheckIn(id=f"m{on}", on=on, at=_at(on, 8), pain=1, kind=kind, run=f"r{before}"))
    return checks


def _at(on: date, hour: int, minute: int = 0) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=UTC)


def measure(protocol: RehabProtocol, days: int, times: int = 15) -> tuple[int, float]:
    """Entries, and the best of some timings in milliseconds: other work on the machine only ever adds."""
    written, today = diary(protocol, days), START + timedelta(days=days)
    took = []
    for _ in range(times):
        begin = perf_counter()
        plan(protocol, written, today)
        took.append((perf_counter() - begin) * 1000)
    return len(written.entries), min(took)


def main() -> None:
    """Print the table."""
    protocol = load_all()["itbs"]
    print("days  entries      ms  µs/entry")
    for days in SIZES:
        entries, ms = measure(protocol, days)
        print(f"{days:4}  {entries:7}  {ms:6.2f}  {ms * 1000 / entries:8.2f}")


if __name__ == "__main__":
    main()
