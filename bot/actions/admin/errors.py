"""What an admin can run into. `bot.texts.errors` has a sentence for each code.

protocols.errors.RehabError
├── EmptyBroadcastError   no message was given yet
├── NobodyError           the audience is empty
├── TooFewError           so few that it could tell who they are
├── WordsError            only words can go where this was to go
├── LengthyError          more than goes into one message beside what stands around it
├── SecondAdminError      the author cannot approve their own
├── PromotionError        a safety notice with links or from elsewhere
├── WrongShapeError       a correction of another kind than the message
├── PastError             a moment that is over, or no moment at all
├── NoConversationError   the runner erased everything
└── GoneError             it is not at a stage where this can be done
"""

from protocols.errors import RehabError

ROOM = 3500  # of Telegram's 4,096 characters


class EmptyBroadcastError(RehabError):
    """There is no message to send yet."""

    code = "broadcast_empty"


class NobodyError(RehabError):
    """Nobody would get it."""

    code = "broadcast_nobody"


class TooFewError(RehabError):
    """An audience by health that is so small that it could tell who is in it."""

    code = "broadcast_too_few"


class WordsError(RehabError):
    """An answer or a reply without a text."""

    code = "needs_words"


class LengthyError(RehabError):
    """A message, an answer or a reply that leaves no room for the lines around it."""

    code = "too_long"

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(self.code)
        self.numbers = {"length": length, "limit": limit}


def fits_one_message(text: str, room: int = ROOM) -> None:
    """Words that are passed on have lines around them, and all of it has to fit one message.

    Raises:
        LengthyError: when they do not.
    """
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2  # as Telegram counts
    if length > room:
        raise LengthyError(length, room)


class SecondAdminError(RehabError):
    """Whoever wrote it cannot be the one who confirms it."""

    code = "second_admin"


class PromotionError(RehabError):
    """Safety notices are words of the team itself: no links, nothing forwarded."""

    code = "safety_promotes"


class WrongShapeError(RehabError):
    """A text can be corrected by a text, a caption by a message with a caption, an album not at all."""

    code = "wrong_shape"


class PastError(RehabError):
    """Not a moment, or one that is over."""

    code = "not_a_moment"


class GoneError(RehabError):
    """Too late, or somebody else was faster."""

    code = "too_late"


class NoConversationError(RehabError):
    """There is nobody on the other side any more."""

    code = "no_such_conversation"
