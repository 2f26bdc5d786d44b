from typing import Any


def check(entry: Any, diary: Any, today: Any) -> None: ...
def doubts(entry: Any, diary: Any) -> tuple[str, ...]:
    return ()
