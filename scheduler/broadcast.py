"""Broadcasts from their moment to the final count: lined up in portions, watched, held, given up, taken back.

A job for the metronome, and nothing but rows is remembered: whoever dies in the middle, the next tick goes on. Sending
itself is `Delivery`'s, as for everything in the outbox: leases, pace, quiet hours and the crash policy are the same.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from scheduler import lining_up, taking_back, verdicts
from scheduler.delivery import Turn, always
from scheduler.outcome import Outcome
from storage import broadcasts, recipients
from storage.broadcasts import Broadcast, Stage
from storage.database import Database
from storage.outbox import Priority
from storage.recipients import Tally

CARD_EVERY = timedelta(seconds=3)

_log = structlog.get_logger("scheduler.broadcast")


class Hands(Protocol):
    """What Telegram has to do for a broadcast besides sending it."""

    async def report(self, broadcast: Broadcast, tally: Tally, rate: float) -> None:
        """Bring the author's card up to date; `rate` in recipients a second."""

    async def delete(self, chat_id: int, message_ids: list[int]) -> Outcome:
        """Take messages out of a chat."""

    async def correct(self, broadcast: Broadcast, chat_id: int, message_id: int) -> Outcome:
        """Change a message to the newest wording."""


async def no_turns(_chat_id: int, _priority: Priority) -> None:
    """For hands that keep no pace."""


@dataclass(frozen=True, slots=True)
class _Report:
    at: datetime
    stage: Stage
    tally: Tally


class Broadcasts:
    """Moves every broadcast along. `allowed` is asked first, for processes of which only one may send."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        hands: Hands,
        *,
        turn: Turn = no_turns,
        allowed: Callable[[], Awaitable[bool]] = always,
    ) -> None:
        self._database = database
        self._clock = clock
        self._hands = hands
        self._turn = turn
        self._allowed = allowed
        self._reports: dict[int, _Report] = {}

    async def tick(self) -> None:
        """One step for each broadcast at work."""
        if not await self._allowed():
            return
        async with self._database.reading() as tx:
            open_ = await broadcasts.at_work(tx)
        for broadcast in open_:
            await self._step(broadcast)

    async def _step(self, broadcast: Broadcast) -> None:
        await _STEPS[broadcast.state](self, broadcast)
        async with self._database.reading() as tx:
            now_is = await broadcasts.find(tx, broadcast.id) or broadcast
            tally = await recipients.tally(tx, broadcast.id)
        if now_is.state is not broadcast.state:
            _log.info("broadcast.moved", id=broadcast.id, state=now_is.state)
        if now_is.ended_at is None:  # else the last word is said
            await self._report(now_is, tally)

    async def _report(self, broadcast: Broadcast, tally: Tally) -> None:
        """Keep the card fresh: every three seconds at most."""
        now, last = self._clock(), self._reports.get(broadcast.id)
        if last is not None:
            same = (last.stage, last.tally) == (broadcast.state, tally)
            if same or now - last.at < CARD_EVERY:
                return
        self._reports[broadcast.id] = _Report(now, broadcast.state, tally)
        await self._hands.report(broadcast, tally, _rate(last, tally, now))

    async def _begin(self, broadcast: Broadcast) -> None:
        now = self._clock()
        if broadcast.send_at is None or broadcast.send_at <= now:
            stage = Stage.TESTING if broadcast.test else Stage.RUNNING
            await self._move(broadcast, stage, started_at=now)

    async def _test(self, broadcast: Broadcast) -> None:
        await self._wake(broadcast)
        await lining_up.cohort(self._database, broadcast, self._clock())
        tally, left = await self._count(broadcast)
        if tally.waiting:
            return
        if why := verdicts.suspicion(tally, left, cohort=True):
            await self._stop(broadcast, why)
        else:
            await self._move(broadcast, Stage.WATCHING, tested_at=self._clock())

    async def _watch(self, broadcast: Broadcast) -> None:
        tally, left = await self._count(broadcast)
        if why := verdicts.suspicion(tally, left, cohort=True):
            await self._stop(broadcast, why)
        elif self._clock() >= (broadcast.tested_at or broadcast.written_at) + verdicts.WATCH:
            await self._move(broadcast, Stage.RUNNING)

    async def _run(self, broadcast: Broadcast) -> None:
        await self._wake(broadcast)
        fed = await lining_up.everybody(self._database, broadcast, self._clock())
        tally, left = await self._count(broadcast)
        why = None if broadcast.insisted else verdicts.suspicion(tally, left, cohort=False)
        if why and tally.waiting:
            await self._stop(broadcast, why)
        elif fed and not tally.waiting:
            await self._finish(broadcast, Stage.DONE, tally)

    async def _wake(self, broadcast: Broadcast) -> None:
        async with self._database.transaction() as tx:
            await recipients.let_go(tx, broadcast.id)

    async def _hold(self, broadcast: Broadcast) -> None:
        async with self._database.transaction() as tx:
            await recipients.hold(tx, broadcast.id)

    async def _end(self, broadcast: Broadcast) -> None:
        """Cancelled: nobody else gets it, and it ends when what is in the air has landed."""
        tally = await taking_back.give_up(self._database, broadcast, self._clock())
        if not tally.waiting:
            await self._finish(broadcast, broadcast.state, tally)

    async def _recall(self, broadcast: Broadcast) -> None:
        now = self._clock()
        if (await taking_back.give_up(self._database, broadcast, now)).waiting:
            return
        if await taking_back.recall(self._database, broadcast, now, self._hands.delete, self._turn):
            tally, _ = await self._count(broadcast)
            await self._finish(broadcast, Stage.DONE, tally, why="recalled")

    async def _correct(self, broadcast: Broadcast) -> None:
        if await taking_back.correct(self._database, broadcast, self._hands.correct, self._turn):
            back = broadcast.resumes_as or Stage.DONE
            tally, _ = await self._count(broadcast)
            if back in broadcasts.ENDED:
                await self._finish(broadcast, back, tally, why="corrected", resumes_as=None)
            else:
                await self._move(broadcast, back, resumes_as=None)

    async def _stop(self, broadcast: Broadcast, why: str) -> None:
        await self._move(broadcast, Stage.STOPPED, why=why, resumes_as=Stage.RUNNING)
        await self._hold(replace(broadcast, state=Stage.STOPPED))
        _log.warning("broadcast.stopped", id=broadcast.id, why=why)

    async def _finish(self, broadcast: Broadcast, stage: Stage, tally: Tally, **values: Any) -> None:
        """The last word, then the mark that it was said: a crash in between says it twice, and never not at all."""
        values |= {"ended_at": self._clock(), "tally": lining_up.as_json(tally)}
        await self._hands.report(replace(broadcast, state=stage, **values), tally, 0.0)
        self._reports.pop(broadcast.id, None)
        await self._move(broadcast, stage, **values)

    async def _move(self, broadcast: Broadcast, stage: Stage, **values: object) -> None:
        """Unless an admin was faster: then the next tick sees what they want."""
        async with self._database.transaction() as tx:
            await broadcasts.move(tx, broadcast.id, (broadcast.state,), stage, **values)

    async def _count(self, broadcast: Broadcast) -> tuple[Tally, int]:
        async with self._database.reading() as tx:
            return await recipients.tally(tx, broadcast.id), await recipients.left_since(tx, broadcast.id)


def _rate(last: _Report | None, tally: Tally, now: datetime) -> float:
    seconds = (now - last.at).total_seconds() if last else 0.0
    return max(0, tally.settled - last.tally.settled) / seconds if last and seconds else 0.0


_STEPS: dict[Stage, Callable[[Broadcasts, Broadcast], Awaitable[None]]] = {
    Stage.SCHEDULED: Broadcasts._begin,
    Stage.TESTING: Broadcasts._test,
    Stage.WATCHING: Broadcasts._watch,
    Stage.RUNNING: Broadcasts._run,
    Stage.PAUSED: Broadcasts._hold,
    Stage.STOPPED: Broadcasts._hold,
    Stage.CANCELLED: Broadcasts._end,
    Stage.DONE: Broadcasts._end,
    Stage.RECALLING: Broadcasts._recall,
    Stage.CORRECTING: Broadcasts._correct,
}
