"""Permission as a value: an `Admin` is somebody with a role, a `Desk` is an admin at work, already in the audit log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.config import Role
from protocols.errors import RehabError
from storage import audit
from storage.audit import Act
from storage.crypto import Keyring
from storage.database import Transaction

_RANK = {Role.VIEWER: 0, Role.EDITOR: 1, Role.OWNER: 2}


class RoleTooLowError(RehabError):
    """An admin asked for something that needs a higher role."""

    code = "role_too_low"

    def __init__(self, needed: Role) -> None:
        super().__init__(needed)
        self.numbers = {"role": needed.value}


@dataclass(frozen=True, slots=True)
class Admin:
    """Somebody named in ADMINS."""

    id: int
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this admin has at least that role."""
        return _RANK[self.role] >= _RANK[role]

    def require(self, role: Role) -> None:
        """Go on only with at least that role.

        Raises:
            RoleTooLowError: with less.
        """
        if not self.may(role):
            raise RoleTooLowError(role)


@dataclass(slots=True)
class Desk:
    """One transaction of an admin. Made by `open_desk` only; `zone` is the admin's own."""

    tx: Transaction
    keyring: Keyring
    admin: Admin
    now: datetime
    zone: str
    rate: int  # messages of a broadcast a second


async def open_desk(
    tx: Transaction,
    keyring: Keyring,
    admin: Admin,
    now: datetime,
    zone: str,
    rate: int,
    *,
    act: str,
    about: Mapping[str, Any],
) -> Desk:
    """An admin sits down to do something: the first line of the transaction is the audit log's."""
    await audit.write(tx, Act(admin.id, now, act, about))
    return Desk(tx, keyring, admin, now, zone, rate)
