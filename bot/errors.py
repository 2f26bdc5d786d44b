"""The one place where errors become words. Known ones are kind; a bug is logged once and answered calmly."""

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackContext

from bot import screens
from bot.actions import stages
from bot.actions.errors import NotAllowedError, StaleError
from bot.actions.stages import Stage
from bot.context import Chat, NotAnAdminError
from bot.inbound.applying import answer_lost
from bot.outbound.telegram_errors import outcome_of
from bot.speech import Speech
from bot.texts import errors, general
from protocols.errors import RehabError
from scheduler.outcome import UNREACHABLE, OutcomeKind
from storage.updates import AlreadyAppliedError

_log = structlog.get_logger("bot.errors")


async def spoke_wrong(update: object, context: CallbackContext) -> None:  # type: ignore[type-arg]
    """python-telegram-bot calls this with whatever a handler raised."""
    if not isinstance(context, Chat) or not isinstance(update, Update) or update.effective_user is None:
        _log.error("update.failed", exc_info=context.error)
        return
    try:
        await _answer(update, context, context.error)
    except AlreadyAppliedError:  # brought twice, and this handler got stuck before it stored anything
        _log.info("update.replayed")
    except TelegramError as silent:
        _log.info("answer.not_sent", why=outcome_of(silent).kind)


async def _answer(update: Update, context: Chat, error: Exception | None) -> None:
    if isinstance(error, StaleError):
        await _show_where_we_are(context, general.STALE)
    elif isinstance(error, NotAllowedError) and await _is_stopped(context):
        await _show_where_we_are(context, None)
    elif isinstance(error, RehabError):
        numbers = getattr(error, "numbers", {})
        await context.say(Speech(errors.sentence(error.code, numbers)))
    elif isinstance(error, NotAnAdminError):  # exactly as if there were no such thing
        if update.callback_query is not None:
            await _show_where_we_are(context, general.STALE)
        else:
            await context.say(Speech(general.UNKNOWN_COMMAND))
    elif answer_lost(error):
        _log.warning("update.unanswered", update_id=update.update_id)
        await context.say(Speech(general.UNANSWERED))
    elif isinstance(error, TelegramError) and outcome_of(error).kind in UNREACHABLE:
        _log.info("runner.unreachable", update_id=update.update_id, why=outcome_of(error).kind)
    elif isinstance(error, TelegramError) and outcome_of(error).kind is OutcomeKind.FLOOD:  # no words get through
        _log.warning("update.unanswered", update_id=update.update_id, why=OutcomeKind.FLOOD)
    else:
        _log.error("update.failed", update_id=update.update_id, exc_info=error)
        await context.say(Speech(general.BUG))


async def _is_stopped(context: Chat) -> bool:
    async with context.glance() as visit:
        return (await stages.where(visit)).stage is not Stage.READY


async def _show_where_we_are(context: Chat, toast: str | None) -> None:
    """A second tap or an old card: nothing changed; the spinner stops with a word, and the card of now is shown."""
    async with context.visit() as visit:
        card = await screens.current(visit)
    await context.answer(toast)
    await context.show(*card)
