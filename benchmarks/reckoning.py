"""What came of a storm: how much of the allowed rate was used, how fast answers were, whether the sums are right."""

import statistics
from collections.abc import Collection, Mapping
from itertools import pairwise

from sandbox.counts import Counts
from sandbox.limits import counts_as_message
from sandbox.reply import Reply
from scheduler.limits import FREE_RATE
from storage.outbox import State
from storage.recipients import Tally

Span = tuple[float, float]  # from, until: Unix seconds


class Log(Counts):
    """The sandbox's counts, and the moments of what Telegram took and of its 429s."""

    def __init__(self) -> None:
        super().__init__(journal=10)
        self.copies: list[float] = []  # that Telegram did not send away with a 429, whatever came of them
        self.others: list[float] = []  # answers and cards likewise
        self.waits: list[Span] = []
        self.alive_at = 0.0  # when a process said its first word

    def add(self, at: float, method: str, params: Mapping[str, object], reply: Reply, *, lost: bool) -> None:
        """As the sandbox counts, and by kind."""
        super().add(at, method, params, reply, lost=lost)
        if method.lower() == "getme":
            self.alive_at = at
        if reply.retry_after is not None:
            self.waits.append((at, at + reply.retry_after))
        elif method.lower() == "copymessage":
            self.copies.append(at)
        elif counts_as_message(method.lower()):
            self.others.append(at)


def print_rate(log: Log, dead: list[Span]) -> None:
    """Copies a second against what was allowed, and against what would have been without the 429s."""
    begin, end = log.copies[0], log.copies[-1]
    copies, others = len(log.copies), sum(begin <= at <= end for at in log.others)
    alive = end - begin - covered(dead, begin, end)
    free = end - begin - covered([*dead, *log.waits], begin, end)
    print(
        f"{copies} copies and {others} answers and cards in {end - begin:.1f} s; the process was dead for "
        f"{end - begin - alive:.1f} s, {len(log.waits)} 429s asked for {alive - free:.1f} s more"
    )
    for label, seconds in (("allowed", free), ("with the waits", alive)):
        allowed = FREE_RATE * seconds - others
        print(f"rate: {copies / seconds:5.2f} copies/s of {allowed / seconds:5.2f} {label}: {copies / allowed:.1%}")


def print_answers(answers: list[Span], people: int, dead: list[Span]) -> None:
    """How long runners waited."""
    living = [span for span in answers if not covered(dead, *span)]
    for label, spans in (("while it lived", living), ("the dead seconds included", answers)):
        waits = [(answered - asked) * 1000 for asked, answered in spans]
        print(
            f"answers to {people} runners, {label}: {len(waits)}, median {statistics.median(waits):.0f} ms, "
            f"p95 {statistics.quantiles(waits, n=20)[-1]:.0f} ms, slowest {max(waits):.0f} ms"
        )


def sums_are_right(tally: Tally, ledger: Mapping[int, str], got: Mapping[int, int], count: int) -> bool:
    """Print the ledger (runner: state) against what is in the chats (runner: copies); whether they agree."""
    arrived = {state: sum(got.get(number, 0) for number, is_ in ledger.items() if is_ == state) for state in State}
    twice = sum(number > 1 for number in got.values())
    accounted = tally.sent + tally.blocked + tally.gone + tally.failed + tally.uncertain
    print(
        f"ledger: {tally.sent} sent + {tally.blocked} blocked + {tally.gone} gone + {tally.failed} failed + "
        f"{tally.uncertain} uncertain = {accounted} of {count}\n"
        f"in the chats: {sum(got.values())}, of which {arrived[State.SENT]} sent and {arrived[State.UNSURE]} of the "
        f"uncertain; {twice} people got it twice"
    )
    nobody_else = arrived[State.VOID] == arrived[State.FAILED] == twice == 0
    return accounted == count == len(ledger) and arrived[State.SENT] == tally.sent and nobody_else


def covered(spans: Collection[Span], begin: float, end: float) -> float:
    """Seconds between `begin` and `end` that lie in any of the spans."""
    edges = sorted({begin, end, *(edge for span in spans for edge in span if begin < edge < end)})
    return sum(b - a for a, b in pairwise(edges) if any(start <= a and b <= stop for start, stop in spans))
