"""A runner leaves a topic with the button inside the message, comes back, or chooses in the settings."""

from telegram import Update
from telegram.error import TelegramError

from bot import screens
from bot.actions import topics
from bot.actions.admin.kinds import Topic
from bot.context import Chat
from bot.handlers.registry import tap
from bot.keyboards import admin as kb
from bot.outbound.enclosing import inline
from bot.outbound.telegram_errors import outcome_of
from bot.speech import Rows
from bot.texts import topics as texts
from scheduler.outcome import OutcomeKind


async def left(_: Update, context: Chat) -> None:
    """No more of this topic."""
    await _choose(context, wanted=False)


async def joined(_: Update, context: Chat) -> None:
    """This topic again."""
    await _choose(context, wanted=True)


async def box_tapped(_: Update, context: Chat) -> None:
    """In the settings: this one or not."""
    async with context.visit() as visit:
        await topics.switch(visit, Topic(context.tapped(1)))
        speech = await screens.setting(visit, "topics")
    await context.show(screens.SETTINGS, speech)


async def _choose(context: Chat, *, wanted: bool) -> None:
    topic = Topic(context.tapped(1))
    async with context.visit() as visit:
        await topics.choose(visit, topic, wanted=wanted)
    said = texts.OPTED_IN if wanted else texts.OPTED_OUT
    await context.answer(said.format(topic=texts.WORDS[topic]))
    await _turn_button(context, kb.for_recipient(topic) if wanted else kb.for_leaver(topic))


async def _turn_button(context: Chat, buttons: Rows) -> None:
    """The button now offers the opposite; in a message that is too old it stays."""
    try:
        await context.bot.edit_message_reply_markup(
            context.runner_id, context.tapped_message, reply_markup=inline(buttons)
        )
    except TelegramError as error:
        if outcome_of(error).kind not in (OutcomeKind.QUERY_TOO_OLD, OutcomeKind.NOT_MODIFIED, OutcomeKind.BAD_REQUEST):
            raise


HANDLERS = [tap(kb.LEAVE, left), tap(kb.JOIN, joined), tap(kb.FOLLOW, box_tapped)]
