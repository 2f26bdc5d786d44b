"""Recall and correct what was sent. Either may be done twice: a crash needs no bookkeeping."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from scheduler.delivery import Turn
from scheduler.outcome import MAYBE_ARRIVED, SURELY_NOT_ARRIVED, Outcome
from scheduler.pacing import HeldError, turn_taken
from scheduler.verdicts import RECALL_FOR
from storage import recipients
from storage.broadcasts import Broadcast
from storage.database import Database
from storage.outbox import Priority
from storage.recipients import Tally

PORTION = 60  # in one tick, about two seconds at Telegram's rate: then the others get a word in
_TRY_AGAIN = MAYBE_ARRIVED | SURELY_NOT_ARRIVED

Row = tuple[int, int, int]  # of the ledger: its number, the chat, the message


async def give_up(database: Database, broadcast: Broadcast, now: datetime) -> Tally:
    """Nobody who waits gets it any more; returns the count, in which those in the air still wait."""
    async with database.transaction() as tx:
        await recipients.give_up(tx, broadcast.id, now)
        return await recipients.tally(tx, broadcast.id)


async def recall(
    database: Database,
    broadcast: Broadcast,
    now: datetime,
    delete: Callable[[int, list[int]], Awaitable[Outcome]],
    turn: Turn,
) -> bool:
    """Delete the next messages; True when there are none left that can be deleted."""
    async with database.reading() as tx:
        rows = await recipients.to_recall(tx, broadcast.id, now - RECALL_FOR, PORTION)
        albums = {row: await recipients.album(tx, row) for row, _, _ in rows}

    async def one(row: Row) -> Outcome:
        return await delete(row[1], albums[row[0]] or [row[2]])

    gone, stuck = await _each(rows, one, turn)
    async with database.transaction() as tx:
        await recipients.recalled(tx, gone)
        await recipients.cannot_recall(tx, stuck)
    return not rows


async def correct(
    database: Database,
    broadcast: Broadcast,
    change: Callable[[Broadcast, int, int], Awaitable[Outcome]],
    turn: Turn,
) -> bool:
    """Change the next messages to the newest wording; True when everybody has it who can."""
    async with database.reading() as tx:
        rows = await recipients.to_correct(tx, broadcast.id, broadcast.edition, PORTION)

    async def one(row: Row) -> Outcome:
        return await change(broadcast, row[1], row[2])

    done, stuck = await _each(rows, one, turn)
    async with database.transaction() as tx:
        await recipients.corrected(tx, [*done, *stuck], broadcast.edition)
    return not rows


async def _each(rows: list[Row], act: Callable[[Row], Awaitable[Outcome]], turn: Turn) -> tuple[list[int], list[int]]:
    """Act on each row: (it worked, it never will). What may work later is left for the next tick."""
    done: list[int] = []
    stuck: list[int] = []
    for row in rows:
        try:
            departure = await turn(row[1], Priority.BROADCAST)
        except HeldError:
            break
        with turn_taken(departure):
            outcome = await act(row)
        if outcome.kind in SURELY_NOT_ARRIVED:
            break
        if outcome.kind not in _TRY_AGAIN:
            (done if outcome.ok else stuck).append(row[0])
    return done, stuck
