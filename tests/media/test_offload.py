import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import AsyncIterator, Awaitable

import pytest

from bot.media import pictures, sounds
from bot.media.offload import ROOT, Workshop, WorkshopError
from bot.media.sounds import CadenceRangeError
from protocols.knowledge.passages import passage
from protocols.model import Step
from tests.support.patience import until


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    async with Workshop() as opened:
        yield opened


async def test_a_maker_runs_in_another_process(workshop: Workshop) -> None:
    assert await workshop.make(os.getpid) != os.getpid()


async def test_jobs_take_turns_and_each_caller_gets_its_own(workshop: Workshop) -> None:
    results = await asyncio.gather(*(workshop.make(divmod, number, 3) for number in range(20)))
    assert results == [divmod(number, 3) for number in range(20)]


async def test_what_a_maker_raises_reaches_the_caller_and_the_worker_lives(workshop: Workshop) -> None:
    worker = await workshop.make(os.getpid)
    with pytest.raises(CadenceRangeError, match="400"):
        await workshop.make(sounds.metronome, 400)
    assert await workshop.make(os.getpid) == worker


async def test_after_a_worker_died_the_next_job_gets_a_new_one(workshop: Workshop) -> None:
    with pytest.raises(WorkshopError, match="died"):
        await workshop.make(os._exit, 1)
    assert await workshop.make(divmod, 7, 3) == (2, 1)


async def test_a_worker_whose_answer_cannot_be_read_is_let_go(workshop: Workshop) -> None:
    with pytest.raises(TypeError):
        await workshop.make(passage, "x.md", "a ContentError does not survive the way")
    assert not workshop.running
    assert await workshop.make(divmod, 7, 3) == (2, 1)


async def test_a_job_without_end_is_killed() -> None:
    async with Workshop(patience=3) as workshop:
        with pytest.raises(WorkshopError, match="within"):
            await workshop.make(time.sleep, 60)
        assert not workshop.running
        assert await workshop.make(divmod, 7, 3) == (2, 1)


async def test_a_caller_who_leaves_does_not_spoil_the_next_answer(workshop: Workshop) -> None:
    leaving = asyncio.create_task(workshop.make(time.sleep, 60))
    await until(lambda: workshop.running)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    assert await workshop.make(divmod, 7, 3) == (2, 1)


async def test_an_idle_worker_goes_away_and_comes_back() -> None:
    async with Workshop(idle=0.1) as workshop:
        first = await workshop.make(os.getpid)
        await until(lambda: not workshop.running)
        assert await workshop.make(os.getpid) != first


async def test_no_worker_outlives_its_workshop() -> None:
    async with Workshop() as workshop:
        worker = await workshop.make(os.getpid)
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


async def test_a_maker_that_prints_warns_or_logs_garbles_no_answer_and_tells_nobody(
    workshop: Workshop, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its words may be a runner's, such as a letter that a font does not have."""
    assert await workshop.make(print, "noise") is None
    assert await workshop.make(warnings.warn, "canary") is None
    assert await workshop.make(logging.warning, "canary") is None
    assert await workshop.make(divmod, 7, 3) == (2, 1)
    assert capfd.readouterr() == ("", "")


async def test_ctrl_c_is_for_the_bot_and_not_for_the_worker(workshop: Workshop) -> None:
    worker = await workshop.make(os.getpid)
    os.kill(worker, signal.SIGINT)
    assert await workshop.make(os.getpid) == worker


def test_a_worker_whose_bot_is_gone_ends() -> None:
    ended = subprocess.run([sys.executable, "-m", "bot.media.worker"], input=b"", cwd=ROOT, timeout=20, check=False)
    assert ended.returncode == 0


async def test_the_loop_goes_on_while_media_are_made(workshop: Workshop) -> None:
    """Between two beats of the loop this process works less than 50 ms, however busy the machine is."""
    assert await _longest_work(workshop.make(pictures.png, "step_down", "low_step", "left")) < 0.05
    assert await _longest_work(workshop.make(sounds.session, Step("R0", 1, 0, 1), 172)) < 0.05


async def test_a_thread_would_keep_the_loop_waiting() -> None:
    """Why there is a process: the SVG renderer holds Python's lock."""
    assert await _longest_work(asyncio.to_thread(pictures.png, "step_down", "low_step", "left")) > 0.05


async def _longest_work(job: Awaitable[object]) -> float:
    """The most CPU seconds that this process spent between two beats while `job` ran."""
    work: list[float] = []
    beating = asyncio.create_task(_beat(work))
    await asyncio.sleep(0.02)
    await job
    beating.cancel()
    assert len(work) > 2
    return max(work)


async def _beat(work: list[float]) -> None:
    while True:
        before = time.process_time()
        await asyncio.sleep(0.002)
        work.append(time.process_time() - before)
