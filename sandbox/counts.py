"""What happened, exactly: calls by method and answer, messages by recipient and second, the last calls in full."""

from collections import Counter, OrderedDict, deque
from collections.abc import Mapping
from typing import NamedTuple

from sandbox.reply import Reply

MAX_SECONDS = 100_000


class Made(NamedTuple):
    """One call: when (Unix seconds), which method, with what, and how it was answered (0 when the answer was lost)."""

    at: float
    method: str
    params: Mapping[str, object]
    status: int
    description: str


class Counts:
    """Bounded: the journal is a ring, seconds are the latest, recipients are integers."""

    def __init__(self, journal: int = 2000) -> None:
        self.calls: Counter[str] = Counter()
        #: (method, HTTP status) -> calls, refusals and lost answers (status 0) only
        self.refused: Counter[tuple[str, int]] = Counter()
        #: chat -> messages that arrived there
        self.delivered: Counter[int] = Counter()
        #: Unix second -> messages that arrived in it
        self.by_second: OrderedDict[int, int] = OrderedDict()
        self.journal: deque[Made] = deque(maxlen=journal)

    def add(self, at: float, method: str, params: Mapping[str, object], reply: Reply, *, lost: bool) -> None:
        status = 0 if lost else reply.status
        self.calls[method] += 1
        if status != 200:
            self.refused[method, status] += 1
        self.journal.append(Made(at, method, params, status, reply.description))

    def arrived(self, chat_id: int, second: int, messages: int = 1) -> None:
        self.delivered[chat_id] += messages
        self.by_second[second] = self.by_second.get(second, 0) + messages
        if len(self.by_second) > MAX_SECONDS:
            self.by_second.popitem(last=False)

    @property
    def busiest_second(self) -> int:
        """Messages in the fullest calendar second."""
        return max(self.by_second.values(), default=0)

    @property
    def duplicates(self) -> int:
        """Messages beyond the first for each recipient: what a broadcast that sends one each got twice."""
        return sum(self.delivered.values()) - len(self.delivered)
