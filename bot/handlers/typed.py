"""Typed text: everything a button does, and questions. Red flags are heard before anything else."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot import metrics
from bot.context import Chat
from bot.conversation import alarming, listening
from bot.handlers.registry import message
from bot.speech import Speech
from bot.texts import general
from protocols.knowledge.model import ALARMS


async def text_typed(_: Update, context: Chat) -> None:
    """Whatever was typed."""
    answer = context.world.knowledge.respond(context.text)
    metrics.ANSWERS.labels(answer.kind).inc()
    button = context.world.shown.meant(context.runner_id, context.text)
    async with context.glance() as visit:
        step = await listening.hear(visit, context.text, answer, button)
    await step(context)


async def text_edited(_: Update, context: Chat) -> None:
    """A message was changed: a red flag counts, and a run that is not noted yet is read anew; what is noted stays."""
    answer = context.world.knowledge.respond(context.text)
    if answer.kind in ALARMS:
        await alarming.sound_alarm(context, answer)
        return
    async with context.glance() as visit:
        step = await listening.hear_again(visit, context.text, answer)
    await (step(context) if step else context.say(Speech(general.EDITED)))


_EDITED = filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE & filters.TEXT
HANDLERS = [
    message(filters.TEXT & ~filters.COMMAND, text_typed),
    MessageHandler(_EDITED & ~filters.COMMAND, text_edited),
]
