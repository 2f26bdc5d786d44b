"""Texts as the reader sees them, as tensors."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from protocols.knowledge.language import Language
from protocols.knowledge.signs import ASKED, TOLD, Signs

SHARP = 6.0
"""Length of a message's sign vector."""


def read_all(language: Language, texts: Sequence[str]) -> list[Signs]:
    """The signs of texts."""
    return [language.signs(text) for text in texts]


def common_signs(read: Sequence[Signs], least: int) -> tuple[str, ...]:
    """Signs that at least so many texts have."""
    counts = Counter(name for text in read for name in text.named)
    return tuple(sorted(name for name, count in counts.items() if count >= least))


class Batches:
    """Turns texts into what the networks take: flat lists of numbers, and where each text's share of them starts."""

    def __init__(
        self, read: Sequence[Signs], words: Sequence[str], signs: Sequence[str], groups: NDArray[np.int64]
    ) -> None:
        places = {word: number for number, word in enumerate(words)}
        names = {name: number for number, name in enumerate(signs)}
        self._asked = [_numbers(text.asked or text.told, places) for text in read]
        self._told = [_numbers(text.told, places) for text in read]
        named: list[dict[int, int]] = []
        for text, asked, told in zip(read, self._asked, self._told, strict=True):
            row = {names[name]: weight for name, weight in text.named.items() if name in names}
            row |= dict.fromkeys((groups[told] + len(signs)).flatten().tolist(), TOLD)
            row |= dict.fromkeys((groups[asked] + len(signs)).flatten().tolist(), ASKED)
            named.append(row)
        self._named = [np.array(list(row), np.int64) for row in named]
        self._weights = [
            np.array([weight * SHARP / _length(row.values()) for weight in row.values()], np.float32) for row in named
        ]

    def __call__(self, chosen: Sequence[int]) -> tuple[Tensor, ...]:
        """Asked words and starts, told words and starts, signs with starts and weights."""
        asked, told, named = (_flat([rows[n] for n in chosen]) for rows in (self._asked, self._told, self._named))
        return (*asked, *told, *named, torch.from_numpy(np.concatenate([self._weights[n] for n in chosen])))


def _flat(rows: Sequence[NDArray[np.int64]]) -> tuple[Tensor, Tensor]:
    ends = np.cumsum([len(row) for row in rows])
    starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)
    return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(starts)


def portions(random: np.random.Generator, count: int, size: int) -> list[list[int]]:
    """Numbers below count in random order, cut into portions."""
    order = random.permutation(count)
    return [order[start : start + size].tolist() for start in range(0, count, size)]


def _numbers(words: Sequence[str], places: dict[str, int]) -> NDArray[np.int64]:
    return np.array([places[word] for word in words if word in places], np.int64)


def _length(weights: Iterable[int]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights))
