"""The reader and its tables: small ones made by hand."""

import json
from collections.abc import Mapping
from typing import Any
from zlib import crc32

import numpy as np
import pytest
from numpy.typing import NDArray

from protocols.errors import ContentError
from protocols.knowledge import tables
from protocols.knowledge.reader import Reader, sequence
from protocols.knowledge.signs import Signs


def keys(*names: str) -> NDArray[np.uint32]:
    """Check sums, in the order in which they are looked up."""
    sums = [crc32(name.encode()) for name in names]
    assert sums == sorted(sums)
    return np.array(sums, "<u4")


def nothing(*shape: int) -> NDArray[np.float16]:
    return np.zeros(shape, "<f2")


def small(parts: Mapping[str, NDArray[Any]] | None = None, **changed: object) -> bytes:
    """Two words, one sign, two classes; the first word and the sign speak for the first class, "clam ?" for the second.

    The one layer only tells places apart: whatever stands in the third place is turned round.
    """
    pieces: dict[str, NDArray[Any]] = {
        "words": keys("clam", "rain"),
        "signs": keys("w:clam"),
        "word_rows": np.array([[100, -100], [-100, 100]], "<i1"),
        "groups": np.array([[0, 1], [1, 0]], "<u2"),
        "sign_rows": np.array([[127, 0], [20, 0], [0, 20]], "<i1"),
        "place": np.array([[0, 0], [0, 0], [-9, 9]], "<f2"),
        "asked": nothing(2, 2),
        "layers.0.mix.weight": nothing(2, 6),
        "layers.0.mix.bias": nothing(6),
        "layers.0.mixed.weight": nothing(2, 2),
        "layers.0.mixed.bias": nothing(2),
        "layers.0.think.weight": nothing(2, 4),
        "layers.0.think.bias": nothing(4),
        "layers.0.thought.weight": nothing(4, 2),
        "layers.0.thought.bias": nothing(2),
        "look.weight": nothing(2, 1),
        "look.bias": nothing(1),
        "out.weight": np.array([[1, 0], [0, 1]], "<f2"),
        "out.bias": nothing(2),
    }
    pieces |= parts or {}
    head = {
        "classes": ["clams", "abstain"],
        "heads": 1,
        "word_scale": 1 / 127,
        "sign_scale": 1 / 127,
        "parts": {name: [array.dtype.str[1:], array.shape] for name, array in pieces.items()},
    }
    return json.dumps(head | changed).encode() + b"\n" + b"".join(array.tobytes() for array in pieces.values())


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


def test_signs_alone_speak_where_no_word_is_known(reader: Reader) -> None:
    assert reader.read(Signs(("zzz",), ("zzz",), {"w:clam": 1})).best(["abstain", "clams"])[0] == "clams"


def test_the_order_of_words_counts(reader: Reader) -> None:
    one, other = (
        reader.read(Signs(words, words, {})) for words in (("rain", "clam", "clam"), ("clam", "clam", "rain"))
    )
    assert one.likely["clams"] != pytest.approx(other.likely["clams"], abs=0.1)


def test_a_message_without_any_known_word_is_known_as_such(reader: Reader) -> None:
    assert not reader.read(Signs((), ("zzz", "."), {})).known
    assert reader.read(Signs((), ("clam",), {})).known


def test_a_long_message_begins_with_its_question() -> None:
    story = ("i", "was", "out", "in", "the", "rain")
    told, asked = sequence(Signs(("how", "many", "clams"), (*story, "how", "many", "clams"), {}), 6)
    assert told == ["how", "many", "clams", "i", "was", "out"]
    assert asked.tolist() == [1, 1, 1, 0, 0, 0]


def test_tables_for_other_passages_are_refused() -> None:
    with pytest.raises(ContentError, match=r"^reader\.bin: classes"):
        Reader(tables.read(small()), ["clams", "bridges", "abstain"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no json\n", "head"),
        (small(more=1), "head"),
        (b"{}\n", "head"),
        (small(parts={"place": np.zeros((3, 2), "<f4")}), "head"),
        (small() + b"x", "parts"),
        (small()[:-1], "parts"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ContentError, match=rf"^reader\.bin: {said}"):
        tables.read(data)
