"""The reader as a network: bags of word vectors and of signs, one hidden layer. What it learns folds into tables."""

import torch
from torch import Tensor, nn
from torch.nn import functional

HEADS, WIDTH, HIDDEN, SIGNS = 4, 128, 128, 96


class Student(nn.Module):
    """Word rows are `attention × value` per head, so that a message is a plain sum of rows."""

    def __init__(self, vectors: Tensor, signs: int, classes: int) -> None:
        super().__init__()
        self.fixed = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.learned = nn.Embedding(*vectors.shape)
        nn.init.zeros_(self.learned.weight)
        self.attention = nn.Linear(vectors.shape[1], HEADS)
        self.value = nn.Linear(vectors.shape[1], WIDTH)
        self.signs = nn.EmbeddingBag(signs, SIGNS, mode="sum")
        nn.init.normal_(self.signs.weight, std=0.02)
        self.lost = nn.Dropout(0.2)
        self.hidden = nn.Linear(2 * WIDTH + SIGNS, HIDDEN)
        self.out = nn.Linear(HIDDEN, classes)
        self.direct = nn.Linear(SIGNS, classes, bias=False)

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
        asked, asked_starts, told, told_starts, named, starts, weights = batch
        signs = self.signs(named, starts, per_sample_weights=weights)
        bags = (self.pooled(asked, asked_starts), self.pooled(told, told_starts), signs)
        hidden = functional.relu(self.hidden(self.lost(torch.cat(bags, 1))))
        logits: Tensor = self.out(self.lost(hidden)) + self.direct(signs)
        return logits
