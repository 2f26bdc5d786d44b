"""The plan: the week, the gate, offers, progress."""

from bot import keyboards as kb
from bot.actions.visit import Visit
from bot.keyboards import media as media_buttons
from bot.screens.kinds import Screen
from bot.speech import Button, Speech, rows
from bot.texts import gates, labels, plan, wishes
from protocols.outlook import Offer, Reason

_TODAY = (Button(labels.TODAY, kb.TODAY()),)


async def week(visit: Visit) -> Speech:
    """The plan card: limits, the week ahead, levels."""
    why, days = Button(labels.WHY_NUMBERS, kb.WHY("caps")), Button(labels.CHANGE_DAYS, kb.SETTING("days"))
    return Speech(plan.card(await visit.plan(), visit.protocol), ((why, days), (*_TODAY, media_buttons.calendar())))


async def first_plan(visit: Visit) -> Speech:
    """The end of day 0: the plan card with the first exercise one tap away."""
    card = await week(visit)
    return Speech(card.text, ((Button(labels.FIRST_EXERCISE, kb.WORKOUT_START("full")),), *card.buttons))


def why(about: str) -> Screen:
    """Rule, tag, section and the runner's own numbers; about the plan, its caps or the cadence."""

    async def screen(visit: Visit) -> Speech:
        outlook = await visit.plan()
        reasons: tuple[Reason, ...] = {
            "plan": (*outlook.reasons, *(r for t in outlook.tasks for r in t.reasons), *outlook.avoid),
            "caps": tuple(r for cap in outlook.caps for r in cap.reasons),
            "cadence": outlook.cadence.reasons if outlook.cadence else (),
        }[about]
        return Speech(plan.reasons(reasons, visit.protocol))

    return screen


async def gate(visit: Visit) -> Speech:
    """The next gate, and every move one could make from here."""
    outlook = await visit.plan()
    return Speech(gates.gate(outlook, visit.protocol), (*kb.offers(outlook.offers, informed=True), _TODAY))


def offer(visit: Visit, given: Offer) -> Speech:
    """One offer with its reasons; staying is as good."""
    choices = ("override" if given.informed else "go", "stay")
    buttons = [Button(labels.CHOICES[choice], kb.OFFER(kb.packed(given.id), choice)) for choice in choices]
    return Speech(gates.offer(given, visit.protocol), rows(buttons, 2))


async def slower(visit: Visit) -> Speech:
    """What staying looks like, with everything that is on offer to be put away."""
    open_ = [o for o in (await visit.plan()).offers if not o.informed]
    stay = tuple((Button(labels.CHOICES["stay"], kb.OFFER(kb.packed(o.id), "stay")),) for o in open_[:1])
    return Speech(wishes.SLOWER, (*stay, _TODAY))


async def progress(visit: Visit) -> Speech:
    """This week in numbers."""
    buttons = Button(labels.NEXT_GATE, kb.GATE()), Button(labels.THIS_WEEK, kb.PLAN())
    return Speech(plan.progress(await visit.plan()), (buttons, *media_buttons.charts()))
