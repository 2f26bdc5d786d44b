"""What runners call things: words and phrases → concepts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from protocols.knowledge.phrases import Phrases
from protocols.knowledge.text import stem

TOPIC, GENERIC, ASPECT, WORD, CUE = "topic", "generic", "aspect", "word", "cue"
_STOP = frozenset(
    "a an the of to in on at by for with and or i my me you your it its is are am was were be been being do does did have has had "
    "this that these those there here so but if then as from into than too very just also about any some can could should would will "
    "may might must not no he she they we us our him her them who whom whose which what please pls get got go going one ones lot much "
    "really actually like want wants wanted tell know think mean guess say says said thing things stuff way bit quite still even ever "
    "hi hello hey thanks ok okay well now such own up out off over all each both more most other another same since because while till "
    "let lets make makes made take takes give gives gave put puts see try use used using doing done keep keeps anyone someone people "
    "guy guys mate sir coach though although however yet again only maybe perhaps probably today yesterday tomorrow day days week weeks "
    "syndrome question questions wonder wondering ask asking asked advice help idea ideas tip tips info , % /".split()
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

    def read(self, words: Sequence[str]) -> Features:
        """Concepts by longest phrase first; words a phrase used up count no more by themselves."""
        stems = [stem(word) for word in words]
        themes = self._themes.find(words, stems)
        hits = [*self._phrases.find(words, stems), *themes]
        used = [0] * len(words)
        text = " ".join(words)
        concepts = {concept for concept, pattern in self._patterns.items() if pattern.search(text)}
        for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
            length = hit.end - hit.start
            if max(used[hit.start : hit.end]) <= length:
                used[hit.start : hit.end] = [length] * length
                if hit.label in self.kinds:
                    concepts.add(hit.label)
        rest = {root for word, root, taken in zip(words, stems, used, strict=True) if not taken and word not in _STOP}
        marks = frozenset(hit.label for hit in (*themes, *self._cues.find(words, stems)))
        return Features(frozenset(concepts), frozenset(rest), marks, len(themes))

    def vocabulary(self) -> Iterable[str]:
        """Stems and literal words of all phrases."""
        return self._phrases.words() | self._themes.words() | self._cues.words()
