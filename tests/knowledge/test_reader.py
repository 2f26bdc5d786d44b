"""The reader's tables: small ones made by hand."""

import json
import struct
from zlib import crc32

import pytest

from protocols.errors import ContentError
from protocols.knowledge import tables
from protocols.knowledge.reader import Reader
from protocols.knowledge.signs import Signs


def row(*numbers: int) -> bytes:
    return bytes(number + 128 for number in numbers)


def keys(*names: str) -> bytes:
    """Check sums, in the order in which they are looked up."""
    sums = [crc32(name.encode()) for name in names]
    assert sums == sorted(sums)
    return struct.pack(f"<{len(sums)}I", *sums)


def small(**changed: object) -> bytes:
    """Two words, one sign, two classes; the first word and the sign speak for the first class."""
    pieces = {
        "words": (keys("clam", "rain"), 0),
        "signs": (keys("w:clam"), 0),
        "word_rows": (row(64, 127, 0) + row(64, 0, 127), 3),
        "groups": (bytes([0, 0, 1, 0]), 2),
        "sign_rows": (row(127, 0) + row(20, 0) + row(0, 20), 2),
        "hidden": (row(127, 0) + row(0, 127) + row(127, 0) + row(0, 127), 2),
        "out": (row(127, -127) + row(-127, 127), 2),
    }
    head = {
        "classes": ["clams", "abstain"],
        "heads": 1,
        "width": 2,
        "attention_scale": 1 / 64,
        "word_scale": 1 / 127,
        "sign_scale": 1 / 127,
        "hidden_scale": 1 / 127,
        "out_scale": 1 / 127,
        "hidden_bias": [0.0, 0.0],
        "out_bias": [0.0, 0.0],
        "parts": {name: (len(data), width) for name, (data, width) in pieces.items()},
    }
    return json.dumps(head | changed).encode() + b"\n" + b"".join(data for data, _ in pieces.values())


@pytest.fixture
def reader() -> Reader:
    return Reader(tables.read(small()), ["clams", "abstain"])


def test_words_and_signs_speak_for_their_class(reader: Reader) -> None:
    clams = reader.read(Signs(("clam",), ("clam",), {"w:clam": 2}))
    rain = reader.read(Signs(("rain",), ("rain",), {}))
    assert clams.best(["abstain", "clams"]) == ["clams", "abstain"]
    assert rain.best(["abstain", "clams"]) == ["abstain", "clams"]
    assert clams.share(["abstain", "clams"]) == pytest.approx(1)


def test_a_sign_counts_besides_the_words(reader: Reader) -> None:
    with_sign = reader.read(Signs(("clam",), ("clam",), {"w:clam": 1}))
    without = reader.read(Signs(("clam",), ("clam",), {}))
    assert with_sign.likely["clams"] > without.likely["clams"]


def test_a_message_without_any_known_word_is_known_as_such(reader: Reader) -> None:
    assert not reader.read(Signs((), ("zzz", "."), {})).known
    assert reader.read(Signs((), ("clam",), {})).known


def test_tables_for_other_passages_are_refused() -> None:
    with pytest.raises(ContentError, match=r"^reader\.bin: classes"):
        Reader(tables.read(small()), ["clams", "bridges", "abstain"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no json\n", "head"),
        (small(more=1), "head"),
        (b"{}\n", "head"),
        (small() + b"x", "parts"),
        (small()[:-1], "parts"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ContentError, match=rf"^reader\.bin: {said}"):
        tables.read(data)
