"""Everything else that may arrive: each has a kind answer and changes nothing."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot import screens
from bot.actions import comings
from bot.context import Chat
from bot.handlers.registry import Handle, Handler, message
from bot.speech import Speech
from bot.texts import general


def _says(text: str) -> Handle:
    async def say(_: Update, context: Chat) -> None:
        """Say one thing."""
        await context.say(Speech(text))

    return say


async def in_a_group(update: Update, _: Chat) -> None:
    """Personal matters only in private chats: commands in a group get one sentence."""
    if update.effective_message is not None:
        await update.effective_message.reply_text(general.GROUP)


async def old_button(_: Update, context: Chat) -> None:
    """A button that nobody knows (any more): the spinner stops, and where we are is shown."""
    async with context.visit() as visit:
        card = await screens.current(visit)
    await context.answer(general.STALE)
    await context.show(*card)


async def membership_changed(update: Update, context: Chat) -> None:
    """The runner blocked the bot, or is back."""
    changed = update.my_chat_member
    if changed is None or changed.chat.type != "private":
        return
    gone = changed.new_chat_member.status in ("kicked", "left")
    async with context.visit() as visit:
        was_away = visit.runner.blocked_at is not None
        await (comings.gone(visit) if gone else comings.back(visit))
    if was_away and not gone:
        await context.say(Speech(general.UNBLOCKED))


_MEDIA = filters.PHOTO | filters.VIDEO | filters.VIDEO_NOTE | filters.VOICE | filters.AUDIO | filters.Document.ALL
_MEDIA |= filters.ANIMATION | filters.CONTACT | filters.POLL | filters.VENUE | filters.GAME

FIRST: list[Handler] = [
    message(filters.FORWARDED, _says(general.FORWARDED)),
]
HANDLERS: list[Handler] = [
    CommandHandler("help", _says(general.HELP), filters.ChatType.PRIVATE),
    message(_MEDIA, _says(general.MEDIA)),
    message(filters.Sticker.ALL | filters.Dice.ALL, _says(general.STICKER)),
    message(filters.COMMAND, _says(general.UNKNOWN_COMMAND)),
    message(filters.ALL & ~filters.StatusUpdate.ALL, _says(general.MEDIA)),
    MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE, _says(general.EDITED)),
    MessageHandler(filters.ChatType.GROUPS & filters.COMMAND, in_a_group),
    ChatMemberHandler(membership_changed, ChatMemberHandler.MY_CHAT_MEMBER),
    CallbackQueryHandler(old_button),
]
