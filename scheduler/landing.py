"""What became of messages is written down while others are taken and sent: one portion after the other."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from storage.outbox import Settlement


class Landing:
    """Keeps what has landed until `write` has it; what could not be written stays."""

    def __init__(
        self, write: Callable[[list[Settlement]], Awaitable[None]], clock: Callable[[], datetime], margin: timedelta
    ) -> None:
        self._write, self._clock, self._margin = write, clock, margin
        self._landed: list[Settlement] = []
        self._writing: asyncio.Task[None] | None = None
        self._pressing_at = clock()

    def add(self, settlement: Settlement) -> None:
        """It has landed."""
        self._landed.append(settlement)

    async def keep_up(self) -> None:
        """Begin to write what has landed; or have it written, when less than the margin is left of a lease.

        Nobody may claim anew what is just being written: they would send it again.

        Raises:
            Exception: whatever went wrong with the portion before.
        """
        self._begin()
        while self._writing is not None and (self._writing.done() or self._clock() >= self._pressing_at):
            await self.finish()
            self._begin()

    async def finish(self) -> None:
        """Wait for the portion that is being written, if there is one."""
        if self._writing is not None:
            writing, self._writing = self._writing, None
            await writing

    def cancel(self) -> None:
        """Stop writing; what is not written stays."""
        if self._writing is not None:
            self._writing.cancel()

    def _begin(self) -> None:
        if self._writing is None and self._landed:
            portion, self._landed = self._landed, []
            self._pressing_at = min(each.message.lease_until for each in portion) - self._margin
            self._writing = asyncio.create_task(self._write_portion(portion))

    async def _write_portion(self, portion: list[Settlement]) -> None:
        try:
            await self._write(portion)
        except BaseException:
            self._landed += portion  # whatever came between: it was sent, and that is still to be written down
            raise
