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
    """An index of label → phrases. A word written with a leading `=` is matched as it stands, without stemming."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for label, phrases in table.items():
            for phrase in phrases:
                keys = tuple(word if word.startswith("=") else stem(word) for word in phrase.split())
                self._by_first.setdefault(keys[0], []).append((keys, label))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def find(self, words: Sequence[str], stems: Sequence[str]) -> list[Hit]:
        """Every phrase at every position; for one label and start only the longest."""
        hits: list[Hit] = []
        for start, (word, root) in enumerate(zip(words, stems, strict=True)):
            seen: set[str] = set()
            for keys, label in (*self._by_first.get(root, ()), *self._by_first.get("=" + word, ())):
                end = start + len(keys)
                if label not in seen and _fits(keys, words[start:end], stems[start:end]):
                    seen.add(label)
                    hits.append(Hit(start, end, label))
        return hits

    def words(self) -> set[str]:
        """Every stem (and every literal word) that occurs in a phrase."""
        return {key.removeprefix("=") for options in self._by_first.values() for keys, _ in options for key in keys}


def _fits(keys: tuple[str, ...], words: Sequence[str], stems: Sequence[str]) -> bool:
    return len(words) == len(keys) and all(
        key == root or key == "=" + word for key, word, root in zip(keys, words, stems, strict=True)
    )


def split_phrases(listed: str) -> tuple[str, ...]:
    """`"clam, clam shell"` → ("clam", "clam shell")."""
    return tuple(phrase for part in listed.replace("\n", ",").split(",") if (phrase := " ".join(part.split())))
