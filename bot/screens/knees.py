"""How are the knees: one scale, or one for each where both are sore; the worse one drives the plan."""

from collections.abc import Mapping

from bot import keyboards as kb
from bot.actions import records
from bot.actions.visit import Visit
from bot.speech import Button, Rows, Speech
from bot.texts import labels, logs
from protocols.diary import CheckIn, Side
from protocols.intake import profile
from protocols.model import Overlay

BOTH = (Side.LEFT, Side.RIGHT)
_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


async def both_sore(visit: Visit) -> bool:
    """True for a runner with two sore knees."""
    return Overlay.BOTH_SIDES in (await visit.plan()).overlays


async def pain_scale(visit: Visit) -> Speech:
    """How is the knee, or how are the knees, right now?"""
    if await both_sore(visit):
        return Speech(logs.PAIN_BOTH, kb.knee_scales(BOTH, kb.PAIN_SIDE))
    other = (Button(labels.OTHER_KNEE, kb.PAIN_OTHER()),)
    return Speech(logs.PAIN, (*kb.pain_scale((n, kb.PAIN(n)) for n in range(11)), other))


async def worse_counts(visit: Visit) -> str | None:
    """Said where one number is asked for what both knees did together."""
    return logs.WORSE_COUNTS if await both_sore(visit) else None


async def morning_scale(visit: Visit, run: str) -> Rows:
    """The same for the morning after a run."""
    if await both_sore(visit):
        return kb.knee_scales(BOTH, lambda side, n: kb.MORNING_SIDE(side, run, n))
    return kb.pain_scale((n, kb.MORNING(run, n)) for n in range(11))


async def other_knee_scale(visit: Visit) -> Speech:
    """The same about the knee that is not (or less) sore."""
    worse = profile(await visit.diary()).worse_side
    side = Side.LEFT if worse is Side.RIGHT else Side.RIGHT
    return Speech(logs.pain_of(side), kb.pain_scale((n, kb.PAIN_SIDE(side, n)) for n in range(11)))


async def ask_the_other(visit: Visit, check: CheckIn) -> Speech | None:
    """One knee was told: what is missing is asked in its place; None when both are known or only one is sore."""
    other = _OTHER.get(check.side) if check.side else None
    if other is None or not await both_sore(visit) or await records.told(visit, check, other):
        return None
    run = check.run
    scale = kb.knee_scales((other,), kb.PAIN_SIDE if run is None else lambda side, n: kb.MORNING_SIDE(side, run, n))
    return Speech(logs.and_the_other(check, other), (*scale, (Button(labels.UNDO, kb.UNDO(check.id)),)))


async def told_with(visit: Visit, check: CheckIn) -> Mapping[Side | None, int]:
    """What this entry says, and what was said of the other knee in the same message; left before right."""
    if check.side is None:
        return {None: check.pain}
    entries = [e for e in (await visit.diary()).entries if isinstance(e, CheckIn) and e.side]
    together = {e.side: e.pain for e in entries if (e.at, e.run) == (check.at, check.run)} | {check.side: check.pain}
    return {side: together[side] for side in BOTH if side in together}
