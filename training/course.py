"""The whole course: examples → teacher → variants → student."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from protocols.knowledge.language import Language
from training.encoder import encode
from training.examples import Example
from training.reading import Batches, common_signs, portions, read_all
from training.student import Student
from training.teacher import opinions, taught
from training.variants import variant
from training.words import GROUPS, groups, words

Say = Callable[[str], None]
_EPOCHS, _BATCH, _RATE = 8, 256, 3e-3
_DIMENSIONS, _LEAST = 128, 2
_VARIANTS, _VARIANTS_OF_PHRASINGS = 5, 1
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
    listed = words(sorted({word for text in read for word in text.told}), _DIMENSIONS)
    signs = common_signs(read, _LEAST)
    near = listed.alike(sorted({word for text in read for word in text.told if len(word) > 3}))
    changed = [
        (variant(example.text, near, random), example.weight)
        for example in examples
        for random in [Random(example.text)]
        for _ in range(_copies(example))
    ]
    say(f"{len(examples)} examples, {len(changed)} variants, {len(listed.listed)} words, {len(signs)} signs")
    texts = [*(example.text for example in examples), *(text for text, _ in changed)]
    weights = torch.tensor([*(example.weight for example in examples), *(_FOLLOW * weight for _, weight in changed)])
    grouped = groups(listed)
    batches = Batches([*read, *read_all(language, texts[len(read) :])], listed.listed, signs, grouped)
    vectors = torch.tensor(encode(texts))
    say("all read by the encoder")
    teacher = taught(examples, vectors, batches, len(signs) + sum(GROUPS), classes)
    torch.manual_seed(0)
    student = Student(torch.tensor(listed.vectors), classes)
    _follow(student, batches, opinions(teacher, vectors), weights, say)
    return Learned(student, teacher.signs.weight.detach(), listed.listed, grouped, signs)


def _copies(example: Example) -> int:
    if example.weight < _FOLLOW:
        return 1
    return _VARIANTS if example.voice else _VARIANTS_OF_PHRASINGS


def _follow(student: Student, batches: Batches, likely: Tensor, weights: Tensor, say: Say) -> None:
    """Learn to say of every text what the teacher says."""
    optimizer, rates = _optimizer(student, _EPOCHS * -(-len(weights) // _BATCH))
    random = np.random.default_rng(0)
    for epoch in range(_EPOCHS):
        total = 0.0
        for chosen in portions(random, len(weights), _BATCH):
            said = functional.log_softmax(student(batches(chosen)), -1)
            loss = (-(likely[chosen] * said).sum(-1) * weights[chosen]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            rates.step()
            total += loss.item()
        say(f"student {epoch + 1} of {_EPOCHS}: loss {total * _BATCH / len(weights):.3f}")
    student.eval()


def _optimizer(student: Student, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """Vectors of words stay near the encoder's."""
    tables = {"learned.weight", "fixed.weight"}
    rest = [weight for name, weight in student.named_parameters() if name not in tables]
    groups = [{"params": rest, "weight_decay": 0.01}, {"params": [student.learned.weight], "weight_decay": 0.02}]
    optimizer = torch.optim.AdamW(groups, lr=_RATE, fused=True)
    return optimizer, torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps)
