"""The teacher: two linear models taught side by side, one over MiniLM's vector of a text, one over the reader's signs.

The signs' model goes into the reader as it is. What the other says of many changed texts is what the student learns.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.examples import Example
from training.reading import Batches, portions

_EPOCHS, _BATCH, _RATE, _SHARP = 14, 128, 0.012, 8.0


class Teacher(nn.Module):
    """Logits by the vector, and logits by the signs."""

    def __init__(self, width: int, signs: int, classes: int) -> None:
        super().__init__()
        self.vector = nn.Linear(width, classes)
        self.signs = nn.EmbeddingBag(signs, classes, mode="sum")
        nn.init.zeros_(self.signs.weight)
        self.lost = nn.Dropout(0.1)

    def forward(self, vectors: Tensor, batch: tuple[Tensor, ...]) -> tuple[Tensor, Tensor]:
        """Both opinions."""
        return self.vector(self.lost(vectors) * _SHARP), self.signs(batch[4], batch[5], per_sample_weights=batch[6])


def marks(examples: Sequence[Example], classes: int) -> Tensor:
    """1 where a class is right."""
    table = torch.zeros(len(examples), classes)
    for row, example in enumerate(examples):
        table[row, list(example.right)] = 1
    return table


def right_loss(logits: Tensor, right: Tensor) -> Tensor:
    """Minus the log of what is given to all right classes together, for each text."""
    return -torch.logsumexp(functional.log_softmax(logits, -1) + torch.log(right + 1e-9), -1)


def taught(examples: Sequence[Example], vectors: Tensor, batches: Batches, signs: int, classes: int) -> Teacher:
    """A teacher that knows the examples, which are the first of the texts."""
    torch.manual_seed(0)
    model = Teacher(vectors.shape[1], signs, classes)
    right, weights = marks(examples, classes), torch.tensor([example.weight for example in examples])
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=0.01, fused=True)
    random = np.random.default_rng(0)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=_EPOCHS * -(-len(examples) // _BATCH))
    for _ in range(_EPOCHS):
        for chosen in portions(random, len(examples), _BATCH):
            one, other = model(vectors[chosen], batches(chosen))
            shares = ((one + other, 1.0), (one, 0.5), (other, 0.5))
            losses = torch.stack([right_loss(logits, right[chosen]) * share for logits, share in shares])
            loss = (losses.sum(0) * weights[chosen]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            rates.step()
    model.eval()
    return model


def opinions(model: Teacher, vectors: Tensor) -> Tensor:
    """How likely each class is for texts, by their vectors."""
    with torch.no_grad():
        return functional.softmax(model.vector(vectors * _SHARP), -1)
