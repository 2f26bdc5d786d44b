"""The network that reads words in their order: a small transformer, one message at a time. Taught in `training/`."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
_FLAT = np.float32(1e-5)  # keeps a row that is the same everywhere from being blown up


class Network:
    """From rows of words to logits. Weights by name, as `training/student.py` names them.

    They are widened to what processors count with when the first message is read: until then they may stay on disk.
    """

    def __init__(self, weights: Mapping[str, NDArray[np.floating]], heads: int) -> None:
        self._narrow = weights
        self._heads = heads
        self._layers = sum(name.endswith(".mix.weight") for name in weights)

    @cached_property
    def _w(self) -> Mapping[str, Numbers]:
        return {name: weight.astype(np.float32) for name, weight in self._narrow.items()}

    @property
    def longest(self) -> int:
        """Words that it can take."""
        return len(self._narrow["place"])

    def __call__(self, rows: Numbers, asked: NDArray[np.intp]) -> Numbers:
        """Logits (classes) of a message: `rows` (words, width), `asked` 1 for words of a question, else 0."""
        state = rows + self._w["place"][: len(rows)] + self._w["asked"][asked]
        for layer in range(self._layers):
            state = state + self._mixed(f"layers.{layer}.", _levelled(state))
            state = state + self._thought(f"layers.{layer}.", _levelled(state))
        state = _levelled(state)
        share = _shares(self._linear("look", state).T)
        return self._linear("out", (share @ state).reshape(-1))

    def _mixed(self, layer: str, state: Numbers) -> Numbers:
        """What each word takes from the others."""
        words, width = state.shape
        query, key, value = self._linear(layer + "mix", state).reshape(words, 3, self._heads, -1).transpose(1, 2, 0, 3)
        share = _shares(query @ key.transpose(0, 2, 1) * np.float32((width // self._heads) ** -0.5))
        return self._linear(layer + "mixed", (share @ value).transpose(1, 0, 2).reshape(words, width))

    def _thought(self, layer: str, state: Numbers) -> Numbers:
        return self._linear(layer + "thought", np.maximum(self._linear(layer + "think", state), 0))

    def _linear(self, name: str, state: Numbers) -> Numbers:
        return state @ self._w[name + ".weight"] + self._w[name + ".bias"]


def _levelled(state: Numbers) -> Numbers:
    """Each row brought to mean 0 and spread 1."""
    share = np.float32(1 / state.shape[-1])
    mean: Numbers = np.add.reduce(state, -1, keepdims=True)
    centred = state - mean * share
    spread: Numbers = np.add.reduce(centred * centred, -1, keepdims=True)
    level: Numbers = centred / np.sqrt(spread * share + _FLAT)
    return level


def _shares(logits: Numbers) -> Numbers:
    """Softmax over the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    shares: Numbers = raised / raised.sum(-1, keepdims=True)
    return shares
