"""What a call is answered with, in Telegram's envelope."""

import json
from dataclasses import dataclass

from sandbox.errors import ApiError
from sandbox.model import Json


@dataclass(frozen=True, slots=True)
class Reply:
    """`result` when `ok`, otherwise the code and description of the refusal; `retry_after` in seconds."""

    ok: bool
    result: object = None
    error_code: int = 0
    description: str = ""
    retry_after: int | None = None

    @classmethod
    def refusal(cls, error: ApiError) -> "Reply":
        return cls(False, None, error.code, error.description, error.retry_after)

    @property
    def status(self) -> int:
        """The HTTP status it travels under."""
        return 200 if self.ok else self.error_code

    def body(self) -> Json:
        if self.ok:
            return {"ok": True, "result": self.result}
        body: Json = {"ok": False, "error_code": self.error_code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body

    def encode(self) -> bytes:
        return json.dumps(self.body(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
