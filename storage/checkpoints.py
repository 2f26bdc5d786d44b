"""Brings what SQLite has written to its log into the database, beside whoever writes.

Left alone, SQLite does so within every commit that finds a thousand pages in the log, and syncs the disc twice: one in
a few hundred updates waits for the disc and all others behind it, for a second or more when the disc is busy. From a
second connection it holds up nobody (https://sqlite.org/wal.html, "passive").
"""

import asyncio
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

EVERY = 200  # commits, some thousand pages
# Within a commit after all, when that many pages (64 MB) are in the log: somebody writes without a breath for half a
# minute, and the log can only begin anew when nothing was written to it while it was brought in.
LAST_RESORT = 16_000
KEPT = 16_000_000  # bytes of the log that stay on the disc when it begins anew


class Checkpoints:
    """Counts the commits to a database file, and brings them in now and then."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._commits = 0
        self._running: asyncio.Future[None] | None = None

    def committed(self) -> None:
        """Something was written; returns at once."""
        self._commits += 1
        if self._commits >= EVERY and (self._running is None or self._running.done()):
            self._commits = 0
            self._running = asyncio.get_running_loop().run_in_executor(None, bring_in, self._path)

    async def finish(self) -> None:
        """Wait for what is being brought in."""
        if self._running is not None:
            await self._running


def bring_in(path: str) -> None:
    """As much as there is now. What goes wrong here will go wrong, and be told, for whoever writes."""
    there = f"{Path(path).absolute().as_uri()}?mode=rw"
    with suppress(sqlite3.Error), closing(sqlite3.connect(there, uri=True)) as log:
        log.execute("PRAGMA wal_checkpoint(PASSIVE)")
