"""What the reader learns from: phrasings of passages, questions of many voices, words of what is left out."""

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from protocols.knowledge import Entry, Kind
from protocols.knowledge.phrases import split_phrases
from protocols.knowledge.reader import OTHERS

ROOT = Path(__file__).parent.parent
ITBS = ROOT / "protocols" / "itbs"
STORIES = Path(__file__).parent / "stories.txt"
QUESTIONS = ROOT / "tests" / "knowledge" / "questions" / "develop"
_ABSENT = (
    "{}",
    "{}?",
    "what about {}",
    "does {} help",
    "is {} any good for it",
    "how much {}",
    "which {}",
    "{} ok or not",
)
_PHRASING, _WORD, _STORIED = 0.5, 0.3, 0.4
_EVERY = 3  # third word of a theme is taken, and every third question gets a story


@dataclass(frozen=True, slots=True)
class Example:
    """A text, whose voice it is, the classes that would be right, and how much it counts."""

    text: str
    voice: str
    right: tuple[int, ...]
    weight: float = 1.0


def classes(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Names of everything the reader tells apart."""
    return (*(entry.id for entry in entries), *OTHERS)


def examples(entries: Sequence[Entry], seed: int) -> list[Example]:
    """Everything there is to learn from."""
    asked = list(_asked(entries))
    return [*asked, *_storied(asked, Random(seed)), *_phrased(entries), *_left_out(entries, Random(seed))]


def _asked(entries: Sequence[Entry]) -> Iterator[Example]:
    for file in sorted(QUESTIONS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            right = _right(row, entries)
            if right:
                yield Example(row["q"], row["voice"], right)


def _storied(asked: Sequence[Example], random: Random) -> Iterator[Example]:
    """Some questions once more, inside a story that has nothing to do with them."""
    stories = STORIES.read_text(encoding="utf-8").splitlines()
    for example in asked[::_EVERY]:
        told = random.sample(stories, random.randint(1, 4))
        place = random.randint(1, len(told))
        text = " ".join([*told[:place], example.text, *told[place:]])
        yield Example(text, example.voice, example.right, _STORIED)


def _right(row: dict[str, object], entries: Sequence[Entry]) -> tuple[int, ...]:
    """The passages that answer a question, or the one other class; two questions in one have several."""
    kind = str(row.get("alarm", row["kind"]))
    if kind != "answer":
        return (len(entries) + OTHERS.index(Kind(kind)),)
    facts = set(row.get("facts", ()))  # type: ignore[call-overload]
    must: list[list[str]] = row.get("must", [])  # type: ignore[assignment]
    told = [number for number, entry in enumerate(entries) if facts & set(entry.facts)]
    full = [number for number in told if _says(entries[number].body.lower(), must)]
    return tuple(full or told)


def _says(body: str, must: Sequence[Sequence[str]]) -> bool:
    return all(any(word.lower() in body for word in group) for group in must)


def _phrased(entries: Sequence[Entry]) -> Iterator[Example]:
    for number, entry in enumerate(entries):
        for text in (*entry.phrasings, entry.title):
            yield Example(text, "", (number,), _PHRASING)


def _left_out(entries: Sequence[Entry], random: Random) -> Iterator[Example]:
    """Words of themes near the article but not in it, in short questions."""
    themes = tomllib.loads((ITBS / "knowledge" / "absent.toml").read_text(encoding="utf-8"))["theme"]
    absent = len(entries) + OTHERS.index(Kind.ABSTAIN)
    for theme in themes.values():
        for words in split_phrases(theme.get("words", ""))[::_EVERY]:
            yield Example(random.choice(_ABSENT).format(words.replace("=", "")), "", (absent,), _WORD)
