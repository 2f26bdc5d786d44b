"""The plan rests, stops for what was told, and goes on."""

from telegram import Update

from bot import keyboards as kb
from bot.context import Chat
from bot.conversation import pausing, wishing
from bot.handlers.registry import command, tap
from bot.speech import Speech
from bot.texts import general


async def pause_asked(_: Update, context: Chat) -> None:
    """`/pause`, with or without a length or a reason."""
    await pausing.begin(context, " ".join(context.args or ()))


async def pause_tapped(_: Update, context: Chat) -> None:
    """The plan rests."""
    await pausing.rest(context, context.tapped(1), int(context.tapped(2)))


async def back_tapped(_: Update, context: Chat) -> None:
    """The runner is back; or, asked whether the illness is over, is or is not."""
    said = context.tapped(1)
    if said == "wait":
        await context.change(Speech(general.STILL_ILL))
        return
    await (pausing.back(context) if said == "ask" else pausing.resume(context))


async def said_tapped(_: Update, context: Chat) -> None:
    """What was told in words was meant, or not."""
    said = context.tapped(1)
    await (wishing.nothing(context) if said == "no" else wishing.stop_for(context, said))


HANDLERS = [
    tap(kb.SAID, said_tapped),
    command("pause", pause_asked),
    tap(kb.PAUSE, pause_tapped),
    tap(kb.RESUME, back_tapped),
]
