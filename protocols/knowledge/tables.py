"""The file that holds the reader's tables: a line of JSON that says what follows, then the numbers.

Numbers are single bytes that hold value + 128. Names (words, signs) stand as sorted check sums of four bytes; the row
of a name has its place. The file is written by `training/`, and mapped rather than read: an idle bot holds none of it.
"""

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from mmap import mmap
from typing import Any
from zlib import crc32

from protocols.errors import ContentError

NAME = "reader.bin"


@dataclass(frozen=True, slots=True)
class Tables:
    """What the reader looks up. Scales turn summed bytes into the network's numbers.

    `groups` are for each word the numbers (two bytes each) of its groups of like meaning; their rows follow the signs'.
    """

    classes: tuple[str, ...]
    words: "Names"
    signs: "Names"
    word_rows: Sequence[bytes]
    groups: Sequence[bytes]
    sign_rows: Sequence[bytes]
    hidden: Sequence[bytes]
    out: Sequence[bytes]
    hidden_bias: Sequence[float]
    out_bias: Sequence[float]
    heads: int
    width: int
    attention_scale: float
    word_scale: float
    sign_scale: float
    hidden_scale: float
    out_scale: float


class Names:
    """Places of names by their check sums."""

    def __init__(self, data: memoryview) -> None:
        self._keys = data.cast("I")

    def __len__(self) -> int:
        return len(self._keys)

    def place(self, name: str) -> int | None:
        """Where a name stands, None for one that is not there (once in some 100,000 it is taken for another)."""
        key = crc32(name.encode())
        place = bisect_left(self._keys, key)
        return place if place < len(self._keys) and self._keys[place] == key else None


class Rows(Sequence[bytes]):
    """Rows of one width out of one run of bytes, cut when they are asked for."""

    def __init__(self, data: memoryview, width: int) -> None:
        self._data, self._width = data, width

    def __len__(self) -> int:
        return len(self._data) // self._width

    def __getitem__(self, place: Any) -> Any:
        start = range(len(self))[place] * self._width
        return bytes(self._data[start : start + self._width])


def read(data: bytes | mmap) -> Tables:
    """The tables in a file's bytes; ContentError when they are not whole."""
    head = data[: data.find(b"\n")]
    try:
        told: dict[str, Any] = json.loads(head)
        parts = told.pop("parts")
    except (ValueError, KeyError) as error:
        raise ContentError(NAME, "head", str(error)) from error
    start, cut = len(head) + 1, dict[str, Any]()
    if start + sum(size for size, _ in parts.values()) != len(data):
        raise ContentError(NAME, "parts", "are not as long as the head says")
    view = memoryview(data)
    for name, (size, width) in parts.items():
        piece, start = view[start : start + size], start + size
        cut[name] = Rows(piece, width) if width else Names(piece)
    try:
        return Tables(**(told | cut | {"classes": tuple(told["classes"])}))
    except (TypeError, KeyError) as error:
        raise ContentError(NAME, "head", str(error)) from error
