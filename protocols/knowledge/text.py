"""From what a person typed to sentences of plain words."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 4096
"""Characters read of one message: Telegram's own limit."""

_NOISE = re.compile(r"<[^<>]{0,200}>|https?://\S+|[^\S\n]+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "—": " , ", "–": "-", "…": ". "})
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[.!?;,:()\n%/]")
_ENDS = frozenset(".!?;\n()")
_SHORT = {"'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'d": "would"}
_BEFORE_DOES = frozenset({"", "how", "what", "why", "where", "when", "waht", "wat", "so", "and", "but"})
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words (commas kept as words) of one sentence, and whether it ended in a question mark."""

    words: tuple[str, ...]
    marked: bool


def clean(text: str) -> str:
    """Lower case, one kind of quote, no mark-up, no accents, at most LONGEST characters."""
    flat = unicodedata.normalize("NFKD", text[:LONGEST].translate(_QUOTES)).lower()
    flat = "".join(sign for sign in flat if not unicodedata.combining(sign))
    return _STRETCHED.sub(r"\1\1", _NOISE.sub(" ", flat)).strip()


def sentences(text: str, aliases: Mapping[str, tuple[str, ...]]) -> tuple[Sentence, ...]:
    """Cleaned text as sentences; contractions are opened and chat abbreviations spelled out."""
    found: list[Sentence] = []
    words: list[str] = []
    for piece in _TOKEN.findall(clean(text)):
        if piece in _ENDS:
            if words:
                found.append(Sentence(tuple(words), piece == "?"))
            elif piece == "?" and found:
                found[-1] = Sentence(found[-1].words, marked=True)
            words = []
        else:
            words.extend(_open(piece, aliases))
    if words:
        found.append(Sentence(tuple(words), marked=False))
    return tuple(Sentence(_by_ear(sentence.words), sentence.marked) for sentence in found)


def _by_ear(words: tuple[str, ...]) -> tuple[str, ...]:
    """Real words written for others that sound the same: "dose it help" → does, "were does it end" → where."""
    heard = list(words)
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        if (
            word == "dose"
            and before in _BEFORE_DOES
            and words[place + 1 : place + 2] not in (("of",), ("is",), ("you",), ("should",))
        ):
            heard[place] = "does"
        if word == "were" and not before and words[1:2] in (("do",), ("does",), ("is",), ("should",), ("exactly",)):
            heard[place] = "where"
    return tuple(heard)


def _open(token: str, aliases: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """`can't` → can not; `it's` → it is; aliases decide first."""
    if token in aliases:
        return aliases[token]
    head, mark, tail = token.partition("'")
    if not mark:
        return (token,)
    if token.endswith("n't"):
        return (*(_open(token[:-3], aliases) if len(token) > 3 else ()), "not")
    if "'" + tail in _SHORT:
        return (head, _SHORT["'" + tail])
    if tail == "s":
        return (head, "is") if head in {"it", "that", "what", "how", "where", "he", "she", "there"} else (head,)
    return tuple(part for part in (head, tail) if part)


def word_set(listed: str) -> frozenset[str]:
    """Words written in one line, as a set."""
    return frozenset(listed.split())


def opened(phrase: str, aliases: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words of a plain phrase, contractions and abbreviations opened as in a message."""
    return tuple(word for token in phrase.split() for word in _open(token, aliases))


def plain_words(phrase: str) -> str:
    """A listed phrase cut into words as a message would be: "vo2max" → "vo 2 max"."""
    return " ".join(_TOKEN.findall(phrase))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A light stem: plural, -ing, -ed, -er and -ly fall; enough to bring forms of one word together."""
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ingly", "edly", "ing", "ed", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = _DOUBLED.sub(r"\1", word[: -len(ending)])
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
