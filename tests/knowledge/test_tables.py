"""The reader's arithmetic, held against the same sums written out."""

import json
import math
from zlib import crc32

import numpy as np
import pytest

from protocols.errors import ContentError
from protocols.knowledge import tables
from protocols.knowledge.network import Network, _levelled, _shares
from protocols.knowledge.reader import Reader, Reading, sequence
from protocols.knowledge.signs import ASKED, TOLD, Signs
from tests.knowledge.test_network import HEADS, WIDTH, by_hand, weights

WORDS, SIGNS, GROUPS, CLASSES = ["how", "clam", "rain", "?"], ["w:how", "w:clam", "b:^ how"], 3, 5
LABELS = tuple("abcde")


def in_order(names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: crc32(name.encode()))


def parts(seed: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    table = {
        "words": np.array([crc32(word.encode()) for word in in_order(WORDS)], "<u4"),
        "signs": np.array([crc32(sign.encode()) for sign in in_order(SIGNS)], "<u4"),
        "word_rows": random.integers(-100, 100, (len(WORDS), WIDTH)).astype("<i1"),
        "groups": random.integers(0, GROUPS, (len(WORDS), 2)).astype("<u2"),
        "sign_rows": random.integers(-100, 100, (len(SIGNS) + GROUPS, CLASSES)).astype("<i1"),
    }
    return table | {name: array.astype("<f2") for name, array in weights(seed).items()}


def packed(pieces: dict[str, np.ndarray], **changed: object) -> bytes:
    head = {"classes": LABELS, "heads": HEADS, "word_scale": 0.02, "sign_scale": 0.03}
    told = {name: [array.dtype.str[1:], array.shape] for name, array in pieces.items()}
    return (
        json.dumps(head | {"parts": told} | changed).encode() + b"\n" + b"".join(a.tobytes() for a in pieces.values())
    )


def expected(pieces: dict[str, np.ndarray], signs: Signs) -> list[float]:
    """Likelihoods worked out name by name."""
    words, named = in_order(WORDS), in_order(SIGNS)
    weight = {name: array.astype(np.float32) for name, array in pieces.items() if array.dtype == np.dtype("<f2")}
    known = [word for word in signs.told if word in words]
    asked_words = signs.asked or signs.told
    rows = [[0.02 * float(value) for value in pieces["word_rows"][words.index(word)]] for word in known]
    logits = by_hand(weight, rows, [int(word in asked_words) for word in known]) if known else [0.0] * CLASSES
    counted = [(named.index(sign), weight) for sign, weight in signs.named.items() if sign in named]
    groups = {
        which: {int(group) for word in said if word in words for group in pieces["groups"][words.index(word)]}
        for which, said in (("asked", asked_words), ("told", signs.told))
    }
    counted += [(len(named) + group, ASKED) for group in groups["asked"]]
    counted += [(len(named) + group, TOLD) for group in groups["told"] - groups["asked"]]
    length = math.sqrt(sum(weight**2 for _, weight in counted)) or 1
    for row, count in counted:
        for number in range(CLASSES):
            logits[number] += count * 0.03 * float(pieces["sign_rows"][row][number]) / length
    raised = [math.exp(logit - max(logits)) for logit in logits]
    return [value / sum(raised) for value in raised]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "signs",
    [
        Signs(("how", "clam"), ("how", "clam", "?"), {"w:how": 2, "w:clam": 2, "b:^ how": 2, "b:how clam": 2}),
        Signs(("clam",), ("rain", "clam", "zzz", "?"), {"w:clam": 2, "w:rain": 1, "w:how": 1}),
        Signs((), ("rain", "how"), {"w:how": 1}),
        Signs(("zzz",), ("zzz",), {"w:clam": 2}),
        Signs(("zzz",), ("zzz",), {}),
    ],
)
def test_likelihoods_are_those_worked_out_name_by_name(seed: int, signs: Signs) -> None:
    pieces = parts(seed)
    reading = Reader(tables.read(packed(pieces)), LABELS).read(signs)
    assert [reading.likely[label] for label in LABELS] == pytest.approx(expected(pieces, signs), abs=2e-3)
    assert reading.known is (signs.told[0] != "zzz")


def test_a_mark_alone_is_no_word() -> None:
    reader = Reader(tables.read(packed(parts(0))), LABELS)
    assert not reader.read(Signs((), ("?",), {})).known
    assert reader.read(Signs((), ("?", "rain"), {})).known


def test_names_have_places_and_strangers_have_none() -> None:
    names = tables.read(packed(parts(0))).words
    assert len(names) == 4
    assert names.places([*in_order(WORDS), "stranger", ""]).tolist() == [0, 1, 2, 3, -1, -1]
    assert names.places([]).tolist() == []


def test_a_file_of_tables_holds_what_was_written() -> None:
    pieces = parts(1)
    read = tables.read(packed(pieces))
    assert (read.classes, read.heads, read.word_scale, read.sign_scale) == (LABELS, HEADS, 0.02, 0.03)
    assert (read.word_rows.tolist(), read.groups.tolist()) == (pieces["word_rows"].tolist(), pieces["groups"].tolist())
    assert read.sign_rows.tolist() == pieces["sign_rows"].tolist()
    assert set(read.weights) == set(weights(1))
    assert {array.dtype for array in read.weights.values()} == {np.dtype(np.float16)}
    assert all(np.array_equal(read.weights[name], pieces[name].astype(np.float32)) for name in read.weights)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "head: Expecting value: line 1 column 1 (char 0)"),
        (b"[]\n", "head: pop expected at most 1 argument, got 2"),
        (b"3\n", "head: 'int' object has no attribute 'pop'"),
        (b"{}\n", "head: 'parts'"),
        (packed({name: array for name, array in parts(0).items() if name != "groups"}), "head: 'groups'"),
        (packed({name: array for name, array in parts(0).items() if name != "signs"}), "head: 'signs'"),
        (packed(parts(0), parts={"words": ["f8", [1]]}), "head: 'f8'"),
        (packed(parts(0)) + b"x", "parts: are not as long as the head says"),
        (packed(parts(0))[:-1], "parts: are not as long as the head says"),
    ],
)
def test_tables_that_are_not_whole_are_refused_with_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(ContentError) as refused:
        tables.read(data)
    if "attribute" not in said and "pop" not in said:
        assert str(refused.value) == f"reader.bin: {said}"
    assert str(refused.value).startswith("reader.bin: ")
    assert (refused.value.file, refused.value.key) == ("reader.bin", said.partition(":")[0])


def test_other_classes_are_refused_with_what_to_do() -> None:
    with pytest.raises(ContentError) as refused:
        Reader(tables.read(packed(parts(0))), "abcd")
    assert str(refused.value) == "reader.bin: classes: are not the passages there are: run `python -m training`"


def test_a_reading_ranks_and_sums() -> None:
    reading = Reading({"a": 0.1, "b": 0.6, "c": 0.3}, known=True)
    assert reading.best("abc") == ["b", "c", "a"]
    assert reading.share("ac") == pytest.approx(0.4)
    assert reading.share(()) == 0


@pytest.mark.parametrize(
    ("asked", "told", "longest", "words", "marks"),
    [
        ("ab", "abc", 3, "abc", [1, 1, 0]),
        ("", "abc", 3, "abc", [1, 1, 1]),
        ("cd", "abcd", 4, "abcd", [0, 0, 1, 1]),
        ("cd", "abcd", 3, "cab", [1, 0, 0]),  # half of the room is the question's
        ("cdef", "abcdef", 5, "cdabc", [1, 1, 0, 0, 1]),
    ],
)
def test_the_words_that_the_network_takes(asked: str, told: str, longest: int, words: str, marks: list[int]) -> None:
    taken, marked = sequence(Signs(tuple(asked), tuple(told), {}), longest)
    assert ("".join(taken), marked.tolist()) == (words, marks)
    assert marked.dtype == np.intp


def test_a_row_that_is_the_same_everywhere_is_not_blown_up() -> None:
    assert _levelled(np.full((1, 4), 3, np.float32)).tolist() == [[0, 0, 0, 0]]
    small = np.array([[0.001, -0.001]], np.float32)
    assert _levelled(small)[0, 0] == pytest.approx(0.001 / math.sqrt(0.001**2 + 1e-5), rel=1e-3)


def test_shares_of_large_numbers_are_shares() -> None:
    assert _shares(np.array([[1000, 1000], [0, math.log(3)]], np.float32)).tolist() == [
        [0.5, 0.5],
        pytest.approx([0.25, 0.75]),
    ]


def test_the_network_reads_as_many_layers_as_there_are() -> None:
    one = {name: array for name, array in weights(5).items() if not name.startswith("layers.1.")}
    rows = np.random.default_rng(5).normal(size=(3, WIDTH)).astype(np.float32)
    deep, shallow = (Network(w, HEADS)(rows, np.array([0, 1, 1])) for w in (weights(5), one))
    assert not np.allclose(deep, shallow)
    assert deep.dtype == np.float32
