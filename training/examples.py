"""What the reader learns from: phrasings of passages, questions of many voices, words of what is left out."""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from protocols.knowledge import Entry, Kind
from protocols.knowledge.model import ALARMS
from protocols.knowledge.phrases import split_phrases
from protocols.knowledge.reader import OTHERS

ROOT = Path(__file__).parent.parent
ITBS = ROOT / "protocols" / "itbs"
STORIES = Path(__file__).parent / "stories.txt"
QUESTIONS = ROOT / "tests" / "knowledge" / "questions" / "develop"
ALARMING = ROOT / "tests" / "knowledge" / "alarms.txt"
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
_JOINTS = (" and ", "? and ", "? also, ", ", and ", " + ", ". also ", "? ")
_PHRASING, _WORD, _STORIED, _PAIRED = 0.5, 0.3, 0.4, 0.4
_EVERY = 3  # third word of a theme is taken, every third question gets a story
_OFTEN = 2  # every second short question gets a companion
_SHORT = 14  # words of a question that gets a companion


@dataclass(frozen=True, slots=True)
class Example:
    """A text, whose voice it is, what it wants, and how much it counts.

    It wants one class of each group: two questions in one message have two groups.
    """

    text: str
    voice: str
    wanted: tuple[tuple[int, ...], ...]
    weight: float = 1.0

    @property
    def right(self) -> frozenset[int]:
        """All classes that any of its questions wants."""
        return frozenset(place for group in self.wanted for place in group)


def classes(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Names of everything the reader tells apart."""
    return (*(entry.id for entry in entries), *OTHERS)


def examples(entries: Sequence[Entry], seed: int) -> list[Example]:
    """Everything there is to learn from."""
    asked = [*_asked(entries), *_alarming(entries)]
    return [
        *asked,
        *_storied(asked, Random(seed)),
        *_paired(asked, len(entries), Random(seed)),
        *_phrased(entries),
        *_left_out(entries, Random(seed)),
    ]


def _asked(entries: Sequence[Entry]) -> Iterator[Example]:
    for file in sorted(QUESTIONS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            wanted = _wanted(row, entries)
            if wanted:
                yield Example(row["q"], row["voice"], wanted)


def _alarming(entries: Sequence[Entry]) -> Iterator[Example]:
    for line in ALARMING.read_text(encoding="utf-8").splitlines():
        level, _, text = line.partition("|")
        if level in ALARMS:
            yield Example(text, "alarms", ((len(entries) + OTHERS.index(Kind(level)),),))


def _storied(asked: Sequence[Example], random: Random) -> Iterator[Example]:
    """Some questions once more, inside a story that has nothing to do with them."""
    stories = STORIES.read_text(encoding="utf-8").splitlines()
    for example in asked[::_EVERY]:
        told = random.sample(stories, random.randint(1, 4))
        place = random.randint(1, len(told))
        text = " ".join([*told[:place], example.text, *told[place:]])
        yield Example(text, example.voice, example.wanted, _STORIED)


def _paired(asked: Sequence[Example], passages: int, random: Random) -> Iterator[Example]:
    """Two short questions of one voice in one message, about different things."""
    short = defaultdict[str, list[Example]](list)
    for example in asked:
        if len(example.wanted) == 1 and max(example.right) < passages and len(example.text.split()) <= _SHORT:
            short[example.voice].append(example)
    for voice in short.values():
        for one in voice[::_OFTEN]:
            other = random.choice(voice)
            if not one.right & other.right:
                text = one.text.rstrip(" ?.!") + random.choice(_JOINTS) + other.text
                yield Example(text, one.voice, (*one.wanted, *other.wanted), _PAIRED)


def _wanted(row: Mapping[str, Any], entries: Sequence[Entry]) -> tuple[tuple[int, ...], ...]:
    """The passages that answer each question of a message, or the one other class."""
    kind = str(row.get("alarm", row["kind"]))
    if kind != "answer":
        return ((len(entries) + OTHERS.index(Kind(kind)),),)
    groups = [{fact} for fact in row["facts"]] if row.get("all") else [set(row["facts"])]
    told = [tuple(number for number, entry in enumerate(entries) if facts & set(entry.facts)) for facts in groups]
    if len(told) == 1:
        full = tuple(number for number in told[0] if _says(entries[number].body.lower(), row.get("must", ())))
        told = [full or told[0]]
    return tuple(dict.fromkeys(group for group in told if group))


def _says(body: str, must: Sequence[Sequence[str]]) -> bool:
    return all(any(word.lower() in body for word in group) for group in must)


def _phrased(entries: Sequence[Entry]) -> Iterator[Example]:
    for number, entry in enumerate(entries):
        for text in (*entry.phrasings, entry.title):
            yield Example(text, "", ((number,),), _PHRASING)


def _left_out(entries: Sequence[Entry], random: Random) -> Iterator[Example]:
    """Words of themes near the article but not in it, in short questions."""
    themes = tomllib.loads((ITBS / "knowledge" / "absent.toml").read_text(encoding="utf-8"))["theme"]
    absent = len(entries) + OTHERS.index(Kind.ABSTAIN)
    for theme in themes.values():
        for words in split_phrases(theme.get("words", ""))[::_EVERY]:
            yield Example(random.choice(_ABSENT).format(words.replace("=", "")), "", ((absent,),), _WORD)
