from typing import Any


def why(protocol: Any, reason: Any) -> str:
    return f"{protocol.rules[reason.rule].says} ({reason.rule})"
