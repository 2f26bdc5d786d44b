"""Strideback on Telegram: the only part that speaks. Parse, act, say."""

import os

# Numbers of one message are few: sharing them out over threads makes answers slower, and idle threads hold memory.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
