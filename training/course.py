"""The whole course: examples → teacher → variants → the two halves of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from protocols.knowledge.language import Language
from training.examples import Example
from training.lessons import Say
from training.pupils import sign_rows, student
from training.reading import Bags, Sequences, common_signs, read_all
from training.student import Student
from training.teacher import opinions, taught
from training.variants import variant
from training.words import GROUPS, groups, words

_DIMENSIONS, _LEAST = 128, 2
_TEACHERS = 2  # what they find likely together is less of a guess than what either does
_VARIANTS, _VARIANTS_OF_THE_REST = 3, 1
_FOLLOW = 0.5  # what a variant counts, where only the teacher's word is known


@dataclass(frozen=True, slots=True)
class Learned:
    """A trained student and the row of every sign, with the words and signs that its tables are for."""

    student: Student
    sign_rows: Tensor
    words: tuple[str, ...]
    groups: NDArray[np.int64]
    signs: tuple[str, ...]


def teach(language: Language, examples: Sequence[Example], classes: int, say: Say) -> Learned:
    """What there is to learn from these examples. Deterministic on one machine and number of threads."""
    read = read_all(language, [example.text for example in examples])
    used = sorted({word for text in read for word in text.told})
    listed = words(used, _DIMENSIONS)
    near = listed.alike([word for word in used if len(word) > 3])
    say(f"{len(examples)} examples, {len(listed.listed)} words")
    random = Random(1)
    changed = [(variant(each.text, near, random), each.weight) for each in examples for _ in range(_copies(each))]
    texts = [*(example.text for example in examples), *(text for text, _ in changed)]
    weights = torch.tensor([*(example.weight for example in examples), *(_FOLLOW * weight for _, weight in changed)])
    likely = torch.zeros(len(texts), classes)
    for seed in range(_TEACHERS):
        teacher = taught(examples, near, classes, seed, _named(f"teacher {seed}", say))
        likely += opinions(teacher, texts) / _TEACHERS
    read = [*read, *read_all(language, texts[len(read) :])]
    signs, grouped = common_signs(read[: len(examples)], _LEAST), groups(listed)
    bags = Bags(read, listed.listed, signs, grouped)
    rows = sign_rows(len(signs) + sum(GROUPS), bags, likely, weights, _named("signs", say))
    ordered = Sequences(read, listed.listed)
    pupil = student(torch.tensor(listed.vectors), ordered, likely, weights, _named("student", say))
    return Learned(pupil, rows, listed.listed, grouped, signs)


def _copies(example: Example) -> int:
    return _VARIANTS if example.voice and example.weight >= _FOLLOW else _VARIANTS_OF_THE_REST


def _named(name: str, say: Say) -> Say:
    return lambda line: say(f"{name} {line}")
