"""A call's parameters, whichever way they came: JSON values, or the strings of a form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    data: bytes
    mime: str = ""


#: what `Sandbox.call` accepts as a file: bytes, or (name, bytes), or (name, bytes, mime type)
FileLike = Upload | bytes | tuple[str, bytes] | tuple[str, bytes, str]


def upload(field: str, file: FileLike) -> Upload:
    if isinstance(file, Upload):
        return file
    if isinstance(file, bytes | bytearray | memoryview):
        return Upload(field, bytes(file))
    return Upload(file[0] or field, bytes(file[1]), file[2] if len(file) > 2 else "")


class Params:
    """Reads parameters as Telegram does: leniently, and an unknown name disturbs nobody."""

    def __init__(self, values: Mapping[str, object], files: Mapping[str, FileLike] | None = None) -> None:
        self._values = values
        self.files = {field: upload(field, file) for field, file in (files or {}).items()}

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def raw(self, name: str) -> object:
        return self._values.get(name)

    def text(self, name: str) -> str:
        value = self._values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str) -> int:
        """The number, or 0 when it is missing or none."""
        value = self._values.get(name)
        try:
            return int(value) if isinstance(value, int | float | str) else 0
        except ValueError:
            return 0

    def number(self, name: str) -> float:
        value = self._values.get(name)
        try:
            return float(value) if isinstance(value, int | float | str) else 0.0
        except ValueError:
            return 0.0

    def flag(self, name: str) -> bool:
        return str(self._values.get(name, "")).lower() in ("true", "1", "yes", "t")

    def json(self, name: str, what: str) -> object:
        """A structured value; `what` names it in Telegram's refusal. None when it was not given."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def items(self, name: str, what: str) -> list[object]:
        value = self.json(name, what)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f"can't parse {what} JSON object: expected an Array")
        return value

    def mapping(self, name: str, what: str) -> dict[str, object]:
        value = self.json(name, what)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {what} JSON object: expected an Object")
        return value
