"""Typed text: everything a button does, and questions. Red flags are heard before anything else."""

from telegram import Update
from telegram.ext import filters

from bot import listening, metrics, steps
from bot.context import Chat
from bot.handlers.registry import message
from protocols.knowledge.model import ALARMS


async def text_typed(_: Update, context: Chat) -> None:
    """Whatever was typed."""
    answer = context.world.knowledge.respond(context.text)
    metrics.ANSWERS.labels(answer.kind).inc()
    if answer.kind in ALARMS:
        await steps.sound_alarm(context, answer)
        return
    button = context.world.shown.meant(context.runner_id, context.text)
    async with context.glance() as visit:
        step = await listening.hear(visit, context.text, answer, button)
    await step(context)


HANDLERS = [message(filters.TEXT & ~filters.COMMAND, text_typed)]
