"""The one place that reads Telegram's errors: an exception in, an `Outcome` out."""

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.transport import FLOOD_WITHOUT_NUMBER, NotSentError, ServerFailedError
from scheduler.outcome import Outcome, OutcomeKind

# Telegram tells these apart in words only, so the words are kept together here. First match wins.
_FORBIDDEN = (
    ("deactivated", OutcomeKind.DEACTIVATED),
    ("can't initiate conversation", OutcomeKind.CHAT_NOT_FOUND),
    ("can't send messages to bots", OutcomeKind.CHAT_NOT_FOUND),
    ("", OutcomeKind.BLOCKED),  # blocked by the user, kicked from the group, not a member
)
_BAD_REQUEST = (
    ("message is not modified", OutcomeKind.NOT_MODIFIED),
    ("query is too old", OutcomeKind.QUERY_TOO_OLD),
    ("message to edit not found", OutcomeKind.QUERY_TOO_OLD),
    ("message to delete not found", OutcomeKind.QUERY_TOO_OLD),
    ("message can't be edited", OutcomeKind.QUERY_TOO_OLD),
    ("message can't be deleted", OutcomeKind.QUERY_TOO_OLD),
    ("chat not found", OutcomeKind.CHAT_NOT_FOUND),
    ("user not found", OutcomeKind.CHAT_NOT_FOUND),
    ("peer_id_invalid", OutcomeKind.CHAT_NOT_FOUND),
    ("user is deactivated", OutcomeKind.DEACTIVATED),
    ("too many requests", OutcomeKind.FLOOD),  # some methods wrap a flood into a 400
    ("", OutcomeKind.BAD_REQUEST),
)
_BY_TYPE: tuple[tuple[type[Exception], OutcomeKind], ...] = (
    (NotSentError, OutcomeKind.NOT_SENT),
    (ServerFailedError, OutcomeKind.SERVER_ERROR),
    (ChatMigrated, OutcomeKind.CHAT_MOVED),
    (Conflict, OutcomeKind.CONFLICT),
    (InvalidToken, OutcomeKind.UNAUTHORIZED),
    (EndPointNotFound, OutcomeKind.BAD_REQUEST),
    (NetworkError, OutcomeKind.UNCERTAIN),  # also TimedOut; BadRequest is read before this table
)
_NO_TEXT = "no text in the message"


def has_no_text(error: BadRequest) -> bool:
    """Whether it was its text that should change, and what it has is a caption."""
    return _NO_TEXT in error.message.lower()


def outcome_of(error: Exception) -> Outcome:
    """What became of the call that raised this. Anything that is no error of Telegram is `FAILED`: a bug."""
    if isinstance(error, RetryAfter):
        return Outcome(OutcomeKind.FLOOD, retry_after=_seconds(error), detail="flood")
    if isinstance(error, Forbidden):
        return _worded(error, _FORBIDDEN)
    if isinstance(error, BadRequest):
        return _worded(error, _BAD_REQUEST)
    for kind_of_error, kind in _BY_TYPE:
        if isinstance(error, kind_of_error):
            return Outcome(kind, detail=str(error)[:80])
    if isinstance(error, TelegramError):
        return Outcome(OutcomeKind.UNCERTAIN, detail=str(error)[:80])
    return Outcome(OutcomeKind.FAILED, detail=type(error).__name__)


def _worded(error: TelegramError, table: tuple[tuple[str, OutcomeKind], ...]) -> Outcome:
    words = error.message.lower()
    kind = next(kind for part, kind in table if part in words)
    return Outcome(
        kind, retry_after=FLOOD_WITHOUT_NUMBER if kind is OutcomeKind.FLOOD else 0.0, detail=error.message[:80]
    )


def _seconds(error: RetryAfter) -> float:
    # `retry_after` itself warns on every read until it becomes a timedelta in some later version.
    return error._retry_after.total_seconds()
