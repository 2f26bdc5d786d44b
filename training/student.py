"""The part of the reader that reads words in their order: a small transformer over vectors of words.

Layer norms carry no weights of their own (the next layer has them), and the first layer folds into the rows of words.
`protocols/knowledge/network.py` does the same sums without torch.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

HEADS, WIDTH, LAYERS, LONGEST = 6, 192, 2, 64
_LOOKS = 4
_LOST, _WORDS_LOST = 0.15, 0.05


class Layer(nn.Module):
    """Words take from one another, then each is thought over."""

    def __init__(self) -> None:
        super().__init__()
        self.mix, self.mixed = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.think, self.thought = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        self.lost = nn.Dropout(_LOST)

    def forward(self, state: Tensor, there: Tensor) -> Tensor:
        """New states (messages, words, width)."""
        query, key, value = self.mix(levelled(state)).unflatten(-1, (3, HEADS, -1)).permute(2, 0, 3, 1, 4)
        taken = functional.scaled_dot_product_attention(query, key, value, attn_mask=there[:, None, None, :])
        state = state + self.lost(self.mixed(taken.transpose(1, 2).flatten(-2)))
        thought: Tensor = state + self.lost(self.thought(functional.relu(self.think(levelled(state)))))
        return thought


class Student(nn.Module):
    """Word 0 is no word: it fills up."""

    def __init__(self, vectors: Tensor, classes: int) -> None:
        super().__init__()
        nothing = torch.zeros(1, vectors.shape[1])
        self.fixed = nn.Embedding.from_pretrained(torch.cat([nothing, vectors]), freeze=True)
        self.learned = nn.Embedding(*self.fixed.weight.shape)
        nn.init.zeros_(self.learned.weight)
        self.narrow = nn.Linear(vectors.shape[1], WIDTH)
        self.place = nn.Parameter(0.02 * torch.randn(LONGEST, WIDTH))
        self.asked = nn.Parameter(0.02 * torch.randn(2, WIDTH))
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.look, self.out = nn.Linear(WIDTH, _LOOKS), nn.Linear(_LOOKS * WIDTH, classes)
        self.lost = nn.Dropout(_LOST)

    def rows(self, words: Tensor) -> Tensor:
        """Rows (…, width) of words."""
        row: Tensor = self.narrow(self.fixed(words) + self.learned(words))
        return row

    def forward(self, words: Tensor, asked: Tensor) -> Tensor:
        """Logits (messages, classes) of words (messages, most words), asked 1 where a question has the word."""
        there = words > 0
        there[:, 0] = True
        if self.training:
            words = words * (torch.rand(words.shape) > _WORDS_LOST)
        state = self.rows(words) + self.place[: words.shape[1]] + self.asked[asked]
        for layer in self.layers:
            state = layer(state, there)
        state = levelled(state)
        share = self.look(state).masked_fill(~there.unsqueeze(-1), -1e4).softmax(1)
        logits: Tensor = self.out(self.lost((share.transpose(1, 2) @ state).flatten(-2)))
        return logits


def levelled(state: Tensor) -> Tensor:
    """Each row brought to mean 0 and spread 1."""
    return functional.layer_norm(state, (WIDTH,))
