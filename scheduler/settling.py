"""What becomes of a message after Telegram, or the lack of it, has spoken. Pure; the crash policy of docs/adr/0030."""

from datetime import datetime, timedelta

from scheduler.budget import Fold, Void, Wait
from scheduler.outcome import MAYBE_ARRIVED, UNREACHABLE, Outcome, OutcomeKind
from storage.outbox import Message, Priority, Settlement, State

ATTEMPTS = 25  # spread over forty minutes, which most outages are shorter than; then it is a dead letter
SLOWEST = 120.0  # seconds between attempts at most
NETWORK_PAUSE = 5.0  # seconds until a network that is down is tried again
REFUSED_PAUSE = 60.0  # seconds until a token that was refused is tried again: somebody must mend it


def settled(message: Message, outcome: Outcome, now: datetime) -> Settlement:
    """Sent, tried again, given up, or unknown for good."""
    kind = outcome.kind
    if outcome.ok:
        return Settlement(message, State.SENT, message_id=outcome.message_id)
    if kind in UNREACHABLE:
        return Settlement(message, State.VOID, error=kind)
    if hold := hold_for(outcome):  # nothing was sent and nobody is to blame: the attempt does not count
        return put_back(message, now + timedelta(seconds=hold), kind)
    if kind not in MAYBE_ARRIVED:
        return Settlement(message, State.FAILED, error=f"{kind}: {outcome.detail}")
    if message.priority == Priority.BROADCAST:
        return Settlement(message, State.UNSURE, error=kind)
    if message.attempts >= ATTEMPTS:
        return Settlement(message, State.FAILED, error=f"{kind}, {message.attempts} times")
    wake_at = now + timedelta(seconds=min(SLOWEST, 2**message.attempts))
    return Settlement(message, State.PENDING, wake_at, kind)


def put_back(message: Message, wake_at: datetime, why: str) -> Settlement:
    """As if it had not been taken."""
    return Settlement(message, State.PENDING, wake_at, why, counts=False)


def hold_for(outcome: Outcome) -> float:
    """Seconds during which no other message would fare better."""
    if outcome.kind is OutcomeKind.FLOOD:
        return max(outcome.retry_after, 1.0)
    if outcome.kind is OutcomeKind.NOT_SENT:
        return NETWORK_PAUSE
    if outcome.kind in {OutcomeKind.UNAUTHORIZED, OutcomeKind.CONFLICT}:
        return REFUSED_PAUSE
    return 0.0


def unsent(message: Message, verdict: Wait | Fold | Void) -> Settlement:
    """What becomes of a message that is not to be sent now."""
    if isinstance(verdict, Wait):
        due_at = verdict.until if verdict.moves else None
        return Settlement(message, State.PENDING, verdict.until, due_at=due_at, counts=False)
    return Settlement(message, State.FOLDED if isinstance(verdict, Fold) else State.VOID, error=verdict.why)


def unknown(message: Message) -> Settlement | None:
    """A try that ended nobody knows how: a broadcast is given up, anything else is sent (again).

    But not for ever: it may be this very message that brings the process down.
    """
    if message.resumed and message.priority == Priority.BROADCAST:
        return Settlement(message, State.UNSURE, error="the sender was stopped in the middle")
    if message.attempts > ATTEMPTS:
        return Settlement(message, State.FAILED, error=f"interrupted, {ATTEMPTS} times")
    return None
