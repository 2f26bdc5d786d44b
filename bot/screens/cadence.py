"""The step rate: what was measured, and tapping along as an extra."""

from bot import keyboards as kb
from bot.actions.visit import Visit
from bot.keyboards import media as buttons
from bot.screens.diary import noted
from bot.speech import Button, Speech
from bot.texts import checks, tapping
from protocols.diary import CadenceMeasured
from protocols.model import RehabProtocol
from protocols.outlook import Plan


def cadence_noted(entry: CadenceMeasured, plan: Plan, protocol: RehabProtocol) -> Speech:
    """What was measured, the target with its reason, and the beat to step to."""
    card = noted(checks.cadence(entry.spm, plan, protocol), entry.id)
    target = plan.cadence.target if plan.cadence else None
    return Speech(card.text, (*card.buttons, (buttons.metronome(target),))) if target else card


async def tap_along(_: Visit) -> Speech:
    """How to tap along."""
    step, count = Button(tapping.STEP, buttons.STEP()), Button(tapping.COUNT, kb.CADENCE())
    return Speech(tapping.HOW, ((step,), (count,)))


def unclear() -> Speech:
    """No guess is made."""
    again, count = Button(tapping.TAP_ALONG, buttons.TAP_ALONG()), Button(tapping.COUNT, kb.CADENCE())
    return Speech(tapping.UNCLEAR, ((count,), (again,)))
