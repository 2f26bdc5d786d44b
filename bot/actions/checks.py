"""What is asked now and then: self-tests, the weekly feeling, shoes, what a missed week was."""

from dataclasses import replace
from datetime import timedelta

from bot.actions import records
from bot.actions.visit import Visit, new_id
from bot.actions.workout import unguided
from protocols.diary import Feeling, Shoes, Test, Workout

WEEK = 7  # days that are filled in after the fact


async def test(visit: Visit, which: str, amount: float, pain: int) -> Test:
    """A self-test: `walk` (brisk minutes) or `step_down` (repetitions a side)."""
    entry = Test(id=new_id(), on=visit.today, at=visit.now, test=which, amount=amount, pain=pain)
    return await records.keep(visit, entry)


async def feeling(visit: Visit, how: str) -> Feeling:
    """The weekly question: better, same or worse."""
    return await records.keep(visit, Feeling(id=new_id(), on=visit.today, at=visit.now, feeling=how))


async def shoes(visit: Visit, kind: str) -> Shoes:
    """Other shoes: `minimal`, `unknown`, or the heel drop in millimetres."""
    drop = float(kind) if kind.isdecimal() else None
    entry = Shoes(id=new_id(), on=visit.today, at=visit.now, minimal=kind == "minimal", drop_mm=drop)
    return await records.keep(visit, entry)


async def back_fill(visit: Visit, sessions: int) -> int:
    """Sessions of the last days that were done and not noted: they count, and move no level. Returns how many fitted.

    Raises:
        NotAllowedError: when the plan has no exercises for this runner.
    """
    done = await unguided(visit, visit.today)
    entries = (await visit.diary()).entries
    started, taken = min(e.on for e in entries), {e.on for e in entries if isinstance(e, Workout)}
    days = (visit.today - timedelta(days=n) for n in range(1, WEEK, 2))
    free = [day for day in days if day >= started and day not in taken][:sessions]
    for day in sorted(free):
        await records.keep(visit, replace(done, id=new_id(), on=day))
    return len(free)
