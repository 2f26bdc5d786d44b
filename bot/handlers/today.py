"""Today, the week, the gate, offers; later, skip, why."""

from telegram import Update

from bot import keyboards as kb
from bot import screens
from bot.actions import records, reminding
from bot.actions.errors import StaleError
from bot.context import Chat
from bot.conversation import steps
from bot.handlers.registry import command, tap
from bot.speech import Button, Speech, rows
from bot.texts import gates, general, labels
from protocols.diary import Choice


async def today_asked(_: Update, context: Chat) -> None:
    """The living Today message, anew at the end of the chat."""
    async with context.visit() as visit:
        screen = await screens.current(visit)
    await context.show(*screen)


async def plan_asked(_: Update, context: Chat) -> None:
    """The week ahead, limits and levels."""
    await steps.look(context, screens.week)


async def gate_asked(_: Update, context: Chat) -> None:
    """The next gate, computed in the open."""
    await steps.look(context, screens.gate)


async def why_asked(_: Update, context: Chat) -> None:
    """Rule, tag, section and the runner's own numbers."""
    await steps.look(context, screens.why(context.tapped(1)))


async def offer_tapped(_: Update, context: Chat) -> None:
    """An offer: looked at, taken, or left."""
    offer_id, said = kb.unpacked(context.tapped(1)), context.tapped(2)
    async with context.visit() as visit:
        offer = next((o for o in (await visit.plan()).offers if o.id == offer_id), None)
        if offer is None:
            raise StaleError
        speech = screens.offer(visit, offer)
        if said != "ask":
            await records.decide(visit, offer_id, Choice(said))
            speech = Speech(gates.decided(offer_id, said, visit.protocol))
        today = await screens.today(visit)
    await (context.say(speech) if said == "ask" else context.change(speech))
    await context.refresh(screens.TODAY, today)


async def later_asked(_: Update, context: Chat) -> None:
    """When to remind again."""
    async with context.glance() as visit:
        offered = reminding.later_offers(visit)
    choices = [Button(labels.LATER_CHOICES[key], kb.LATER(key)) for key in offered]
    await context.say(Speech(general.LATER, rows(choices, 2)))


async def later_tapped(_: Update, context: Chat) -> None:
    """Remind again then; the recurrence itself does not move."""
    async with context.visit() as visit:
        at = await reminding.later(visit, context.tapped(1))
    await context.change(Speech(general.later(at)))


async def skip_asked(_: Update, context: Chat) -> None:
    """Why is it left out?"""
    reasons = [Button(label, kb.SKIP(key)) for key, label in labels.SKIP_REASONS.items()]
    await context.say(Speech(general.SKIP, rows(reasons, 3)))


async def skip_tapped(_: Update, context: Chat) -> None:
    """What is open today is left out; pain is asked about."""
    reason = context.tapped(1)
    async with context.visit() as visit:
        await records.skip_open(visit, reason)
        today = await screens.today(visit)
    await context.reply(Speech(general.SKIPPED))
    await context.refresh(screens.TODAY, today)
    if reason == "pain":
        await steps.ask_pain(context)


async def progress_asked(_: Update, context: Chat) -> None:
    """This week in numbers."""
    await steps.look(context, screens.progress)


HANDLERS = [
    command("today", today_asked),
    command("plan", plan_asked),
    command("progress", progress_asked),
    tap(kb.TODAY, today_asked),
    tap(kb.PLAN, plan_asked),
    tap(kb.GATE, gate_asked),
    tap(kb.WHY, why_asked),
    tap(kb.OFFER, offer_tapped),
    tap(kb.LATER_ASK, later_asked),
    tap(kb.LATER, later_tapped),
    tap(kb.SKIP_ASK, skip_asked),
    tap(kb.SKIP, skip_tapped),
]
