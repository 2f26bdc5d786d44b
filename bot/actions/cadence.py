"""Counting one's step rate: one foot, 30 seconds, four times."""

from datetime import timedelta

from bot.actions import records
from bot.actions.errors import StaleError
from bot.actions.visit import Visit, new_id
from bot.media.cadence_taps import COUNTS as TIMES
from bot.media.cadence_taps import from_counts
from protocols import plausible
from protocols.diary import CadenceMeasured

KIND = "cadence"
_BOTH_FEET_A_MINUTE = 4  # one foot in half a minute
_FRESH = timedelta(hours=1)  # P: a number typed later is about something else


async def start(visit: Visit) -> None:
    """Begin to count."""
    await _keep(visit, ())


async def counted(visit: Visit) -> tuple[int, ...] | None:
    """The counts so far; None when nobody is counting."""
    draft = await visit.draft(KIND, _FRESH)
    return tuple(draft.body["counts"]) if draft else None


async def count(visit: Visit, steps: int) -> CadenceMeasured | None:
    """One more count; with the last one the cadence is noted and returned.

    Raises:
        StaleError: when nobody is counting.
        ImplausibleError, CadenceCountError: when nobody runs like that; the counts before stay.
    """
    before = await counted(visit)
    if before is None:
        raise StaleError
    plausible.check(_entry(visit, (steps,)), await visit.diary(), visit.today)
    counts = (*before, steps)
    if len(counts) < TIMES:
        await _keep(visit, counts)
        return None
    await stop(visit)
    return await records.keep(visit, _entry(visit, counts))


async def stop(visit: Visit) -> None:
    """Forget the counts."""
    await visit.drop_draft(KIND)


def _entry(visit: Visit, counts: tuple[int, ...]) -> CadenceMeasured:
    spm = from_counts(counts) if len(counts) == TIMES else float(counts[0] * _BOTH_FEET_A_MINUTE)
    return CadenceMeasured(id=new_id(), on=visit.today, at=visit.now, spm=spm)


async def _keep(visit: Visit, counts: tuple[int, ...]) -> None:
    await visit.keep_draft(KIND, {"counts": list(counts)})
