"""The relay between a runner and the team."""

from telegram import Message, Update

from bot.actions import support
from bot.config import Role
from bot.context import Chat
from bot.handlers.admin.colleagues import team, tell
from bot.handlers.admin.doors import Door
from bot.handlers.registry import command, tap
from bot.keyboards import admin as kb
from bot.speech import Button, Speech
from bot.texts import support as texts
from protocols.knowledge.model import ALARMS


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
    words = (said.text or "").strip()
    if not words:
        await context.say(Speech(texts.ONLY_TEXT))
        return
    async with context.visit() as visit:
        thread = await support.write(visit, words)
    text = texts.relayed(thread, words, alarm=sounds_alarm(context, said))
    speech = Speech(text, ((Button(texts.REPLY, kb.REPLY(thread)),),))
    copies = await _to_team(context, speech)
    async with context.visit() as visit:
        await support.keep_copies(visit, thread, copies)
    await context.say(Speech(texts.SENT if copies else texts.NOBODY))


async def answer(context: Chat, said: Message, thread: int) -> None:
    """An admin's words to the runner."""
    async with context.desk("support.reply", id=thread) as desk:
        runner_id = await support.reply(desk, thread, said.text or "")
    speech = Speech(texts.answer(said.text or ""), ((Button(texts.WRITE_BACK, kb.SUPPORT("write")),),))
    sent = await tell(context, runner_id, speech)
    await context.say(Speech(texts.REPLIED if sent else texts.UNREACHED))
    if sent:
        copies = await _to_team(context, Speech(texts.colleague(thread, said.text or ""), silent=True))
        async with context.visit() as visit:
            await support.keep_copies(visit, thread, copies)


def sounds_alarm(context: Chat, said: Message) -> bool:
    """Whether there is a red flag in a runner's words to the team."""
    if context.runner_id in context.world.admins or not said.text:
        return False
    return context.world.knowledge.respond(said.text).kind in ALARMS


async def _to_team(context: Chat, speech: Speech) -> list[tuple[int, int]]:
    """(admin, message) of every colleague who could be reached."""
    sent = [(admin, await tell(context, admin, speech)) for admin in team(context)]
    return [(admin, message) for admin, message in sent if message is not None]


DOORS = [Door(kb.REPLY, Role.EDITOR, reply_tapped)]
HANDLERS = [command("support", support_asked), tap(kb.SUPPORT, support_tapped)]
