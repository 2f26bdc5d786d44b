"""An event loop whose clock jumps to the next timer instead of waiting for it: an hour passes in milliseconds."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class _JumpingSelector(selectors.SelectSelector):
    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout:
            self.now += timeout
        return ready


def run(main: Callable[[Callable[[], float]], Coroutine[Any, Any, Result]]) -> Result:
    """Run `main(clock)` with a clock in seconds that starts at 0."""
    selector = _JumpingSelector()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now  # type: ignore[method-assign]
    try:
        return loop.run_until_complete(asyncio.wait_for(main(loop.time), 24 * 3600))
    finally:
        loop.close()
