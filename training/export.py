"""Folds a trained student into the tables that the reader looks up."""

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
from training.student import HEADS, WIDTH

_CLIPPED = 0.9995  # of all numbers are held exactly; the few beyond are cut off


def export(learned: Learned, classes: Sequence[str], file: Path) -> None:
    """Write the tables of a student."""
    student = learned.student
    with torch.no_grad():
        attention, value = student.rows(torch.arange(len(learned.words))).split([HEADS, WIDTH], -1)
    attention_scale, attention_bytes = _bytes(attention)
    word_scale, value_bytes = _bytes(value)
    sign_scale, sign_bytes = _bytes(learned.sign_rows)
    hidden_scale, hidden_bytes = _bytes(student.hidden.weight.T, whole=True)
    out_scale, out_bytes = _bytes(student.out.weight.T, whole=True)
    words, word_order = _names(learned.words)
    signs, sign_order = _names(learned.signs)
    rows = np.concatenate([attention_bytes, value_bytes], 1)[word_order]
    groups = learned.groups[word_order]
    groups_start = len(learned.signs)
    sign_bytes = np.concatenate([sign_bytes[:groups_start][sign_order], sign_bytes[groups_start:]])
    pieces: dict[str, tuple[bytes, int]] = {
        "words": (words, 0),
        "signs": (signs, 0),
        "word_rows": (rows.tobytes(), HEADS + WIDTH),
        "groups": (groups.astype("<u2").tobytes(), 2 * groups.shape[1]),
        "sign_rows": (sign_bytes.tobytes(), sign_bytes.shape[1]),
        "hidden": (hidden_bytes.tobytes(), hidden_bytes.shape[1]),
        "out": (out_bytes.tobytes(), out_bytes.shape[1]),
    }
    head: dict[str, Any] = {
        "classes": list(classes),
        "heads": HEADS,
        "width": WIDTH,
        "attention_scale": attention_scale,
        "word_scale": word_scale,
        "sign_scale": sign_scale * SHARP,
        "hidden_scale": hidden_scale,
        "out_scale": out_scale,
        "hidden_bias": _floats(student.hidden.bias),
        "out_bias": _floats(student.out.bias),
        "parts": {name: (len(data), width) for name, (data, width) in pieces.items()},
    }
    file.write_bytes(json.dumps(head).encode() + b"\n" + b"".join(data for data, _ in pieces.values()))


def _names(names: Sequence[str]) -> tuple[bytes, NDArray[np.int64]]:
    """Sorted check sums of names, and in which order their rows follow."""
    keys = np.array([crc32(name.encode()) for name in names], "<u4")
    if len(set(keys.tolist())) < len(keys):
        raise ValueError("two names have one check sum: leave one out")
    order = np.argsort(keys)
    return keys[order].tobytes(), order


def _bytes(table: Tensor, *, whole: bool = False) -> tuple[float, NDArray[np.uint8]]:
    """A scale, and the table as bytes that hold value / scale + 128."""
    values: NDArray[np.float32] = table.detach().numpy()
    most = float(np.abs(values).max() if whole else np.quantile(np.abs(values), _CLIPPED))
    scale = most / 127
    return scale, (np.clip(np.rint(values / scale), -127, 127) + 128).astype(np.uint8)


def _floats(bias: Tensor) -> list[float]:
    return [round(float(value), 5) for value in bias.detach()]
