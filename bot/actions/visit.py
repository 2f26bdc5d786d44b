"""A visit: one runner, one moment, one open transaction. Every action works on one."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.errors import ConsentNeededError
from protocols.diary import Diary, Entry
from protocols.model import RehabProtocol
from protocols.outlook import Plan
from protocols.plan import plan
from storage import chats, diary
from storage.chats import Draft
from storage.crypto import Keyring
from storage.database import Transaction
from storage.runners import Runner


@dataclass(slots=True)
class Visit:
    """What actions need. `now` is aware UTC; `today` is the runner's own date."""

    tx: Transaction
    keyring: Keyring
    protocol: RehabProtocol
    runner: Runner
    now: datetime
    _diary: Diary | None = field(default=None, repr=False)
    _plan: tuple[Diary, Plan] | None = field(default=None, repr=False)

    @property
    def zone(self) -> str:
        """The runner's IANA zone; UTC until it is known."""
        return self.runner.zone or "UTC"

    @property
    def local(self) -> datetime:
        """Now, on the runner's clock."""
        return self.now.astimezone(ZoneInfo(self.zone))

    @property
    def today(self) -> date:
        """The runner's date."""
        return self.local.date()

    async def diary(self) -> Diary:
        """Everything recorded, this visit's entries included."""
        if self._diary is None:
            self._diary = await diary.load(self.tx, self.keyring, self.runner.id)
        return self._diary

    async def plan(self) -> Plan:
        """What the rules say today; computed once for as long as the diary stays as it is."""
        known = await self.diary()
        if self._plan is None or self._plan[0] is not known or self._plan[1].today != self.today:
            self._plan = (known, plan(self.protocol, known, self.today))
        return self._plan[1]

    async def record(self, *entries: Entry) -> None:
        """Write entries into the diary.

        Raises:
            ConsentNeededError: without consent nothing is recorded.
        """
        if self.runner.consent is None:
            raise ConsentNeededError
        known = await self.diary()
        latest = max((entry.at for entry in known.entries), default=None)
        entries = tuple(_after(latest, entry, nth) for nth, entry in enumerate(entries))
        await diary.add(self.tx, self.keyring, self.runner.id, entries, self.now)
        self._diary = Diary(known.entries + entries)

    async def forget(self, entry_id: str) -> bool:
        """Take an entry out of the diary; False when it is not there."""
        gone = await diary.undo(self.tx, self.runner.id, entry_id, self.now)
        self._diary = None
        return gone

    async def draft(self, kind: str, within: timedelta | None = None) -> Draft | None:
        """What is unfinished of this kind; None when there is nothing, or nothing as fresh as that."""
        found = await chats.draft(self.tx, self.keyring, self.runner.id, kind)
        is_old = found is not None and within is not None and self.now - found.changed_at >= within
        return None if is_old else found

    async def keep_draft(self, kind: str, body: dict[str, Any]) -> None:
        """Write something unfinished down, in place of what there was of this kind."""
        await chats.put_draft(self.tx, self.keyring, self.runner.id, kind, body, self.now)

    async def drop_draft(self, kind: str) -> None:
        """Forget what is unfinished."""
        await chats.drop_draft(self.tx, self.runner.id, kind)


def _after(latest: datetime | None, entry: Entry, nth: int) -> Entry:
    """The entry, a microsecond behind the latest one if they share a moment: their order is part of the truth."""
    if latest is None or entry.at > latest:
        return replace(entry, at=entry.at + timedelta(microseconds=nth))
    return replace(entry, at=latest + timedelta(microseconds=1 + nth))


def new_id() -> str:
    """A fresh entry id."""
    return uuid.uuid4().hex
