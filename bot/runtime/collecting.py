"""Garbage is not looked for while a process starts, nor ever again in what the start has made; later, less often.

A start makes some 200,000 objects that all stay. Going through them again and again costs a tenth of the start, and
later nearly a tenth of a second of everybody's time, whenever Python looks through everything.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects until Python looks for rings among them. Thousands of rows and messages are in hand at once here, hardly
# any in a ring: at Python's own 700 a tenth of the time went into going through them. Ten thousand are a few MB.
NEW = 10_000


@contextmanager
def held() -> Iterator[None]:
    """Collect nothing until `begin`, or until this is left."""
    usual = gc.get_threshold()
    gc.disable()
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.enable()


def begin() -> None:
    """Everything that stays is there. Does nothing where nobody held it."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(NEW, *gc.get_threshold()[1:])
        gc.enable()
