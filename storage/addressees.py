"""Who a message is for: what must be known of a runner before one is sent to them."""

from datetime import time
from functools import lru_cache
from typing import NamedTuple

from storage.tables import runners


class Addressee(NamedTuple):
    """Their zone, their quiet hours on its wall, whether they want to hear, and whether they can."""

    zone: str | None
    quiet_from: time
    quiet_to: time
    muted: bool
    unreachable: bool


# What a query asks for and `addressee` is given, in this order.
COLUMNS = (
    *runners.c["zone", "quiet_from", "quiet_to", "muted"],
    runners.c.blocked_at.is_not(None).label("unreachable"),
)


def addressee(zone: str | None, quiet_from: str, quiet_to: str, muted: bool, unreachable: bool) -> Addressee:
    """From a row."""
    return Addressee(zone, _wall(quiet_from), _wall(quiet_to), muted, unreachable)


_wall = lru_cache(maxsize=1440)(time.fromisoformat)
