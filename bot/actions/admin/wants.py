"""What an admin's next message is taken for: kept as an open draft, so that a restart forgets nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from bot.actions.admin.desk import Desk
from storage import chats
from storage.crypto import Keyring
from storage.database import Transaction

_KIND = "admin"


class Want(StrEnum):
    """What is waited for."""

    MESSAGE = "message"  # to broadcast
    ALBUM = "album"  # more of the same album
    MOMENT = "moment"
    CORRECTION = "correction"
    ANSWER = "answer"  # to a question from the queue
    REPLY = "reply"  # to a runner who wrote to the team


@dataclass(frozen=True, slots=True)
class Wants:
    """A want, the number of what it is about, and the album it belongs to.

    `said` is a better wording that was written already and waits for a yes; another message takes its place.
    """

    want: Want
    about: int
    album: str | None = None
    said: Mapping[str, Any] | None = None


async def want(desk: Desk, wants: Wants | None) -> None:
    """From now on this; None: nothing."""
    if wants is None:
        await chats.drop_draft(desk.tx, desk.admin.id, _KIND)
        return
    await chats.put_draft(desk.tx, desk.keyring, desk.admin.id, _KIND, asdict(wants), desk.now)


async def wanted(tx: Transaction, keyring: Keyring, admin_id: int) -> Wants | None:
    """What this admin's next message is."""
    draft = await chats.draft(tx, keyring, admin_id, _KIND)
    return Wants(**draft.body | {"want": Want(draft.body["want"])}) if draft else None
