"""The teacher: the sentence encoder, tuned to tell the classes apart. Too large to ship: the student learns from it.

In every epoch many texts come as a changed copy: what is learnt is what they mean, not how they are worded.
"""

from collections.abc import Mapping, Sequence
from random import Random

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from training.encoder import folder
from training.examples import Example
from training.lessons import Part, Say, learn, of_like_length, right_loss
from training.variants import variant

_EPOCHS, _BATCH, _ASKED = 4, 64, 256
_RATE, _OUT_RATE = 2e-4, 5e-3
_SHARP, _LOST, _CHANGED, _LONGEST = 20.0, 0.1, 0.4, 160


class Teacher(nn.Module):
    """The encoder with one linear layer on the mean of its words."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(folder()))
        for weight in self.encoder.embeddings.word_embeddings.parameters():
            weight.requires_grad = False  # words that no example has must go on meaning the same
        self.lost = nn.Dropout(_LOST)
        self.out = nn.Linear(self.encoder.config.hidden_size, classes)
        self._pieces = AutoTokenizer.from_pretrained(str(folder()))

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers of the pieces of words that each text is made of."""
        return [self._pieces(text, truncation=True, max_length=_LONGEST)["input_ids"] for text in texts]

    def forward(self, texts: Sequence[Sequence[int]]) -> Tensor:
        """Logits (texts, classes)."""
        longest = max(map(len, texts))
        pieces = torch.tensor([[*text, *[0] * (longest - len(text))] for text in texts])
        there = torch.tensor([[1] * len(text) + [0] * (longest - len(text)) for text in texts])
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(input_ids=pieces, attention_mask=there).last_hidden_state
        mean = (states.float() * there.unsqueeze(-1)).sum(1)
        logits: Tensor = self.out(self.lost(functional.normalize(mean, dim=-1)) * _SHARP)
        return logits


def taught(
    examples: Sequence[Example], near: Mapping[str, Sequence[str]], classes: int, seed: int, say: Say
) -> Teacher:
    """A teacher that knows the examples; `near` are words that may stand for one another."""
    torch.manual_seed(seed)
    random, changes = np.random.default_rng(seed), Random(seed)
    model = Teacher(classes).train()
    wanted, weights = marks(examples, classes), torch.tensor([example.weight for example in examples])
    lengths = [len(text) for text in model.pieces([example.text for example in examples])]

    def loss(chosen: list[int]) -> Tensor:
        texts = [examples[number].text for number in chosen]
        mixed = [variant(text, near, changes) if changes.random() < _CHANGED else text for text in texts]
        return (right_loss(model(model.pieces(mixed)), wanted[chosen]) * weights[chosen]).mean()

    body = [weight for weight in model.encoder.parameters() if weight.requires_grad]
    parts = [Part(body, _RATE), Part(list(model.out.parameters()), _OUT_RATE)]
    learn(parts, _EPOCHS, lambda: of_like_length(lengths, _BATCH, random), loss, say)
    return model.eval()


def marks(examples: Sequence[Example], classes: int) -> Tensor:
    """1 where a class is right (examples, groups, classes)."""
    table = torch.zeros(len(examples), max(len(example.wanted) for example in examples), classes)
    for row, example in enumerate(examples):
        for group, right in enumerate(example.wanted):
            table[row, group, list(right)] = 1
    return table


def opinions(model: Teacher, texts: Sequence[str]) -> Tensor:
    """How likely each class is for texts."""
    pieces = model.pieces(texts)
    likely = torch.zeros(len(texts), model.out.out_features)
    for chosen in of_like_length([len(text) for text in pieces], _ASKED, np.random.default_rng(0)):
        with torch.no_grad():
            likely[chosen] = functional.softmax(model([pieces[number] for number in chosen]), -1)
    return likely
