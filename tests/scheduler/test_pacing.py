import asyncio
from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.limits import CHAT_BURST, FREE_RATE, PAID_RATE, QUICK, SLOW, Departure, Limits
from scheduler.pacing import HeldError, Pace
from storage.outbox import Priority
from tests.scheduler.virtual_time import run

Clock = Callable[[], float]
ASKS = st.lists(
    st.tuples(st.floats(0, 5), st.integers(1, 6), st.sampled_from(Priority)), min_size=1, max_size=150
)  # (pause before it, chat, priority)


async def send_all(
    pace: Pace, clock: Clock, asks: list[tuple[float, int, Priority]]
) -> list[tuple[float, int, Priority]]:
    """Everybody asks after their pause, all at the same time; gives what went, in order."""
    went: list[tuple[float, int, Priority]] = []

    async def one(pause: float, chat: int, priority: Priority) -> None:
        await asyncio.sleep(pause)
        _ = await pace.turn(chat, priority, patience=1e9)
        went.append((clock(), chat, priority))

    await asyncio.gather(*(one(*ask) for ask in asks))
    return went


def busiest_second(moments: list[float]) -> int:
    return max(bisect_left(moments, at + 1) - number for number, at in enumerate(moments))


@settings(max_examples=60)
@given(ASKS, st.sampled_from([1, 3, FREE_RATE]))
def test_no_second_ever_holds_more_than_the_rate_and_no_chat_more_than_one_unasked(
    asks: list[tuple[float, int, Priority]], rate: int
) -> None:
    went = run(lambda clock: send_all(Pace(rate, clock), clock, asks))
    assert len(went) == len(asks)
    assert busiest_second([at for at, _, _ in went]) <= rate
    for chat in {chat for _, chat, _ in went}:
        moments = [at for at, its_chat, _ in went if its_chat == chat]
        unasked = [at for at, its_chat, priority in went if its_chat == chat and priority is not Priority.ANSWER]
        assert all(later - earlier >= 1 - 1e-9 for earlier, later in pairwise(unasked))
        assert busiest_second(moments) <= CHAT_BURST + 1  # a burst of answers, and one whose second is over


@pytest.mark.parametrize("rate", [FREE_RATE, PAID_RATE])
def test_a_crowd_is_served_at_nearly_the_full_rate(rate: int) -> None:
    asks = [(0.0, chat, Priority.REMINDER) for chat in range(rate * 10)]
    went = run(lambda clock: send_all(Pace(rate, clock), clock, asks))
    assert busiest_second([at for at, _, _ in went]) <= rate
    assert 9.5 < went[-1][0] < 10.1


def test_a_few_messages_after_a_pause_go_at_once() -> None:
    went = run(lambda clock: send_all(Pace(30, clock), clock, [(5.0, chat, Priority.ANSWER) for chat in range(10)]))
    assert {at for at, _, _ in went} == {5.0}


def test_answers_go_first_then_safety_reminders_and_broadcasts() -> None:
    crowd = [(0.0, chat, Priority.BROADCAST) for chat in range(60)]
    late = [(0.5, 100, Priority.REMINDER), (0.5, 101, Priority.SAFETY), (0.5, 102, Priority.ANSWER)]
    went = run(lambda clock: send_all(Pace(30, clock), clock, crowd + late))
    assert [priority for at, _, priority in went if at > 0.5][:3] == [
        Priority.ANSWER,
        Priority.SAFETY,
        Priority.REMINDER,
    ]


def test_a_busy_chat_holds_up_no_other() -> None:
    asks = [(0.0, 1, Priority.SAFETY)] * 5 + [(0.1, 2, Priority.BROADCAST)]
    went = run(lambda clock: send_all(Pace(30, clock), clock, asks))
    assert next(at for at, chat, _ in went if chat == 2) == pytest.approx(0.1)


def test_a_group_hears_twenty_a_minute_at_most() -> None:
    went = run(lambda clock: send_all(Pace(30, clock), clock, [(0.0, -5, Priority.REMINDER)] * 25))
    assert went[19][0] == pytest.approx(57)


def test_a_flood_silences_everybody_then_the_pace_comes_back() -> None:
    async def play(clock: Clock) -> list[float]:
        pace = Pace(30, clock)
        asks = [(0.0, chat, Priority.REMINDER) for chat in range(3000)]
        sending = asyncio.create_task(send_all(pace, clock, asks))
        await asyncio.sleep(2)
        pace.hold(7)
        pace.hold(6)  # said by another answer of the same flood
        return [at for at, _, _ in await sending]

    moments = run(play)
    assert not [at for at in moments if 2.001 < at < 9]
    after, recovered = (sum(start <= at < start + 5 for at in moments) for start in (9, 17))
    assert 0.8 * 150 < after < 0.95 * 150
    assert recovered >= 147


def test_floods_that_follow_each_other_slow_us_down_for_longer() -> None:
    limits, now, spans = Limits(30), 0.0, []
    for _ in range(5):
        limits.hold(now, 1)
        spans.append(_until_whole(limits, now + 1))
        now += 2  # the next one comes before the pace is back
    assert spans == sorted(spans)
    assert spans[0] == pytest.approx(QUICK, abs=0.2)
    assert spans[-1] == pytest.approx(SLOW, abs=0.2)
    now += 2 * SLOW  # quiet for long: the next one is a first one again
    limits.hold(now, 1)
    assert _until_whole(limits, now + 1) == pytest.approx(QUICK, abs=0.2)


def _until_whole(limits: Limits, since: float) -> float:
    return next(tenths / 10 for tenths in range(1000) if limits._share_at(since + tenths / 10) > 0.999)


@given(st.lists(st.floats(0, 0.5), min_size=31, max_size=200))
def test_however_messages_jostle_on_their_way_telegram_never_sees_too_many_in_a_second(delays: list[float]) -> None:
    limits, now, arrivals = Limits(30), 0.0, []
    on_their_way: list[tuple[float, Departure]] = []
    for chat, delay in enumerate([0.0, *delays]):
        now = limits.ready_at(now)
        for at, departure in [one for one in on_their_way if one[0] <= now]:
            limits.answered(departure, at)
        on_their_way = [one for one in on_their_way if one[0] > now]
        on_their_way.append((now + delay, limits.take(now, chat, waited=True)))
        arrivals.append(now + delay)
    assert busiest_second(sorted(arrivals)) <= 30


@given(st.lists(st.floats(0.1, 30), max_size=20))
def test_floods_never_bring_the_pace_to_a_standstill(floods: list[float]) -> None:
    limits, now = Limits(30), 0.0
    for seconds in floods:
        limits.hold(now, seconds)
        now = limits.ready_at(now)
        assert limits.held_for(now) == 0
        limits.take(now, 1)
        now = limits.ready_at(now)
    assert limits.ready_at(now + 1) <= now + 2


def test_whoever_cannot_wait_for_a_flood_to_end_is_sent_away() -> None:
    async def play(clock: Clock) -> tuple[float, float, float]:
        pace = Pace(1, clock)
        await pace.turn(1)
        waiting = asyncio.create_task(pace.turn(2, Priority.REMINDER, patience=2))
        patient = asyncio.create_task(pace.turn(3, Priority.ANSWER, patience=20))
        await asyncio.sleep(0.1)
        pace.hold(10)
        with pytest.raises(HeldError) as was_waiting:
            await waiting
        with pytest.raises(HeldError) as came_later:
            await pace.turn(4, Priority.REMINDER, patience=2)
        await patient
        return was_waiting.value.seconds, came_later.value.seconds, clock()

    first, second, at = run(play)
    assert (first, second) == (10, pytest.approx(10))
    assert at == pytest.approx(10.1)


def test_a_turn_that_nobody_waits_for_any_more_is_given_to_the_next() -> None:
    async def play(clock: Clock) -> float:
        pace = Pace(1, clock)
        await pace.turn(1)
        gone = asyncio.create_task(pace.turn(2))
        await asyncio.sleep(0.1)
        gone.cancel()
        await pace.turn(3)
        return clock()

    assert run(play) == pytest.approx(1.008)


def test_chats_whose_second_is_over_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.limits.KEPT_CHATS", 10)
    limits = Limits(1000)
    for chat in range(100):
        limits.take(chat * 2.0, chat)
    assert len(limits.chats._free_at) <= 11


def test_paid_broadcasts_go_beside_all_else_and_both_together_keep_to_their_rate() -> None:
    async def play(clock: Clock) -> tuple[list[tuple[float, int, Priority]], list[tuple[float, int, Priority]]]:
        free = Pace(FREE_RATE, clock)
        news = [(0.0, chat, Priority.BROADCAST) for chat in range(5000)]
        rest = [(0.0, chat, Priority.REMINDER) for chat in range(10_000, 10_150)]
        return await asyncio.gather(send_all(free.paid(PAID_RATE), clock, news), send_all(free, clock, rest))

    news, rest = run(play)
    assert busiest_second(sorted(at for at, _, _ in [*news, *rest])) <= PAID_RATE
    assert 4.9 < news[-1][0] < 5.5
    assert 4.5 < rest[-1][0] < 5.1


def test_a_chat_that_just_heard_a_reminder_hears_paid_news_a_second_later() -> None:
    async def play(clock: Clock) -> float:
        free = Pace(FREE_RATE, clock)
        await free.turn(1, Priority.REMINDER)
        departure = await free.paid(PAID_RATE).turn(1, Priority.BROADCAST)
        assert departure.paid
        return clock()

    assert run(play) == pytest.approx(1.0)
