"""The relay between a runner and the team."""

from telegram import Message, Update
from telegram.error import TelegramError

from bot import admin_keyboards as kb
from bot import outgoing
from bot.actions import support
from bot.config import Role
from bot.context import Chat
from bot.handlers.admin.doors import Door
from bot.handlers.registry import command, tap
from bot.speech import Button, Speech
from bot.telegram_errors import outcome_of
from bot.texts import support as texts
from scheduler.outcome import UNREACHABLE


async def support_asked(_: Update, context: Chat) -> None:
    """The next message goes to the team."""
    async with context.visit() as visit:
        await support.begin(visit)
    await context.say(Speech(texts.ASK, ((Button(texts.NEVER_MIND, kb.SUPPORT("leave")),),)))


async def support_tapped(update: Update, context: Chat) -> None:
    """Write back, or never mind."""
    if context.tapped(1) == "write":
        await support_asked(update, context)
        return
    async with context.visit() as visit:
        await support.leave(visit)
    await context.change(Speech(texts.LEFT))


async def reply_tapped(_: Update, context: Chat) -> None:
    """An admin is going to answer."""
    thread = int(context.tapped(1))
    async with context.desk("support.open", id=thread) as desk:
        said = await support.ask_reply(desk, thread)
    await context.say(Speech(texts.history(thread, said)))


async def relay(context: Chat, said: Message) -> None:
    """A runner's words to everybody of the team who may answer."""
    if not said.text:
        await context.say(Speech(texts.ONLY_TEXT))
        return
    async with context.visit() as visit:
        thread = await support.write(visit, said.text)
    speech = Speech(texts.relayed(thread, said.text), ((Button(texts.REPLY, kb.REPLY(thread)),),))
    copies = [copy for copy in [await _copy(context, admin, speech) for admin in _team(context)] if copy]
    async with context.visit() as visit:
        await support.keep_copies(visit, thread, copies)
    await context.say(Speech(texts.SENT if copies else texts.NOBODY))


async def answer(context: Chat, said: Message, thread: int) -> None:
    """An admin's words to the runner."""
    async with context.desk("support.reply", id=thread) as desk:
        runner_id = await support.reply(desk, thread, said.text or "")
    speech = Speech(texts.answer(said.text or ""), ((Button(texts.WRITE_BACK, kb.SUPPORT("write")),),))
    sent = await _copy(context, runner_id, speech)
    await context.say(Speech(texts.REPLIED if sent else texts.UNREACHED))


def _team(context: Chat) -> list[int]:
    """Everybody who may answer, but for the one who writes."""
    return [
        admin for admin, role in context.world.admins.items() if role is not Role.VIEWER and admin != context.runner_id
    ]


async def _copy(context: Chat, chat_id: int, speech: Speech) -> tuple[int, int] | None:
    try:
        message = await outgoing.send(context.bot, chat_id, speech, context.world.gallery)
    except TelegramError as error:
        if outcome_of(error).kind in UNREACHABLE:
            return None
        raise
    return chat_id, message.message_id


DOORS = [Door(kb.REPLY, Role.EDITOR, reply_tapped)]
HANDLERS = [command("support", support_asked), tap(kb.SUPPORT, support_tapped)]
