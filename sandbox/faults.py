"""Trouble on demand: errors, lost and slow answers, by script or by chance; the chance is seeded and repeats."""

import random
from collections import defaultdict, deque
from dataclasses import dataclass

from sandbox.errors import OTHER_POLLER, ApiError, conflict, flood

#: stands for every method except getUpdates
ANY = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one call: an error instead of the effect, or a late or lost answer after it."""

    error: ApiError | None = None
    lost: bool = False
    #: real seconds until the answer
    delay: float = 0.0


def server_error(code: int = 502, text: str = "Bad Gateway") -> Fault:
    return Fault(ApiError(code, text))


def too_many(retry_after: int) -> Fault:
    """429; `retry_after` in seconds."""
    return Fault(flood(retry_after))


def refusal(code: int, description: str) -> Fault:
    """Any refusal Telegram might give."""
    return Fault(ApiError(code, description))


def other_poller() -> Fault:
    """409: somebody else asks for this bot's updates."""
    return Fault(conflict(OTHER_POLLER))


def lost_answer() -> Fault:
    """The call takes effect, and the connection breaks before the answer."""
    return Fault(lost=True)


def slow(seconds: float) -> Fault:
    """The call takes effect, and the answer takes its time."""
    return Fault(delay=seconds)


class Faults:
    """What will go wrong. A script comes before chance; a method's own entries before those for `ANY`."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self._scripts: dict[str, deque[Fault | None]] = defaultdict(deque)
        self._odds: dict[str, list[tuple[float, Fault]]] = defaultdict(list)

    def once(self, method: str, *faults: Fault | None) -> None:
        """The next calls of `method` meet these, one each; None lets one pass."""
        self._scripts[method.lower()].extend(faults)

    def odds(self, method: str, fault: Fault, probability: float) -> None:
        """From now on each call of `method` meets `fault` with this probability."""
        self._odds[method.lower()].append((probability, fault))

    def clear(self) -> None:
        self._scripts.clear()
        self._odds.clear()

    def draw(self, method: str) -> Fault | None:
        """What happens to this call of `method` (in lower case)."""
        if not self._scripts and not self._odds:
            return None
        names = (method,) if method == "getupdates" else (method, ANY)
        for name in names:
            if script := self._scripts.get(name):
                return script.popleft()
        for name in names:
            for probability, fault in self._odds.get(name, ()):
                if self._random.random() < probability:
                    return fault
        return None
