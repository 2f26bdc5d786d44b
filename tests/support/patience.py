"""Waiting for what others do: as short as it takes, and never for a time that was guessed."""

import asyncio
from collections.abc import Callable

_LIMIT, _LOOK = 20.0, 0.005  # seconds


async def until(done: Callable[[], object]) -> None:
    """Return once `done` says something true.

    Raises:
        TimeoutError: when it never does.
    """
    async with asyncio.timeout(_LIMIT):
        while not done():  # noqa: ASYNC110 - others do the work
            await asyncio.sleep(_LOOK)
