"""Tapping along with one's steps."""

from telegram import Update

from bot import screens
from bot.actions import tapping
from bot.context import Chat
from bot.conversation import steps
from bot.handlers.registry import tap
from bot.keyboards import media as buttons
from bot.screens import cadence


async def tapping_asked(_: Update, context: Chat) -> None:
    """Begin to tap."""
    async with context.visit() as visit:
        speech = await screens.if_ready(visit, cadence.tap_along)
        ready = await screens.is_ready(visit)
        if ready:
            await tapping.start(visit)
    await (context.show(screens.CADENCE, speech) if ready else context.reply(speech))


async def stepped(_: Update, context: Chat) -> None:
    """One step; nothing is said until the fifteen seconds are over, so that the next tap is not held up."""
    async with context.visit() as visit:
        state = await tapping.tap(visit)
        after = await screens.after(visit) if state.measured else None
        speech = cadence.unclear()
        if state.measured is not None:
            speech = cadence.cadence_noted(state.measured, await visit.plan(), visit.protocol)
    await context.answer()
    if state.over:
        await context.show(screens.CADENCE, speech)
    if after is not None:
        await context.let_go(screens.CADENCE)
        await steps.settle(context, after)


HANDLERS = [
    tap(buttons.TAP_ALONG, tapping_asked),
    tap(buttons.STEP, stepped),
]
