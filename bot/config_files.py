"""Settings that may come from a file of their own, as container platforms hand secrets over: `NAME_FILE=path`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

FROM_FILES = ("bot_token", "webhook_secret", "database_password")


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """The settings, with those that are unset read from the file that is named for them.

    Raises:
        ValueError: when the file cannot be read; the message names the setting.
    """
    found = dict(values)
    for name in FROM_FILES:
        path = found.get(f"{name}_file")
        if path and not found.get(name):
            try:
                found[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise ValueError(f"{name.upper()}_FILE: {path} cannot be read ({error.strerror})") from None
    return found
