"""What teacher, student and signs have in common when they learn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

Say = Callable[[str], None]
_STEEPEST = 1.0  # no step is longer than a gradient of this length allows
_UNLIKE = 6  # pieces by which texts of one portion may differ in length, beyond what sorting leaves


@dataclass(frozen=True, slots=True)
class Part:
    """Weights that learn at one rate, and how strongly they are held near zero."""

    weights: list[nn.Parameter]
    rate: float
    decay: float = 0.01


def learn(
    parts: Sequence[Part],
    epochs: int,
    portions: Callable[[], list[list[int]]],
    loss: Callable[[list[int]], Tensor],
    say: Say,
) -> None:
    """Go through the texts so many times: rates rise for a tenth of the way, then fall to nothing."""
    groups = [{"params": part.weights, "weight_decay": part.decay} for part in parts]
    optimizer = torch.optim.AdamW(groups, fused=True)
    steps = epochs * len(portions())
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, [part.rate for part in parts], steps, pct_start=0.1)
    weights = [weight for part in parts for weight in part.weights]
    for epoch in range(epochs):
        lost = []
        for chosen in portions():
            optimizer.zero_grad()
            missed = loss(chosen)
            missed.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(weights, _STEEPEST)
            optimizer.step()
            rates.step()
            lost.append(missed.item())
        say(f"{epoch + 1} of {epochs}: loss {sum(lost) / len(lost):.3f}")


def of_like_length(lengths: Sequence[int], size: int, random: np.random.Generator) -> list[list[int]]:
    """Numbers of texts in portions of like length, the portions in random order."""
    order = np.argsort(np.array(lengths) + random.random(len(lengths)) * _UNLIKE)
    portions = [order[start : start + size].tolist() for start in range(0, len(order), size)]
    random.shuffle(portions)
    return portions


def right_loss(logits: Tensor, wanted: Tensor) -> Tensor:
    """Minus the log of what is given to what is wanted, for each text.

    `wanted` (texts, groups, classes) is 1 for the classes of a group, of which any is right; every group counts alike.
    """
    said = functional.log_softmax(logits, -1).unsqueeze(1)
    groups = wanted.any(-1)
    missed = -torch.logsumexp(said + torch.log(wanted + 1e-9), -1) * groups
    return missed.sum(-1) / groups.sum(-1)


def follow_loss(logits: Tensor, likely: Tensor) -> Tensor:
    """How far from what the teacher finds likely, for each text."""
    return -(likely * functional.log_softmax(logits, -1)).sum(-1)
