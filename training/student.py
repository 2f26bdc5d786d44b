"""The part of the reader that reads words: bags of vectors and one hidden layer. What it learns folds into tables."""

import torch
from torch import Tensor, nn
from torch.nn import functional

HEADS, WIDTH, HIDDEN = 4, 128, 128


class Student(nn.Module):
    """Word rows are `attention × value` per head, so that a message is a plain sum of rows."""

    def __init__(self, vectors: Tensor, classes: int) -> None:
        super().__init__()
        self.fixed = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.learned = nn.Embedding(*vectors.shape)
        nn.init.zeros_(self.learned.weight)
        self.attention = nn.Linear(vectors.shape[1], HEADS)
        self.value = nn.Linear(vectors.shape[1], WIDTH)
        self.lost = nn.Dropout(0.15)
        self.hidden = nn.Linear(2 * WIDTH, HIDDEN)
        self.out = nn.Linear(HIDDEN, classes)

    def rows(self, words: Tensor) -> Tensor:
        """Attention (heads) and attention-weighted value (width) of words, side by side."""
        vector = self.fixed(words) + self.learned(words)
        attention = functional.softplus(self.attention(vector))
        value = self.value(vector).unflatten(-1, (HEADS, -1))
        return torch.cat([attention, (attention.unsqueeze(-1) * value).flatten(-2)], -1)

    def pooled(self, words: Tensor, starts: Tensor) -> Tensor:
        """One vector for each bag of words: the weighted mean by head, brought to one spread."""
        different, places = torch.unique(words, return_inverse=True)
        sums = functional.embedding_bag(places, self.rows(different), starts, mode="sum")
        attention, value = sums[:, :HEADS] + 0.5, sums[:, HEADS:].unflatten(-1, (HEADS, -1))
        return functional.layer_norm((value / attention.unsqueeze(-1)).flatten(-2), (WIDTH,))

    def forward(self, batch: tuple[Tensor, ...]) -> Tensor:
        """Logits of every class."""
        asked, asked_starts, told, told_starts, *_ = batch
        bags = (self.pooled(asked, asked_starts), self.pooled(told, told_starts))
        hidden = functional.relu(self.hidden(self.lost(torch.cat(bags, 1))))
        logits: Tensor = self.out(self.lost(hidden))
        return logits
