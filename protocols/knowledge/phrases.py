"""Finds known phrases in a run of words, by stems, so that one form of a word stands for all."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from protocols.knowledge.text import stem

_Option = tuple[tuple[tuple[bool, str], ...], str]


class Hit(NamedTuple):
    """A labelled phrase: words[start:end]."""

    start: int
    end: int
    label: str


class Phrases:
    """An index of label → phrases. A word written with a leading `=` is matched as it stands, without stemming."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._by_stem: dict[str, list[_Option]] = {}
        self._by_word: dict[str, list[_Option]] = {}
        for label, phrases in table.items():
            for phrase in phrases:
                keys = tuple((word[0] == "=", word[1:] if word[0] == "=" else stem(word)) for word in phrase.split())
                literal, first = keys[0]
                (self._by_word if literal else self._by_stem).setdefault(first, []).append((keys[1:], label))
        for index in (self._by_stem, self._by_word):
            for options in index.values():
                options.sort(key=lambda option: -len(option[0]))

    def find(self, words: Sequence[str], stems: Sequence[str]) -> list[Hit]:
        """Every phrase at every position; for one label and start only the longest."""
        hits: list[Hit] = []
        for start, root in enumerate(stems):
            options = self._by_stem.get(root, ())
            exact = self._by_word.get(words[start], ())
            if not options and not exact:
                continue
            seen: set[str] = set()
            for keys, label in (*options, *exact):
                if label not in seen and _follows(keys, words, stems, start + 1):
                    seen.add(label)
                    hits.append(Hit(start, start + 1 + len(keys), label))
        return hits

    def words(self) -> set[str]:
        """Every stem (and every literal word) that occurs in a phrase."""
        rest = {key for index in (self._by_stem, self._by_word) for options in index.values() for keys, _ in options for _, key in keys}  # fmt: skip
        return self._by_stem.keys() | self._by_word.keys() | rest


def _follows(keys: tuple[tuple[bool, str], ...], words: Sequence[str], stems: Sequence[str], start: int) -> bool:
    """Whether the rest of a phrase stands from `start` on."""
    if not keys:
        return True
    if start + len(keys) > len(words):
        return False
    return all(key == (words if literal else stems)[start + place] for place, (literal, key) in enumerate(keys))


def split_phrases(listed: str) -> tuple[str, ...]:
    """`"clam, clam shell"` → ("clam", "clam shell")."""
    return tuple(phrase for part in listed.replace("\n", ",").split(",") if (phrase := " ".join(part.split())))
