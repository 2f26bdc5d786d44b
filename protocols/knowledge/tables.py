"""The file that holds the reader's tables: a line of JSON that says what follows, then the numbers.

Names (words, signs) stand as sorted check sums of four bytes; the row of a name has its place. The file is written by
`training/`, and mapped rather than read: of its large tables an idle bot holds nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from mmap import mmap
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from protocols.errors import ContentError

NAME = "reader.bin"
_KINDS = {kind: "<" + kind for kind in ("i1", "u2", "u4", "f2")}


@dataclass(frozen=True, slots=True)
class Tables:
    """What the reader looks up; scales turn rows of small whole numbers into the network's."""

    classes: tuple[str, ...]
    heads: int
    word_scale: float
    sign_scale: float
    words: "Names"
    signs: "Names"
    word_rows: NDArray[np.int8]
    """(words, width)"""
    groups: NDArray[np.uint16]
    """(words, 2): the groups of like meaning a word belongs to; their rows follow the signs'."""
    sign_rows: NDArray[np.int8]
    """(signs and groups, classes)"""
    weights: Mapping[str, NDArray[np.float16]]
    """Matrices and biases of the network by name."""


class Names:
    """Places of names by their check sums."""

    def __init__(self, keys: NDArray[np.uint32]) -> None:
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    def places(self, names: Sequence[str]) -> NDArray[np.intp]:
        """Where names stand, -1 for those that are not there (once in some 100,000 one is taken for another)."""
        wanted = np.fromiter((crc32(name.encode()) for name in names), np.uint32, len(names))
        found = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        return np.where(self._keys[found] == wanted, found, -1)


def read(data: bytes | mmap) -> Tables:
    """The tables in a file's bytes; ContentError when they are not whole."""
    head = data[: data.find(b"\n")]
    try:
        told: dict[str, Any] = json.loads(head)
        parts: dict[str, Any] = told.pop("parts")
        arrays = _cut(data, len(head) + 1, {name: (kind, tuple(shape)) for name, (kind, shape) in parts.items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ContentError(NAME, "head", str(error)) from error
    try:
        rows = {name: arrays.pop(name) for name in ("word_rows", "groups", "sign_rows")}
        names = {name: Names(arrays.pop(name)) for name in ("words", "signs")}
        return Tables(**(told | {"classes": tuple(told["classes"])} | rows | names | {"weights": arrays}))
    except (KeyError, TypeError) as error:
        raise ContentError(NAME, "head", str(error)) from error


def _cut(data: bytes | mmap, start: int, parts: Mapping[str, tuple[str, tuple[int, ...]]]) -> dict[str, NDArray[Any]]:
    """Arrays that lie one behind the other; nothing is copied."""
    kinds = {name: np.dtype(_KINDS[kind]) for name, (kind, _) in parts.items()}
    if start + sum(kinds[name].itemsize * prod(shape) for name, (_, shape) in parts.items()) != len(data):
        raise ContentError(NAME, "parts", "are not as long as the head says")
    arrays: dict[str, NDArray[Any]] = {}
    for name, (_, shape) in parts.items():
        arrays[name] = np.frombuffer(data, kinds[name], prod(shape), start).reshape(shape)
        start += arrays[name].nbytes
    return arrays
