"""Texts as the reader sees them, as tensors."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from protocols.knowledge.language import Language
from protocols.knowledge.reader import sequence
from protocols.knowledge.signs import ASKED, TOLD, Signs
from training.student import LONGEST

SHARP = 6.0
"""Length of a message's sign vector."""


def read_all(language: Language, texts: Sequence[str]) -> list[Signs]:
    """The signs of texts."""
    return [language.signs(text) for text in texts]


def common_signs(read: Sequence[Signs], least: int) -> tuple[str, ...]:
    """Signs that at least so many texts have."""
    counts = Counter(name for text in read for name in text.named)
    return tuple(sorted(name for name, count in counts.items() if count >= least))


class Sequences:
    """Words of texts in their order, numbered from 1."""

    def __init__(self, read: Sequence[Signs], words: Sequence[str]) -> None:
        places = {word: number for number, word in enumerate(words, 1)}
        self._rows: list[list[tuple[int, int]]] = []
        for text in read:
            told, asked = sequence(text, LONGEST)
            pairs = zip(told, asked.tolist(), strict=True)
            self._rows.append([(places[word], mark) for word, mark in pairs if word in places] or [(0, 0)])

    def lengths(self) -> list[int]:
        """How many words each text has."""
        return [len(row) for row in self._rows]

    def __call__(self, chosen: Sequence[int]) -> tuple[Tensor, Tensor]:
        """Numbers of words (texts, most words), filled up with 0, and 1 for the words of questions."""
        longest = max(len(self._rows[number]) for number in chosen)
        table = torch.tensor([[*self._rows[n], *[(0, 0)] * (longest - len(self._rows[n]))] for n in chosen])
        return table[..., 0], table[..., 1]


class Bags:
    """Signs of texts, and the groups of their words, with weights that give every text one length."""

    def __init__(
        self, read: Sequence[Signs], words: Sequence[str], signs: Sequence[str], groups: NDArray[np.int64]
    ) -> None:
        places = {word: number for number, word in enumerate(words)}
        names = {name: number for number, name in enumerate(signs)}
        self._rows: list[NDArray[np.int64]] = []
        self._weights: list[NDArray[np.float32]] = []
        for text in read:
            row = {names[name]: weight for name, weight in text.named.items() if name in names}
            for spoken, weight in ((text.told, TOLD), (text.asked or text.told, ASKED)):
                known = [places[word] for word in spoken if word in places]
                row |= dict.fromkeys((groups[known] + len(signs)).flatten().tolist(), weight)
            weights = np.array(list(row.values()), np.float32)
            self._rows.append(np.array(list(row), np.int64))
            self._weights.append(weights * SHARP / max(1.0, float(np.linalg.norm(weights))))

    def __call__(self, chosen: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
        """Numbers of signs one text behind the other, where each text begins, and their weights."""
        rows = [self._rows[number] for number in chosen]
        starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])[:-1]]).astype(np.int64)
        weights = np.concatenate([self._weights[number] for number in chosen])
        return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(starts), torch.from_numpy(weights)
