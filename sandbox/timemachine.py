"""Jumps in time that miss nothing: on the way to its goal a jump stops wherever the bot has something to say."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.clock import Clock

#: when the bot next has something to say (aware), or None
NextMoment = Callable[[], Awaitable[datetime | None]]
#: told after every stop, so that the bot looks at the clock at once
OnJump = Callable[[datetime], Awaitable[None]]

#: a bot that always has something to say a second later must not hold a jump forever
MAX_STOPS = 500


async def _nothing_planned() -> None:
    return None


async def _nobody_to_tell(_: datetime) -> None:
    return None


class TimeMachine:
    """Moves the clock forward. `next_moment` and `on_jump` come from whoever runs the bot."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.next_moment: NextMoment = _nothing_planned
        self.on_jump: OnJump = _nobody_to_tell
        #: told of every stop as well, without being waited for: the chat page's clock
        self.watchers: list[Callable[[datetime], None]] = []

    async def advance(self, by: timedelta) -> datetime:
        """Skip `by`, stopping at every moment on the way. Returns the new time."""
        if by < timedelta():
            msg = f"time does not go back ({by})"
            raise ValueError(msg)
        return await self._travel_to(self.clock.now() + by)

    async def to_next_message(self) -> datetime | None:
        """Go to when the bot next speaks; None, and no jump, when it plans nothing."""
        moment = await self.next_moment()
        return None if moment is None else await self._stop_at(moment)

    async def to_local_time(self, at: time, zone: ZoneInfo) -> datetime:
        """Go to the next time the clock on the wall of `zone` shows `at`."""
        local = self.clock.now().astimezone(zone)
        goal = datetime.combine(local.date(), at, zone)
        if goal <= local:
            goal = datetime.combine(local.date() + timedelta(days=1), at, zone)
        return await self._travel_to(goal)

    async def _travel_to(self, goal: datetime) -> datetime:
        for _ in range(MAX_STOPS):
            moment = await self.next_moment()
            if moment is None or not self.clock.now() < moment < goal:
                break
            await self._stop_at(moment)
        return await self._stop_at(goal)

    async def _stop_at(self, moment: datetime) -> datetime:
        """The clock at `moment` (or where it already is, when that is later), and the bot told."""
        self.clock.advance(max(moment - self.clock.now(), timedelta()))
        now = self.clock.now()
        for watcher in self.watchers:
            watcher(now)
        await self.on_jump(now)
        return now
