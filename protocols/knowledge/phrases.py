"""Finds known phrases in a run of words, by stems, so that one form of a word stands for all."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from protocols.knowledge.text import stem


class Hit(NamedTuple):
    """A labelled phrase: words[start:end]."""

    start: int
    end: int
    label: str


class Phrases:
    """An index of label → phrases. A word written with a leading `=` is matched as it stands, without stemming.

    Phrases are filed by their first two words, since hundreds begin with "no" or "how".
    """

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._single: dict[str, list[str]] = {}
        self._longer: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
        for label, phrases in table.items():
            for phrase in phrases:
                first, *rest = (word if word[0] == "=" else stem(word) for word in phrase.split())
                if rest:
                    self._longer.setdefault(first, {}).setdefault(rest[0], []).append((tuple(rest[1:]), label))
                else:
                    self._single.setdefault(first, []).append(label)
        self._firsts = self._single.keys() | self._longer.keys()
        for seconds in self._longer.values():
            for options in seconds.values():
                options.sort(key=lambda option: -len(option[0]))

    def find(self, words: Sequence[str], stems: Sequence[str]) -> list[Hit]:
        """Every phrase at every position; for one label and start only the longest."""
        hits: list[Hit] = []
        last = len(words) - 1
        for start, root in enumerate(stems):
            seen: dict[str, int] = {}
            for first in (root, "=" + words[start]):
                if first not in self._firsts:
                    continue
                for label in self._single.get(first, ()):
                    seen.setdefault(label, start + 1)
                if start < last and (seconds := self._longer.get(first)):
                    for second in (stems[start + 1], "=" + words[start + 1]):
                        for rest, label in seconds.get(second, ()):
                            end = start + 2 + len(rest)
                            if end > seen.get(label, 0) and _stands(rest, words, stems, start + 2):
                                seen[label] = end
            hits.extend(Hit(start, end, label) for label, end in seen.items())
        return hits


def _stands(rest: tuple[str, ...], words: Sequence[str], stems: Sequence[str], start: int) -> bool:
    """Whether the rest of a phrase stands from `start` on."""
    if start + len(rest) > len(words):
        return False
    return all(key == stems[start + place] or key == "=" + words[start + place] for place, key in enumerate(rest))


def split_phrases(listed: str) -> tuple[str, ...]:
    """`"clam, clam shell"` → ("clam", "clam shell")."""
    return tuple(phrase for part in listed.replace("\n", ",").split(",") if (phrase := " ".join(part.split())))
