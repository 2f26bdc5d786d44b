"""Rules over concepts: themes the article leaves out, and beliefs it contradicts."""

from collections.abc import Sequence
from dataclasses import dataclass

from protocols.knowledge.model import Correction


@dataclass(frozen=True, slots=True)
class Theme:
    """Something near the article but not in it."""

    id: str
    say: str
    needs: tuple[frozenset[str], ...]
    unless: frozenset[str]
    near: tuple[str, ...]

    def met(self, concepts: frozenset[str]) -> bool:
        """Whether these concepts (of one question) are about the theme."""
        return any(need <= concepts for need in self.needs) and not self.unless & concepts


@dataclass(frozen=True, slots=True)
class Premise:
    """A false belief; `covered` are topics whose answer corrects it anyway."""

    correction: Correction
    needs: tuple[frozenset[str], ...]
    covered: frozenset[str]

    def met(self, concepts: frozenset[str], topic: str) -> bool:
        """Whether the question takes the belief for granted and the answer's topic does not settle it."""
        return topic not in self.covered and any(need <= concepts for need in self.needs)


@dataclass(frozen=True, slots=True)
class Reply:
    """Small talk."""

    id: str
    text: str


def first_met(themes: Sequence[Theme], concepts: frozenset[str]) -> Theme | None:
    """The first theme, in file order, that the concepts meet."""
    return next((theme for theme in themes if theme.met(concepts)), None)
