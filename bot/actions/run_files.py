"""A run out of a file: a draft that the runner confirms."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions import runs
from bot.actions.runs import RunDraft
from bot.actions.visit import Visit
from bot.media.run_files.figures import RunFile
from bot.texts.media import HILLY_METRES


async def draft(visit: Visit, run: RunFile) -> RunDraft:
    """Open a draft with the figures of a file; what only the runner knows is still asked.

    Raises:
        ImplausibleError: when it cannot be: in the future, before the plan, too long ago.
    """
    return await runs.start(
        visit,
        RunDraft(
            minutes=round(run.minutes, 1),
            km=round(run.km, 2) if run.km else None,
            cadence=round(run.cadence) if run.cadence else None,
            surface=surface(run),
            descent_m=run.descent_m,
            days_ago=_days_ago(visit, run.started_at) if run.started_at else 0,
        ),
    )


def surface(run: RunFile) -> str:
    """The ground as its ups and downs suggest; the runner may correct it."""
    down, up = run.descent_m or 0, run.ascent_m or 0
    if down >= HILLY_METRES and down > 2 * up:
        return "downhill"
    return "hilly" if max(down, up) >= HILLY_METRES else "flat"


def _days_ago(visit: Visit, started_at: datetime) -> int:
    return (visit.today - started_at.astimezone(ZoneInfo(visit.zone)).date()).days
