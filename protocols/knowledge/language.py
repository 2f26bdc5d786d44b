"""How a message becomes sentences of known words, and signs of what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from protocols.knowledge.lexicon import Lexicon
from protocols.knowledge.reading import questions
from protocols.knowledge.signs import Signs, signs
from protocols.knowledge.spelling import Speller
from protocols.knowledge.text import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Language:
    """Aliases, spelling and concepts: everything that reading needs besides what it leads to."""

    aliases: Mapping[str, tuple[str, ...]]
    speller: Speller
    lexicon: Lexicon

    def read(self, text: str) -> tuple[Sentence, ...]:
        """Sentences of plain words, slips put right."""
        raw = sentences(text, self.aliases)
        fixed = self.speller.fix(word for sentence in raw for word in sentence.words)
        read: list[Sentence] = []
        start = 0
        for sentence in raw:
            end = start + len(sentence.words)
            read.append(Sentence(fixed[start:end], sentence.marked))
            start = end
        return tuple(read)

    def signs(self, text: str) -> Signs:
        """What the reader looks at in a text."""
        message = self.read(text)
        return signs(self.lexicon, questions(message), message)
