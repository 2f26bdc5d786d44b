import asyncio
from datetime import UTC, datetime, timedelta

from scheduler.metronome import BEAT, Metronome, after_silences


class Beats:
    """A job that counts, and can be made to take long or to fail."""

    def __init__(self) -> None:
        self.count = 0
        self.at_once = 0
        self.most_at_once = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.bug: Exception | None = None
        self.thrice = asyncio.Event()

    async def __call__(self) -> None:
        self.count += 1
        if self.count == 3:
            self.thrice.set()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.gate.wait()
        self.at_once -= 1
        if self.bug is not None:
            raise self.bug


async def test_it_beats_on_although_a_job_fails() -> None:
    beats = Beats()
    beats.bug = KeyError("bug")
    metronome = Metronome(beats, beat=0.02)
    metronome.start()
    await asyncio.wait_for(beats.thrice.wait(), 5)
    await metronome.stop()


async def test_a_job_that_takes_longer_than_a_beat_is_not_started_twice_and_holds_up_no_other() -> None:
    slow, quick = Beats(), Beats()
    slow.gate.clear()
    metronome = Metronome(slow, quick, beat=0.02)
    metronome.start()
    await asyncio.wait_for(quick.thrice.wait(), 5)
    slow.gate.set()
    await metronome.stop()
    assert slow.count == slow.most_at_once == 1


async def test_stopping_lets_a_job_end_and_gives_up_one_that_does_not() -> None:
    for patient in (True, False):
        job = Beats()
        job.gate.clear()
        metronome = Metronome(job, beat=0.02)
        metronome.start()
        while not job.at_once:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        if patient:
            asyncio.get_running_loop().call_later(0.05, job.gate.set)
        await metronome.stop(seconds=2 if patient else 0.05)
        assert job.at_once == (0 if patient else 1)


async def test_whoever_moves_the_clock_can_have_a_beat_at_once() -> None:
    now = datetime(2026, 6, 3, 7, 0, tzinfo=UTC)
    seen: list[datetime] = []

    async def job() -> None:
        seen.append(now)

    metronome = Metronome(job, beat=3600)
    await metronome.tick_now()
    now += timedelta(days=1)
    await metronome.tick_now()
    assert seen == [now - timedelta(days=1), now]


async def test_the_first_beat_is_at_once() -> None:
    beats = Beats()
    metronome = Metronome(beats, beat=3600)
    metronome.start()
    await asyncio.sleep(0)
    await metronome.stop()
    assert beats.count == 1


async def test_a_short_silence_does_not_cost_the_rest_of_the_beat_and_a_long_one_is_left_to_the_next() -> None:
    beats, left = Beats(), [0.01, 0.01, 0.0, BEAT]
    job = after_silences(beats, lambda: left.pop(0))
    await job()
    assert beats.count == 3
    await job()
    assert beats.count == 4
