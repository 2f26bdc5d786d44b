"""`python -m benchmarks.knowledge`: ours beside the usual retrievers, same questions, same run.

Right in scope is judged on the passages given as the answer, never on what is offered beside it. Peers retrieve over
our passages' bodies with their facts, so that they see the same words we answer with. They have no triage: every red
flag is an ordinary question to them, and they answer whatever scores above zero.
"""

import gc
import tracemalloc
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import process_time

from benchmarks.peers import Bm25, MiniLm, Retriever, TfIdf
from benchmarks.questions import RED_FLAGS, SPLITS, Question, questions
from bot.texts.answers import plain
from protocols.knowledge import Entry, Kind, Knowledge, load

ITBS = Path(__file__).parent.parent / "protocols" / "itbs"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system made of a question."""

    kind: str
    facts: frozenset[str]
    text: str


@dataclass(slots=True)
class Tally:
    """Right and wrong by what was asked, and the processor time each reply took (ms)."""

    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    outside_asked: int = 0
    answered_outside: int = 0
    false_alarms: int = 0
    no_alarm_due: int = 0
    times: list[float] = field(default_factory=list)
    heard: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, question: Question, reply: Reply) -> None:
        """Count one reply."""
        kind = "lookalike" if question.lookalike else question.kind
        self.asked[kind] = self.asked.get(kind, 0) + 1
        right = reply.kind == question.kind and (
            question.kind != "answer" or question.answered_by(reply.facts, reply.text)
        )
        self.right[kind] = self.right.get(kind, 0) + right
        self.heard[question.kind, reply.kind] += 1
        self.outside_asked += question.kind == "abstain"
        self.answered_outside += question.kind == "abstain" and reply.kind == "answer"
        if question.kind not in RED_FLAGS:
            self.no_alarm_due += 1
            self.false_alarms += reply.kind in RED_FLAGS

    def share(self, *kinds: str) -> float:
        """Right of all asked of these kinds, in percent."""
        return (
            100
            * sum(self.right.get(kind, 0) for kind in kinds)
            / max(1, sum(self.asked.get(kind, 0) for kind in kinds))
        )

    def outside(self) -> float:
        """Out-of-scope questions that got an answer, in percent."""
        return 100 * self.answered_outside / max(1, self.outside_asked)

    def alarms(self) -> float:
        """Messages without a red flag that raised an alarm, in percent."""
        return 100 * self.false_alarms / max(1, self.no_alarm_due)

    def percentile(self, share: float) -> float:
        """The time within which this share of the replies came, in ms."""
        return sorted(self.times)[min(len(self.times) - 1, int(len(self.times) * share))]


def ours(knowledge: Knowledge) -> Callable[[str], Reply]:
    """Our replies, as the runner would read them."""

    def reply(text: str) -> Reply:
        answer = knowledge.respond(text)
        kind = str(Kind.EMERGENCY if answer.kind is Kind.CRISIS else answer.kind)
        held = (fact for entry in answer.entries for fact in entry.facts)
        return Reply(kind, frozenset(held), plain(answer))

    return reply


def peer(retriever: Retriever, entries: Sequence[Entry]) -> Callable[[str], Reply]:
    """A retriever's replies: the best passage, or nothing when no word matched."""

    def reply(text: str) -> Reply:
        number, score = retriever.best(text)
        if score <= 0:
            return Reply("abstain", frozenset(), "")
        return Reply("answer", frozenset(entries[number].facts), entries[number].body)

    return reply


def tally(reply: Callable[[str], Reply], split: str, voices: Collection[str] = (), every: int = 1) -> Tally:
    """All questions of a split (or every third, or only those of some voices) put to one system."""
    count = Tally()
    for question in islice(questions(split), 0, None, every):
        if voices and question.voice not in voices:
            continue
        begun = process_time()
        made = reply(question.text)
        count.times.append(1000 * (process_time() - begun))
        count.add(question, made)
    return count


def _systems() -> Iterator[tuple[str, Callable[[str], Reply], float, float]]:
    """Name, replies, time to load (processor ms) and memory (MB) of every system that is installed."""
    begun = process_time()
    knowledge = load(ITBS)
    loaded = 1000 * (process_time() - begun)
    tracemalloc.start()
    load(ITBS)
    held = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    gc.freeze()  # as a bot does when it has started
    yield "ours", ours(knowledge), loaded, held
    entries = [knowledge.entry(entry) for topic in knowledge.topics() for entry in topic.entries]
    for name, build in (("BM25", Bm25), ("TF-IDF", TfIdf), *((("MiniLM", MiniLm),) if MiniLm.installed() else ())):
        begun = process_time()
        retriever = build([entry.body for entry in entries])
        yield name, peer(retriever, entries), 1000 * (process_time() - begun), 0.0


COLUMNS = (
    "in scope %",
    "outside %",
    "red flags %",
    "false al. %",
    "log/chat %",
    "p50 cpu ms",
    "p99 cpu ms",
    "load cpu ms",
    "MB",
)


def detail(split: str, count: Tally) -> None:
    """What each kind of question was taken for: how red flags are confused, above all."""
    kinds = sorted({kind for pair in count.heard for kind in pair})
    print(f"\n{'asked (' + split + ')':18}" + "".join(f"{kind:>13}" for kind in kinds))
    for kind in kinds:
        print(f"{kind:18}" + "".join(f"{count.heard[kind, taken]:13d}" for taken in kinds))


def main() -> None:
    """Print the table: right in scope, answered outside, red flags at their level, false alarms, time, memory."""
    details: list[tuple[str, Tally]] = []
    print(f"{'':18}" + "".join(f"{column:>13}" for column in COLUMNS))
    for name, reply, loaded, held in _systems():
        for split in SPLITS:
            count = tally(reply, split)
            if not count.times:
                continue
            figures = (
                count.share("answer"),
                count.outside(),
                count.share(*RED_FLAGS),
                count.alarms(),
                count.share("log", "chat"),
                count.percentile(0.5),
                count.percentile(0.99),
                loaded,
                held,
            )
            print(f"{name + ' ' + split:18}" + "".join(f"{figure:13.1f}" for figure in figures))
            if name == "ours":
                details.append((split, count))
    for split, count in details:
        detail(split, count)
    if not MiniLm.installed():
        print("MiniLM: not installed (pip install .[training])")


if __name__ == "__main__":
    main()
