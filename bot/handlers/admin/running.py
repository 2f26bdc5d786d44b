"""A broadcast on its way: approve, pause, resume, cancel, recall, correct. And the audit log."""

from collections.abc import Awaitable, Callable

from telegram import Update

from bot.actions.admin import running
from bot.actions.admin.desk import Desk
from bot.actions.admin.kinds import Broadcast
from bot.config import Role
from bot.context import Chat
from bot.handlers.admin.broadcast import live_here
from bot.handlers.admin.colleagues import tell
from bot.handlers.admin.doors import Door
from bot.keyboards import admin as kb
from bot.screens import admin as screens
from bot.speech import Speech
from bot.texts import admin as texts

_ACTS: dict[str, Callable[[Desk, int], Awaitable[Broadcast]]] = {
    "pause": running.pause,
    "resume": running.resume,
    "cancel": running.cancel,
    "recall": running.recall,
    "correct": running.ask_correction,
    "replace": running.correct,
    "leave": running.leave,
}


async def run_tapped(_: Update, context: Chat) -> None:
    """One of the acts."""
    broadcast_id, act = int(context.tapped(1)), context.tapped(2)
    async with context.desk(f"broadcast.{act}", id=broadcast_id) as desk:
        done = await _ACTS[act](desk, broadcast_id)
        shown = await running.watch(desk, done, context.tapped_message)
        speech = await screens.card(desk, shown)
    if act == "correct":
        await context.say(Speech(texts.SEND_CORRECTION, kb.leave(broadcast_id)))
        return
    await live_here(context, shown, speech)


async def sure_asked(_: Update, context: Chat) -> None:
    """What cannot be undone is asked about."""
    broadcast_id, act = int(context.tapped(1)), context.tapped(2)
    async with context.desk(f"broadcast.{act}?", id=broadcast_id) as desk:
        await running.get(desk, broadcast_id)
    await context.say(Speech(texts.SURE[act], kb.sure(broadcast_id, act)))


async def reviewed(_: Update, context: Chat) -> None:
    """A second admin's word."""
    broadcast_id, approved = int(context.tapped(1)), context.tapped(2) == "approve"
    async with context.desk("broadcast.review", id=broadcast_id, approved=approved) as desk:
        done = await running.review(desk, broadcast_id, approved=approved)
        speech = await screens.card(desk, done)
    await context.change(speech)
    await tell(context, done.author, Speech(texts.REVIEWED[approved].format(id=done.id)))


async def audit_asked(_: Update, context: Chat) -> None:
    """What admins did last."""
    async with context.desk("audit.read", Role.OWNER) as desk:
        speech = await screens.acts(desk)
    await context.say(speech)


DOORS = [
    Door(kb.RUN, Role.EDITOR, run_tapped),
    Door(kb.SURE, Role.EDITOR, sure_asked),
    Door(kb.REVIEW, Role.EDITOR, reviewed),
    Door("audit", Role.OWNER, audit_asked),
]
