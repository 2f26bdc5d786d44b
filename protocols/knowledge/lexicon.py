"""What runners call things: words and phrases → concepts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from protocols.knowledge.phrases import Hit, Phrases
from protocols.knowledge.text import stem, word_set

_REMEMBERED = 32  # sentences: those of one message are read for several questions
TOPIC, GENERIC, ASPECT, WORD, CUE = "topic", "generic", "aspect", "word", "cue"
_STOP = word_set(
    "a an the of to in on at by for with and or i my me you your it its is are am was were be been being "
    "do does did have has had "
    "this that these those there here so but if then as from into than too very just also about any some "
    "can could should would will "
    "may might must not no he she they we us our him her them who whom whose which what please pls get "
    "got go going one ones lot much "
    "really actually like want wants wanted tell know think mean guess say says said thing things stuff "
    "way bit quite still even ever "
    "hi hello hey thanks ok okay well now such own up out off over all each both more most other another "
    "same since because while till "
    "let lets make makes made take takes give gives gave put puts see try use used using doing done keep "
    "keeps anyone someone people "
    "guy guys mate sir coach though although however yet again only maybe perhaps probably today "
    "yesterday tomorrow day days week weeks "
    "syndrome question questions wonder wondering ask asking asked advice help idea ideas tip tips info , % /"
)


@dataclass(frozen=True, slots=True)
class Features:
    """Concepts, remaining word stems, and the marks of themes and cues (`mentions` counts the theme words)."""

    concepts: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    mentions: int = 0

    @property
    def all(self) -> frozenset[str]:
        """Everything, concepts and stems together."""
        return self.concepts | self.stems


class Lexicon:
    """Concepts of every kind; `themes` are what the article leaves out, `cues` do not use up their words;
    `patterns` find concepts whose words stand apart ("what are … for").
    """

    def __init__(
        self,
        concepts: Mapping[str, tuple[str, Sequence[str]]],
        themes: Mapping[str, Sequence[str]],
        cues: Mapping[str, Sequence[str]],
        patterns: Mapping[str, str],
    ) -> None:
        self.kinds = {concept: kind for concept, (kind, _) in concepts.items()}
        self._phrases = Phrases({concept: phrases for concept, (_, phrases) in concepts.items()})
        self._themes = Phrases(themes)
        self._cues = Phrases(cues)
        self._patterns = {concept: re.compile(pattern) for concept, pattern in patterns.items()}
        self._read_once = lru_cache(_REMEMBERED)(self._read)

    def read(self, words: Sequence[str]) -> Features:
        """Concepts by longest phrase first; words a phrase used up count no more by themselves."""
        return self._read_once(tuple(words))

    def _read(self, words: tuple[str, ...]) -> Features:
        stems = [stem(word) for word in words]
        themes = self._themes.find(words, stems)
        concepts, rest = self._cover(words, stems, themes)
        marks = frozenset(hit.label for hit in (*themes, *self._cues.find(words, stems)))
        return Features(concepts, rest, marks, len(themes))

    def _cover(
        self, words: Sequence[str], stems: Sequence[str], themes: Sequence[Hit]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """The concepts that cover the words, longest first, and the stems that none covers."""
        text = " ".join(words)
        concepts = {concept for concept, pattern in self._patterns.items() if pattern.search(text)}
        used = [0] * len(words)
        hits = [*self._phrases.find(words, stems), *themes]
        for start, end, label in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
            length = end - start
            if max(used[start:end]) <= length:
                used[start:end] = [length] * length
                if label in self.kinds:
                    concepts.add(label)
        rest = (root for word, root, taken in zip(words, stems, used, strict=True) if not taken and word not in _STOP)
        return frozenset(concepts), frozenset(rest)
