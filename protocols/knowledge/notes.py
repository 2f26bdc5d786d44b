"""Editors' notes: answers to what the article leaves open, written and confirmed by two people of the team (P).

They are looked at only when nothing else answers, and only for a question that is much like one they were written for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from protocols.knowledge.model import Entry

ALIKE = 0.5  # of all that two questions are about, the share they have in common
_SHARED = 2  # and at least so much of it, unless they are the same

SECTION = "an editor's note of the team, not the article (P)"


@dataclass(frozen=True, slots=True)
class Notes:
    """Published notes with what each of their phrasings is about."""

    entries: tuple[Entry, ...] = ()
    about: tuple[tuple[frozenset[str], ...], ...] = ()

    @classmethod
    def read(cls, entries: Sequence[Entry], features: Callable[[str], frozenset[str]]) -> "Notes":
        """Prepared for looking up."""
        return cls(tuple(entries), tuple(tuple(map(features, entry.phrasings)) for entry in entries))

    def best(self, asked: frozenset[str]) -> Entry | None:
        """The note for a question; None when none is close enough."""
        scored = (
            (likeness(asked, phrasing), -number)
            for number, phrasings in enumerate(self.about)
            for phrasing in phrasings
        )
        score, number = max(scored, default=(0.0, 0))
        return self.entries[-number] if score >= ALIKE else None


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0 to 1: how much of what two questions are about they share."""
    shared = len(one & other)
    if not shared or (shared < _SHARED and one != other):
        return 0.0
    return shared / len(one | other)


def note(number: int, question: str, phrasings: Sequence[str], answer: str) -> Entry:
    """A note as an entry: it can be shown, voted on and found like any other."""
    return Entry(f"note-{number}", question, (SECTION,), (), "P", "", "", tuple(phrasings), answer, None)
