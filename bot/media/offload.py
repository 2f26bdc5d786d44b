"""Makes media in a process of its own, so that the event loop never waits for it.

A thread is not enough: the SVG renderer keeps Python's lock for 120 ms a picture (measured by benchmarks/media.py), and
everything that a chart needs stays in memory for good. A worker process costs neither: it starts with the first job,
can be killed when a job takes too long, and goes away when there has been nothing to do for a while.
"""

import asyncio
import pickle
import struct
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

ROOT = Path(__file__).parents[2]
SIZE = struct.Struct(">Q")  # every message is its length and then its pickle


class WorkshopError(RuntimeError):
    """The worker died or took too long; the next job gets a new one."""


class Workshop:
    """One worker process, one job at a time. Use it as an async context manager or call `close` at the end.

    `patience` is how many seconds a job may take, `idle` after how many seconds without a job the worker is let go.
    """

    def __init__(self, *, patience: float = 30, idle: float = 120) -> None:
        self._patience = patience
        self._idle = idle
        self._turn = asyncio.Lock()
        self._worker: Process | None = None
        self._going: asyncio.TimerHandle | None = None
        self.waiting = 0  # jobs that are asked for and not done

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def running(self) -> bool:
        """Whether there is a worker just now."""
        return self._worker is not None and self._worker.returncode is None

    async def make(self, maker: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `maker(*args, **kwargs)` returns or raises; all of it must be picklable, `maker` a module's function.

        Raises:
            WorkshopError: when the worker dies or runs out of patience.
        """
        job = pickle.dumps((maker, args, kwargs))
        self.waiting += 1
        try:
            return await self._done(job)  # type: ignore[no-any-return]  # the other process ran `maker`: it is a T
        finally:
            self.waiting -= 1

    async def _done(self, job: bytes) -> Any:
        async with self._turn:
            worker = await self._ready()
            try:
                async with asyncio.timeout(self._patience):
                    done, value = await _ask(worker, job)
            except BaseException as error:
                await self._let_go()  # its answer would be taken for the next job's
                if isinstance(error, TimeoutError):
                    raise WorkshopError(f"no result within {self._patience:g} s") from None
                if isinstance(error, asyncio.IncompleteReadError | ConnectionError):
                    raise WorkshopError("the worker died") from error
                raise
            self._going = asyncio.get_running_loop().call_later(self._idle, self._kill)
        if not done:
            raise value
        return value

    async def close(self) -> None:
        """Let the worker go once its job is done."""
        async with self._turn:
            await self._let_go()

    async def _ready(self) -> Process:
        if self._going is not None:
            self._going.cancel()
        if self._worker is None or self._worker.returncode is not None:
            command = (sys.executable, "-m", "bot.media.worker")
            self._worker = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, cwd=ROOT)
        return self._worker

    async def _let_go(self) -> None:
        if self._going is not None:
            self._going.cancel()
        if self._worker is not None:
            self._kill()
            await self._worker.wait()
            self._worker = None

    def _kill(self) -> None:
        if self.running and self._worker is not None:
            self._worker.kill()


async def _ask(worker: Process, job: bytes) -> tuple[bool, Any]:
    if worker.stdin is None or worker.stdout is None:
        raise WorkshopError("the worker has no pipes")
    worker.stdin.write(SIZE.pack(len(job)) + job)
    await worker.stdin.drain()
    (size,) = SIZE.unpack(await worker.stdout.readexactly(SIZE.size))
    answer: tuple[bool, Any] = pickle.loads(await worker.stdout.readexactly(size))  # noqa: S301 our own child's words
    return answer
