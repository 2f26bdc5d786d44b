"""The network does what a transformer does, held against the same sums written out word by word."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from protocols.knowledge.network import Network

WIDTH, HEADS, LAYERS, LOOKS, CLASSES, PLACES = 8, 2, 2, 3, 5, 7
Vector = list[float]


def weights(seed: int) -> dict[str, NDArray[np.float32]]:
    random = np.random.default_rng(seed)
    shapes: dict[str, tuple[int, ...]] = {"place": (PLACES, WIDTH), "asked": (2, WIDTH)}
    linear = {"look": (WIDTH, LOOKS), "out": (LOOKS * WIDTH, CLASSES)}
    for layer in range(LAYERS):
        linear |= {
            f"layers.{layer}.mix": (WIDTH, 3 * WIDTH),
            f"layers.{layer}.mixed": (WIDTH, WIDTH),
            f"layers.{layer}.think": (WIDTH, 2 * WIDTH),
            f"layers.{layer}.thought": (2 * WIDTH, WIDTH),
        }
    for name, (rows, columns) in linear.items():
        shapes |= {f"{name}.weight": (rows, columns), f"{name}.bias": (columns,)}
    return {name: random.normal(0, 0.5, shape).astype(np.float32) for name, shape in shapes.items()}


def linear(w: dict[str, NDArray[np.float32]], name: str, row: Vector) -> Vector:
    table, bias = w[f"{name}.weight"].tolist(), w[f"{name}.bias"].tolist()
    return [sum(value * table[n][column] for n, value in enumerate(row)) + plus for column, plus in enumerate(bias)]


def levelled(row: Vector) -> Vector:
    mean = sum(row) / len(row)
    spread = math.sqrt(sum((value - mean) ** 2 for value in row) / len(row) + 1e-5)
    return [(value - mean) / spread for value in row]


def shares(logits: Vector) -> Vector:
    raised = [math.exp(logit) for logit in logits]
    return [value / sum(raised) for value in raised]


def plus(one: Vector, other: Vector) -> Vector:
    return [a + b for a, b in zip(one, other, strict=True)]


def mixed(w: dict[str, NDArray[np.float32]], layer: str, state: list[Vector]) -> list[Vector]:
    parts = [linear(w, layer + "mix", row) for row in state]
    size = WIDTH // HEADS
    taken: list[Vector] = [[] for _ in state]
    for head in range(HEADS):
        query, key, value = (
            [part[kind * WIDTH + head * size : kind * WIDTH + (head + 1) * size] for part in parts] for kind in range(3)
        )
        for word, asking in enumerate(query):
            likeness = [sum(map(lambda a, b: a * b, asking, other)) / math.sqrt(size) for other in key]
            share = shares(likeness)
            taken[word] += [sum(s * v[n] for s, v in zip(share, value, strict=True)) for n in range(size)]
    return [linear(w, layer + "mixed", row) for row in taken]


def by_hand(w: dict[str, NDArray[np.float32]], rows: list[Vector], asked: list[int]) -> Vector:
    state = [
        plus(plus(row, w["place"][place].tolist()), w["asked"][mark].tolist())
        for place, (row, mark) in enumerate(zip(rows, asked, strict=True))
    ]
    for number in range(LAYERS):
        layer = f"layers.{number}."
        state = [plus(row, new) for row, new in zip(state, mixed(w, layer, [*map(levelled, state)]), strict=True)]
        thought = [[max(0.0, value) for value in linear(w, layer + "think", levelled(row))] for row in state]
        state = [plus(row, linear(w, layer + "thought", new)) for row, new in zip(state, thought, strict=True)]
    state = [*map(levelled, state)]
    looks = [linear(w, "look", row) for row in state]
    seen: Vector = []
    for look in range(LOOKS):
        share = shares([row[look] for row in looks])
        seen += [sum(s * row[n] for s, row in zip(share, state, strict=True)) for n in range(WIDTH)]
    return linear(w, "out", seen)


@pytest.mark.parametrize(("seed", "words"), [(0, 1), (1, 2), (2, 5), (3, PLACES)])
def test_logits_are_those_worked_out_word_by_word(seed: int, words: int) -> None:
    w = weights(seed)
    random = np.random.default_rng(seed)
    rows, asked = random.normal(size=(words, WIDTH)).astype(np.float32), random.integers(0, 2, words)
    assert Network(w, HEADS)(rows, asked).tolist() == pytest.approx(by_hand(w, rows.tolist(), asked.tolist()), abs=1e-4)


def test_it_takes_as_many_words_as_it_has_places_for() -> None:
    assert Network(weights(0), HEADS).longest == PLACES
