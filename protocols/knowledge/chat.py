"""Small talk: messages made of nothing but pleasantries."""

from collections.abc import Mapping, Sequence

from protocols.knowledge.phrases import Phrases
from protocols.knowledge.rules import Reply
from protocols.knowledge.text import Sentence, stem

_LONGEST = 40  # words
_ASIDE = 3
_LOOSE = 3  # words besides pleasantries that still are small talk when nothing is asked


class SmallTalk:
    """Replies by phrase; `filler` words may stand around them."""

    def __init__(self, replies: Sequence[Reply], phrases: Mapping[str, Sequence[str]], filler: Sequence[str]) -> None:
        self._replies = {reply.id: reply for reply in replies}
        self._order = [reply.id for reply in replies]
        self.phrases = Phrases(phrases)
        self._filler = frozenset(stem(word) for phrase in filler for word in phrase.split())

    def reply(self, message: Sequence[Sentence], *, asking: bool) -> str | None:
        """The answer to a message that is only small talk, else None; one that asks nothing may ramble."""
        words = [word for sentence in message for word in sentence.words if word != ","]
        if not words or len(words) > _LONGEST:
            return None
        stems = [stem(word) for word in words]
        hits = self.phrases.find(words, stems)
        covered = {place for hit in hits for place in range(hit.start, hit.end)}
        loose = [place for place, root in enumerate(stems) if place not in covered and root not in self._filler]
        if not hits or len(loose) > (len(words) // 8 if asking else max(_LOOSE, len(words) // 2)):
            return None
        weightiest = max(hits, key=lambda hit: (hit.end - hit.start, -self._order.index(hit.label)))
        return self._replies[weightiest.label].text

    def aside(self, message: Sequence[Sentence]) -> str | None:
        """The reply to a pleasantry of three words or more inside a message that asks nothing else."""
        for sentence in message:
            hits = self.phrases.find(sentence.words, [stem(word) for word in sentence.words])
            for hit in hits:
                if hit.end - hit.start >= _ASIDE:
                    return self._replies[hit.label].text
        return None
