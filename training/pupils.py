"""The two halves of the reader learn from the teacher: words in their order, and signs."""

import numpy as np
import torch
from torch import Tensor, nn

from training.lessons import Part, Say, follow_loss, learn, of_like_length
from training.reading import Bags, Sequences
from training.student import Student

_EPOCHS, _BATCH, _RATE, _WORDS_DECAY = 12, 128, 2e-3, 0.02
_SIGN_EPOCHS, _SIGN_BATCH, _SIGN_RATE = 6, 256, 0.012


def student(vectors: Tensor, texts: Sequences, likely: Tensor, weights: Tensor, say: Say) -> Student:
    """Learns to say of every text what the teacher says; vectors of words stay near the encoder's."""
    torch.manual_seed(0)
    random, lengths = np.random.default_rng(0), texts.lengths()
    model = Student(vectors, likely.shape[1]).train()

    def loss(chosen: list[int]) -> Tensor:
        return (follow_loss(model(*texts(chosen)), likely[chosen]) * weights[chosen]).mean()

    rest = [weight for name, weight in model.named_parameters() if name not in {"learned.weight", "fixed.weight"}]
    parts = [Part(rest, _RATE), Part(list(model.learned.parameters()), _RATE, _WORDS_DECAY)]
    learn(parts, _EPOCHS, lambda: of_like_length(lengths, _BATCH, random), loss, say)
    return model.eval()


def sign_rows(rows: int, texts: Bags, likely: Tensor, weights: Tensor, say: Say) -> Tensor:
    """For each sign what it says of every class (rows, classes)."""
    torch.manual_seed(0)
    random = np.random.default_rng(0)
    model = nn.EmbeddingBag(rows, likely.shape[1], mode="sum")
    nn.init.zeros_(model.weight)

    def loss(chosen: list[int]) -> Tensor:
        signs, starts, each = texts(chosen)
        said = model(signs, starts, per_sample_weights=each)
        return (follow_loss(said, likely[chosen]) * weights[chosen]).mean()

    lengths = [0] * len(weights)  # a bag costs the same whatever its length
    parts = [Part(list(model.parameters()), _SIGN_RATE)]
    learn(parts, _SIGN_EPOCHS, lambda: of_like_length(lengths, _SIGN_BATCH, random), loss, say)
    return model.weight.detach()
