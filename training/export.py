"""Folds what was learnt into the tables that the reader looks up."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.course import Learned
from training.reading import SHARP
from training.student import HEADS, Student

_CLIPPED = 0.9995  # of all numbers are held exactly; the few beyond are cut off
_ROWS = {"fixed.weight", "learned.weight", "narrow.weight", "narrow.bias"}


def export(learned: Learned, classes: Sequence[str], file: Path) -> None:
    """Write the tables of a student."""
    with torch.no_grad():
        word_scale, word_rows = _bytes(learned.student.rows(torch.arange(1, len(learned.words) + 1)))
    sign_scale, sign_rows = _bytes(learned.sign_rows)
    words, word_order = _names(learned.words)
    signs, sign_order = _names(learned.signs)
    groups_start = len(learned.signs)
    pieces: dict[str, NDArray[Any]] = {
        "words": words,
        "signs": signs,
        "word_rows": word_rows[word_order],
        "groups": learned.groups[word_order].astype("<u2"),
        "sign_rows": np.concatenate([sign_rows[:groups_start][sign_order], sign_rows[groups_start:]]),
        **_weights(learned.student),
    }
    head = {
        "classes": list(classes),
        "heads": HEADS,
        "word_scale": word_scale,
        "sign_scale": sign_scale * SHARP,
        "parts": {name: [array.dtype.str[1:], array.shape] for name, array in pieces.items()},
    }
    file.write_bytes(json.dumps(head).encode() + b"\n" + b"".join(array.tobytes() for array in pieces.values()))


def _weights(student: Student) -> dict[str, NDArray[np.float16]]:
    """Everything but the rows of words; matrices stand so that a row of words is multiplied from the left."""
    return {
        name: (weight.T if weight.ndim == 2 and name.endswith(".weight") else weight).numpy().astype("<f2")
        for name, weight in student.state_dict().items()
        if name not in _ROWS
    }


def _names(names: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Sorted check sums of names, and in which order their rows follow."""
    keys = np.array([crc32(name.encode()) for name in names], "<u4")
    if len(set(keys.tolist())) < len(keys):
        raise ValueError("two names have one check sum: leave one out")
    order = np.argsort(keys)
    return keys[order], order


def _bytes(table: Tensor) -> tuple[float, NDArray[np.int8]]:
    """A scale, and the table as whole numbers of one byte."""
    values: NDArray[np.float32] = table.detach().numpy()
    scale = float(np.quantile(np.abs(values), _CLIPPED)) / 127
    return scale, np.clip(np.rint(values / scale), -127, 127).astype(np.int8)
