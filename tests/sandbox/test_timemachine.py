"""The clock that can be pushed, and jumps that stop where the bot has something to say."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox.clock import Clock
from sandbox.timemachine import TimeMachine
from tests.sandbox.conftest import MONDAY

HOUR = timedelta(hours=1)


class Planner:
    """A bot that wants to speak at certain moments and does so when it is told the time."""

    def __init__(self, machine: TimeMachine, *moments: datetime) -> None:
        self.due = sorted(moments)
        self.stops: list[datetime] = []
        machine.next_moment = self.next_moment
        machine.on_jump = self.tick

    async def next_moment(self) -> datetime | None:
        return self.due[0] if self.due else None

    async def tick(self, now: datetime) -> None:
        self.stops.append(now)
        self.due = [moment for moment in self.due if moment > now]


@pytest.fixture
def machine(clock: Clock) -> TimeMachine:
    return TimeMachine(clock)


def test_time_flows_on_between_jumps() -> None:
    moments = iter([MONDAY, MONDAY + HOUR, MONDAY + 2 * HOUR])
    clock = Clock(lambda: next(moments))
    assert clock.now() == MONDAY
    assert clock.advance(timedelta(days=1)) == MONDAY + timedelta(days=1) + HOUR
    assert clock.now() == MONDAY + timedelta(days=1) + 2 * HOUR


def test_time_never_runs_backwards_and_is_never_naive(clock: Clock) -> None:
    with pytest.raises(ValueError, match="cannot go back"):
        clock.advance(-HOUR)
    with pytest.raises(ValueError, match="no time zone"):
        Clock.frozen(MONDAY.replace(tzinfo=None))


async def test_to_the_next_message(machine: TimeMachine) -> None:
    planner = Planner(machine, MONDAY + 3 * HOUR, MONDAY + 9 * HOUR)
    assert await machine.to_next_message() == MONDAY + 3 * HOUR
    assert await machine.to_next_message() == MONDAY + 9 * HOUR
    assert await machine.to_next_message() is None
    assert planner.stops == [MONDAY + 3 * HOUR, MONDAY + 9 * HOUR]
    assert machine.clock.now() == MONDAY + 9 * HOUR


async def test_a_message_already_due_is_sent_without_a_jump(machine: TimeMachine) -> None:
    planner = Planner(machine, MONDAY - HOUR)
    assert await machine.to_next_message() == MONDAY
    assert planner.due == []


async def test_a_long_jump_stops_at_every_moment_on_its_way(machine: TimeMachine) -> None:
    planner = Planner(machine, MONDAY + HOUR, MONDAY + 5 * HOUR, MONDAY + 30 * HOUR)
    assert await machine.advance(timedelta(days=1)) == MONDAY + timedelta(days=1)
    assert planner.stops == [MONDAY + HOUR, MONDAY + 5 * HOUR, MONDAY + timedelta(days=1)]


async def test_a_bot_that_never_speaks_does_not_hold_a_jump(machine: TimeMachine) -> None:
    async def always_now() -> datetime:
        return machine.clock.now()

    machine.next_moment = always_now
    assert await machine.advance(HOUR) == MONDAY + HOUR


async def test_a_bot_that_always_speaks_soon_does_not_hold_a_jump_either(machine: TimeMachine) -> None:
    async def soon() -> datetime:
        return machine.clock.now() + timedelta(milliseconds=1)

    machine.next_moment = soon
    assert await machine.advance(timedelta(days=1)) == MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "start", "goal"),
    [
        ("UTC", datetime(2026, 3, 2, 6, tzinfo=UTC), datetime(2026, 3, 2, 7, tzinfo=UTC)),
        ("UTC", datetime(2026, 3, 2, 7, tzinfo=UTC), datetime(2026, 3, 3, 7, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 3, 2, 0, tzinfo=UTC), datetime(2026, 3, 2, 1, 15, tzinfo=UTC)),
        # the night the clocks change: seven in the morning is an hour earlier in UTC
        ("Europe/Berlin", datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC)),
    ],
)
async def test_to_seven_on_the_wall_of_a_zone(zone: str, start: datetime, goal: datetime) -> None:
    machine = TimeMachine(Clock.frozen(start))
    assert await machine.to_local_time(time(7), ZoneInfo(zone)) == goal


async def test_watchers_see_every_stop(machine: TimeMachine) -> None:
    seen: list[datetime] = []
    machine.watchers.append(seen.append)
    Planner(machine, MONDAY + HOUR)
    await machine.advance(2 * HOUR)
    assert seen == [MONDAY + HOUR, MONDAY + 2 * HOUR]
