"""What became of a call to Telegram, in words the scheduler can decide on without knowing Telegram."""

from enum import StrEnum
from typing import NamedTuple


class OutcomeKind(StrEnum):
    """Every way a call can end; `bot.outbound.telegram_errors` is the one place that tells them apart."""

    SENT = "sent"
    NOT_MODIFIED = "not_modified"  # an edit to what is already there: as good as done
    BLOCKED = "blocked"  # the person stopped the bot; they may come back
    DEACTIVATED = "deactivated"  # the account is gone
    CHAT_NOT_FOUND = "chat_not_found"  # never spoke to us, or the chat was deleted
    CHAT_MOVED = "chat_moved"  # the group became a supergroup
    FLOOD = "flood"  # 429: nothing was sent, wait `retry_after`
    BAD_REQUEST = "bad_request"  # our mistake: the same call would fail again
    QUERY_TOO_OLD = "query_too_old"  # a button answered too late, or a card that is gone: nobody is harmed
    NOT_SENT = "not_sent"  # never left this machine: safe to repeat
    UNCERTAIN = "uncertain"  # the answer was lost: it may have arrived
    SERVER_ERROR = "server_error"  # 5xx: it may have arrived, too
    CONFLICT = "conflict"  # someone else polls or a webhook is set
    UNAUTHORIZED = "unauthorized"  # the token is wrong or was revoked
    FAILED = "failed"  # not an error of Telegram at all: a bug of ours


UNREACHABLE = frozenset({OutcomeKind.BLOCKED, OutcomeKind.DEACTIVATED, OutcomeKind.CHAT_NOT_FOUND})
MAYBE_ARRIVED = frozenset({OutcomeKind.UNCERTAIN, OutcomeKind.SERVER_ERROR})
SURELY_NOT_ARRIVED = frozenset(
    {OutcomeKind.FLOOD, OutcomeKind.NOT_SENT, OutcomeKind.UNAUTHORIZED, OutcomeKind.CONFLICT}
)


class Outcome(NamedTuple):
    """How a call ended. `retry_after` is in seconds and for `FLOOD` only; `detail` never holds a token or a text."""

    kind: OutcomeKind
    retry_after: float = 0.0
    message_id: int | None = None
    detail: str = ""

    @property
    def ok(self) -> bool:
        """Whether what we wanted is now on the person's screen."""
        return self.kind is OutcomeKind.SENT or self.kind is OutcomeKind.NOT_MODIFIED
