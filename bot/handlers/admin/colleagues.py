"""Other admins, who are told what one of them, or a runner, has done."""

from telegram.error import TelegramError

from bot.config import Role
from bot.context import Chat
from bot.outbound import messages
from bot.outbound.telegram_errors import outcome_of
from bot.speech import Speech
from scheduler.outcome import UNREACHABLE


def team(context: Chat) -> list[int]:
    """Everybody who may answer and approve, but for whoever has just done something."""
    return [
        admin for admin, role in context.world.admins.items() if role is not Role.VIEWER and admin != context.runner_id
    ]


async def tell(context: Chat, chat_id: int, speech: Speech) -> int | None:
    """Write to somebody else than the one who is here: the message's number, or None when they cannot be reached."""
    try:
        message = await messages.send(context.bot, chat_id, speech, context.world.gallery)
    except TelegramError as error:
        if outcome_of(error).kind in UNREACHABLE:
            return None
        raise
    return message.message_id
