"""APScheduler keeps the beat and remembers nothing: what is due lives in the database."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.outage import is_outage

BEAT = 2.0  # seconds; the product promises five at most
A_MOMENT = 0.02  # seconds, by which delivery may have heard of a silence later than the pace

Job = Callable[[], Awaitable[object]]
_log = structlog.get_logger("scheduler.metronome")


class Metronome:
    """Starts each of its jobs at every beat, unless the job still runs from the one before.

    What is due is up to the job and its own clock, so moving that clock needs no more than `tick_now`.
    """

    def __init__(self, *jobs: Job, beat: float = BEAT) -> None:
        self._jobs = jobs
        self._running: dict[Job, asyncio.Task[None]] = {}
        # A late beat is a beat, beats missed meanwhile are one. The jobs run in tasks of our own, because APScheduler
        # cancels what it runs when it is shut down, and a message half sent would be sent again.
        self._scheduler = AsyncIOScheduler()
        self._scheduler.add_job(
            self._beat, "interval", seconds=beat, misfire_grace_time=None, coalesce=True, max_instances=1
        )

    def start(self) -> None:
        """Begin to beat, within the running loop: at once, for whoever comes back has work to do."""
        self._scheduler.start()
        self._start_jobs()

    async def tick_now(self) -> None:
        """Do every job and wait for it, for whoever has moved the clock."""
        await asyncio.gather(*(self._run(job) for job in self._jobs))

    async def stop(self, seconds: float = 9.0) -> None:
        """No more beats; jobs that run get so many seconds to end, then they are cancelled."""
        self._scheduler.shutdown(wait=False)
        if not self._running:
            return
        _, unfinished = await asyncio.wait(set(self._running.values()), timeout=seconds)
        for task in unfinished:
            task.cancel()
        if unfinished:
            await asyncio.wait(unfinished)

    async def _beat(self) -> None:  # a coroutine, or APScheduler would call it in a thread
        self._start_jobs()

    def _start_jobs(self) -> None:
        for job in self._jobs:
            if job not in self._running:
                task = self._running[job] = asyncio.create_task(self._run(job))
                task.add_done_callback(partial(self._forget, job))

    def _forget(self, job: Job, _task: asyncio.Task[None]) -> None:
        del self._running[job]

    async def _run(self, job: Job) -> None:
        try:
            await job()
        except Exception as error:  # the next beat comes all the same
            name = getattr(job, "__qualname__", repr(job))
            if is_outage(error):
                _log.warning("beat.storage_away", job=name)
            else:
                _log.exception("beat.failed", job=name)


def after_silences(job: Job, held: Callable[[], float]) -> Job:
    """The job, and once more when a silence of which `held` seconds are left ends before the next beat."""

    async def doing() -> None:
        await job()
        while 0 < (seconds := held()) < BEAT:
            await asyncio.sleep(seconds + A_MOMENT)
            await job()

    return doing
