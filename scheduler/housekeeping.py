"""What grows is cut: rows that nobody will ask for again."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from scheduler.retention import keep_no_longer
from storage import outbox, updates
from storage.database import Database

EVERY = timedelta(hours=1)
SETTLED_KEPT = timedelta(days=60)  # two months of what was sent, for the admins' figures

_log = structlog.get_logger("scheduler.housekeeping")


class Housekeeping:
    """A job for the metronome; it looks at its clock and does something once an hour."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._last: datetime | None = None

    async def __call__(self) -> None:
        """Forget updates Telegram cannot send again, what was settled long ago, and runners who left."""
        now = self._clock()
        if self._last is not None and now - self._last < EVERY:
            return
        self._last = now
        async with self._database.transaction() as tx:
            forgotten = await updates.forget_old(tx, now)
        async with self._database.transaction() as tx:
            settled = await outbox.forget_old(tx, now - SETTLED_KEPT)
        warned, erased = await keep_no_longer(self._database, now)
        _log.info("tidied", updates=forgotten, messages=settled, warned=warned, erased=erased)
