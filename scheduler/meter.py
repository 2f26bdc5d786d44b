"""Counts of the sender's own process, written down beat by beat, so that the dashboard of any process can show them."""

from collections.abc import Callable
from datetime import datetime

from scheduler.pacing import Pace
from storage import dashboard
from storage.database import Database


class Meter:
    """A job for the metronome: what the pace has counted since the last beat."""

    def __init__(self, database: Database, clock: Callable[[], datetime], pace: Pace) -> None:
        self._database = database
        self._clock = clock
        self._pace = pace
        self._written = 0

    async def tick(self) -> None:
        """Write down the floods that are new."""
        new = self._pace.floods - self._written
        if new:
            async with self._database.transaction() as tx:
                await dashboard.tally(tx, self._clock().date(), "floods", new)
            self._written += new
