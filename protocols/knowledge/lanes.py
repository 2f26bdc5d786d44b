"""Sums of many small numbers at once, without a library for it.

A row of a matrix is packed into one long integer, 32 bits a number. Multiplying that integer by one small number
multiplies the whole row, and adding such integers adds whole rows: the fast loops behind `*` and `+` do the work. All
numbers are shifted to be positive first, so that no lane ever borrows from its neighbour.
"""

from collections.abc import Sequence
from operator import mul
from struct import unpack

_BYTES = 4  # of a lane
_SHIFT = 128  # makes numbers of one signed byte positive


class Lanes:
    """A matrix of signed bytes, as one long integer for each of its rows."""

    def __init__(self, rows: Sequence[bytes]) -> None:
        self._width = len(rows[0])
        self._rows = [_packed(row) for row in rows]
        self._sums = summed(rows, self._width)

    def times(self, values: Sequence[int], offset: int) -> list[int]:
        """For every column the sum of value × number; each value is at least -offset and below offset.

        With v the value, n the number: Σ(v+o)(n+s) - sΣ(v+o) - oΣn = Σvn. A lane
        stays below 2^32 for fewer than 2^23 / o rows.
        """
        raised = [value + offset for value in values]
        total = sum(map(mul, self._rows, raised))
        lanes = unpack(f"<{self._width}I", total.to_bytes(self._width * _BYTES, "little"))
        low = _SHIFT * sum(raised)
        return [lane - low - offset * column for lane, column in zip(lanes, self._sums, strict=True)]


def summed(rows: Sequence[bytes], width: int) -> list[int]:
    """The sum of rows of signed bytes, number by number."""
    if not rows:
        return [0] * width
    shift = _SHIFT * len(rows)
    return [total - shift for total in map(sum, zip(*rows, strict=True))]


def _packed(row: bytes) -> int:
    """Bytes already hold number + 128."""
    wide = bytearray(len(row) * _BYTES)
    wide[::_BYTES] = row
    return int.from_bytes(wide, "little")
