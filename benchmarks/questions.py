"""The question sets, and whether an answer to one of them is right."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

SETS = Path(__file__).parent.parent / "tests" / "knowledge" / "questions"
SPLITS = ("develop", "validate")
RED_FLAGS = frozenset({"emergency", "urgent", "professional"})


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked, in whose voice, and what a right answer holds.

    `facts`: any of them suffices, unless `every`; `must`: of each group one alternative stands in the text.
    """

    text: str
    voice: str
    kind: str
    facts: frozenset[str]
    must: tuple[tuple[str, ...], ...]
    every: bool
    lookalike: bool

    def answered_by(self, facts: Collection[str], text: str) -> bool:
        """Whether facts and text hold what was asked for."""
        held = self.facts <= set(facts) if self.every else bool(self.facts & set(facts))
        lowered = text.lower()
        return held and all(any(word.lower() in lowered for word in group) for group in self.must)


def questions(split: str) -> Iterator[Question]:
    """All questions of a split, voice by voice."""
    for file in sorted((SETS / split).glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Question(
                text=row["q"],
                voice=row["voice"],
                kind=row["kind"],
                facts=frozenset(row.get("facts", ())),
                must=tuple(tuple(group) for group in row.get("must", ())),
                every=row.get("all", False),
                lookalike=row.get("lookalike", False),
            )
