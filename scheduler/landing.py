"""What became of messages is written down while others are taken and sent: one portion after the other."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from storage.outbox import Settlement

# Seconds that what has landed waits for others, while they keep landing: together they are one transaction.
BREATH, PATIENCE = 0.001, 0.02
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Portion:
    """What has landed, and when the first of its leases is over. Thousands come and go while it is asked for that."""

    settlements: list[Settlement] = field(default_factory=list)
    until: datetime = NEVER

    def add(self, settlement: Settlement) -> None:
        """One more."""
        self.settlements.append(settlement)
        self.until = min(self.until, settlement.message.lease_until)


class Landing:
    """Keeps what has landed until `write` has written it; what could not be written stays.

    What has less than the `margin` left of its lease is written by `keep_up` only, while nobody claims anything:
    who claimed it anew in the meantime would send it again.
    """

    def __init__(
        self, write: Callable[[list[Settlement]], Awaitable[None]], clock: Callable[[], datetime], margin: timedelta
    ) -> None:
        self._write, self._clock, self._margin = write, clock, margin
        self._landed = Portion()
        self._portion = Portion()  # which is being written
        self._writing: asyncio.Task[None] | None = None

    def add(self, settlement: Settlement) -> None:
        """It has landed, and is written soon, together with others that land now."""
        self._landed.add(settlement)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_what_can_wait())

    async def keep_up(self) -> None:
        """Have written what presses.

        Raises:
            Exception: whatever has gone wrong with writing since.
        """
        if self._writing is not None and (self._writing.done() or self._presses()):
            await self.finish()
        if self._writing is None and self._landed.settlements:
            self._writing = asyncio.create_task(self._write_portion())
            await self.finish()

    async def finish(self) -> None:
        """Wait for what is being written."""
        if self._writing is not None:
            try:
                await self._writing
            finally:
                self._writing = None

    def cancel(self) -> None:
        """Stop writing; what is not written stays."""
        if self._writing is not None:
            self._writing.cancel()

    def _presses(self) -> bool:
        return min(self._landed.until, self._portion.until) < self._clock() + self._margin

    async def _write_what_can_wait(self) -> None:
        await self._gather()
        while self._landed.settlements and not self._presses():
            await self._write_portion()
            await self._gather()
        self._writing = None

    async def _gather(self) -> None:
        """While others keep landing, for a moment."""
        patience, before = PATIENCE, 0
        while patience > 0 and len(self._landed.settlements) > before:
            patience, before = patience - BREATH, len(self._landed.settlements)
            await asyncio.sleep(BREATH)

    async def _write_portion(self) -> None:
        self._portion, self._landed = self._landed, Portion()
        try:
            await self._write(self._portion.settlements)
        except BaseException:
            for settlement in self._portion.settlements:  # besides what came between: it was sent, that is to be told
                self._landed.add(settlement)
            raise
        finally:
            self._portion = Portion()
