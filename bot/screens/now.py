"""Where the runner is right now, and what a change leads to."""

from dataclasses import dataclass

from bot import keyboards as kb
from bot.actions import night, stages
from bot.actions.stages import Stage
from bot.actions.visit import Visit
from bot.screens.intake import before_the_plan
from bot.screens.kinds import QUESTION, TODAY, Card, Screen
from bot.screens.today import today
from bot.speech import Button, Speech
from bot.texts import intake, labels

_BARRED = (Stage.FLAGGED, Stage.TOO_YOUNG, Stage.MISFIT)


@dataclass(frozen=True, slots=True)
class After:
    """What follows a change of the diary: Today anew, a safety card where a red flag stands, a doubt of the clock."""

    today: Speech
    alarm: Speech | None
    clock: Speech | None = None


async def current(visit: Visit) -> Card:
    """The card a runner should be looking at."""
    place = await stages.where(visit)
    if place.stage is Stage.READY:
        return TODAY, await today(visit)
    return QUESTION, await before_the_plan(visit, place)


async def after(visit: Visit, *, asks: bool = True) -> After:
    """What follows what was just recorded; nothing is asked besides when `asks` is false."""
    place = await stages.where(visit)
    if place.stage is Stage.READY:
        return After(await today(visit), None, await _clock(visit) if asks else None)
    screen = await before_the_plan(visit, place)
    return After(screen, screen if place.stage is Stage.FLAGGED else None)


async def _clock(visit: Visit) -> Speech | None:
    """Is the clock right, for whoever notes things deep in the night?"""
    if not await night.doubts_the_clock(visit):
        return None
    yes, no = Button(labels.YES, kb.TODAY()), Button(labels.NO, kb.SETTING("zone"))
    return Speech(intake.clock_in_doubt(visit.local), ((yes, no),))


async def is_ready(visit: Visit) -> bool:
    """True for a runner with a plan."""
    return (await stages.where(visit)).stage is Stage.READY


async def if_ready(visit: Visit, screen: Screen) -> Speech:
    """The screen for a runner with a plan; for others, what stands in its way."""
    place = await stages.where(visit)
    return await screen(visit) if place.stage is Stage.READY else await before_the_plan(visit, place)


async def in_the_way(visit: Visit) -> Speech | None:
    """What stands in the way of a plan; None for a runner with one."""
    place = await stages.where(visit)
    return None if place.stage is Stage.READY else await before_the_plan(visit, place)


async def if_consented(visit: Visit, screen: Speech) -> Speech:
    """The screen for whoever agreed to be recorded; for others, the question for it."""
    place = await stages.where(visit)
    return screen if visit.runner.consent else await before_the_plan(visit, place)


async def unless_barred(visit: Visit, screen: Screen) -> Speech:
    """The screen; or why there are no exercises for this person."""
    place = await stages.where(visit)
    return await before_the_plan(visit, place) if place.stage in _BARRED else await screen(visit)
