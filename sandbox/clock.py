"""Time that a person can push forward.

The clock never reads the machine's time by itself: whoever builds it says where the time comes from, and the shift that
the time machine adds lies on top. Between two jumps time flows as the source does (or stands still, in tests).
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """`now()` is the source's moment plus everything that was skipped, always aware and in UTC."""

    def __init__(self, source: Callable[[], datetime], shift: timedelta = timedelta()) -> None:
        self._source = source
        self._shift = shift

    @classmethod
    def frozen(cls, at: datetime) -> "Clock":
        """A clock that moves only when it is told to."""
        if at.tzinfo is None:
            msg = f"{at.isoformat()} has no time zone"
            raise ValueError(msg)
        return cls(lambda: at)

    @property
    def shift(self) -> timedelta:
        """How far the clock is ahead of its source."""
        return self._shift

    def now(self) -> datetime:
        return self._source().astimezone(UTC) + self._shift

    def advance(self, by: timedelta) -> datetime:
        """Skip `by`; time never runs backwards. Returns the new moment."""
        if by < timedelta():
            msg = f"the clock cannot go back ({by})"
            raise ValueError(msg)
        self._shift += by
        return self.now()
