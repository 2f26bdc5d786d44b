"""A runner writes to the team, and the team answers. Who the runner is stays with the bot."""

from collections.abc import Iterable

from bot.actions.admin.desk import Desk
from bot.actions.admin.errors import NoConversationError, WordsError, fits_one_message
from bot.actions.admin.wants import Want, Wants, want
from bot.actions.visit import Visit
from storage import chats, support
from storage.crypto import Keyring
from storage.database import Transaction

_DRAFT = "support"


async def begin(visit: Visit) -> None:
    """The runner's next message goes to the team."""
    await visit.keep_draft(_DRAFT, {})


async def leave(visit: Visit) -> None:
    """It does not."""
    await visit.drop_draft(_DRAFT)


async def is_open(tx: Transaction, keyring: Keyring, runner_id: int) -> bool:
    """Whether the runner's next message goes to the team."""
    return await chats.draft(tx, keyring, runner_id, _DRAFT) is not None


async def write(visit: Visit, text: str) -> int:
    """The message is kept, encrypted; returns the conversation's number.

    Raises:
        LengthyError: when it does not fit one message with what stands around it; the next message still goes there.
    """
    fits_one_message(text)
    await leave(visit)
    thread = await support.thread_of_runner(visit.tx, visit.runner.id, visit.now)
    await support.add(visit.tx, visit.keyring, thread, text, visit.now)
    return thread


async def keep_copies(visit: Visit, thread_id: int, copies: Iterable[tuple[int, int]]) -> None:
    """(admin, message): a reply to that message goes to this conversation."""
    await support.keep_copies(visit.tx, thread_id, copies)


async def thread_of(tx: Transaction, admin_id: int, message_id: int) -> int | None:
    """The conversation a message in an admin's chat belongs to."""
    return await support.thread_of_copy(tx, admin_id, message_id)


async def ask_reply(desk: Desk, thread_id: int) -> list[tuple[bool, str]]:
    """The admin's next message is the reply; returns what was said so far: (by the team?, text).

    Raises:
        NoConversationError: when the runner erased everything.
    """
    if await support.runner_of(desk.tx, thread_id) is None:
        raise NoConversationError
    await want(desk, Wants(Want.REPLY, thread_id))
    return await support.lines(desk.tx, desk.keyring, thread_id)


async def reply(desk: Desk, thread_id: int, text: str) -> int:
    """The team's answer; returns the runner it goes to.

    Raises:
        NoConversationError: when the runner erased everything.
        WordsError: when there is no text in it.
        LengthyError: when there is too much.
    """
    runner_id = await support.runner_of(desk.tx, thread_id)
    if runner_id is None:
        raise NoConversationError
    if not text.strip():
        raise WordsError
    fits_one_message(text)
    await want(desk, None)
    await support.add(desk.tx, desk.keyring, thread_id, text, desk.now, desk.admin.id)
    return runner_id
