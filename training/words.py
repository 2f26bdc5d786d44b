"""Vectors of words from a sentence encoder, and words that mean nearly the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans

from training.encoder import encode, folder

_WHOLE = re.compile(r"[a-z]{2,}")
GROUPS = (300, 1500)
_ALIKE, _MOST = 0.55, 8


@dataclass(frozen=True, slots=True)
class Words:
    """Words with a vector each, centred and of comparable length."""

    listed: tuple[str, ...]
    vectors: NDArray[np.float32]

    def alike(self, used: Sequence[str]) -> dict[str, list[str]]:
        """For each of these words others of nearly the same meaning (another word, not another form)."""
        place = {word: number for number, word in enumerate(self.listed)}
        unit = self.vectors / np.linalg.norm(self.vectors, axis=1, keepdims=True)
        near: dict[str, list[str]] = {}
        for word in used:
            if word in place:
                likeness = unit @ unit[place[word]]
                best = np.argsort(-likeness)[1 : _MOST + 1]
                near[word] = [self.listed[n] for n in best if likeness[n] > _ALIKE and self.listed[n][:4] != word[:4]]
        return near


def groups(found: Words) -> NDArray[np.int64]:
    """For each word the numbers of its groups of like meaning, coarse and fine; a group's number is its own."""
    unit = found.vectors / np.linalg.norm(found.vectors, axis=1, keepdims=True)
    columns, start = [], 0
    for count in GROUPS:
        labels = MiniBatchKMeans(count, random_state=0, n_init=1, batch_size=2048, max_iter=30).fit(unit).labels_
        columns.append(labels + start)
        start += count
    return np.stack(columns, 1).astype(np.int64)


def words(used: Sequence[str], dimensions: int) -> Words:
    """Vectors of the encoder's whole words and of the words in use, each encoded alone, turned onto their main axes."""
    known = (folder() / "vocab.txt").read_text(encoding="utf-8").split()
    listed = sorted({word for word in known if _WHOLE.fullmatch(word)} | set(used))
    unit = encode(listed)
    centred = unit - unit.mean(0)
    spread, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    main = axes[:, ::-1][:, :dimensions]
    return Words(tuple(listed), (centred @ main / np.sqrt(spread[::-1][:dimensions]).mean()).astype(np.float32))
