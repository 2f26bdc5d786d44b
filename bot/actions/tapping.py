"""Tapping along with one's steps: an extra beside counting. Over a network it often stays unclear, and says so."""

from dataclasses import dataclass
from datetime import timedelta

from bot.actions import cadence, records
from bot.actions.errors import StaleError
from bot.actions.visit import Visit, new_id
from bot.media.cadence_taps import TAP_SECONDS, from_taps
from protocols.diary import CadenceMeasured

KIND = "taps"
_LONGEST_PAUSE = timedelta(seconds=5)  # P: whoever stops tapping begins anew


@dataclass(frozen=True, slots=True)
class Tapping:
    """How it goes: `over` after fifteen seconds, then with a cadence if the rhythm was clear."""

    taps: int
    over: bool = False
    measured: CadenceMeasured | None = None


async def start(visit: Visit) -> None:
    """Begin to tap; counting, if it was begun, is given up."""
    await cadence.stop(visit)
    await _keep(visit, [])


async def tap(visit: Visit) -> Tapping:
    """One step. The last one ends it, and notes the cadence when it can be told.

    Raises:
        StaleError: when nobody is tapping.
        ImplausibleError: when nobody runs like that.
    """
    draft = await visit.draft(KIND)
    if draft is None:
        raise StaleError
    before: list[float] = draft.body["at"] if visit.now - draft.changed_at < _LONGEST_PAUSE else []
    times = [*before, visit.now.timestamp() * 1000]
    if times[-1] - times[0] < TAP_SECONDS * 1000:
        await _keep(visit, times)
        return Tapping(len(times))
    await visit.drop_draft(KIND)
    spm = from_taps(times)
    if spm is None:
        return Tapping(len(times), over=True)
    entry = CadenceMeasured(id=new_id(), on=visit.today, at=visit.now, spm=spm, method="tapped")
    return Tapping(len(times), over=True, measured=await records.keep(visit, entry))


async def _keep(visit: Visit, times: list[float]) -> None:
    await visit.keep_draft(KIND, {"at": times})
