"""The signs of Telegram's HTML: words, attribute values and character references, read from UTF-8 bytes."""

from dataclasses import dataclass

from sandbox.errors import ApiError, bad_request

_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_SPACE = b" \t\r\n\0\v"
_DIGITS = b"0123456789"
_HEX = b"0123456789abcdefABCDEF"


def cannot_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


@dataclass(slots=True)
class Scanner:
    """A place in the source; every method reads on from there."""

    source: bytes
    at: int = 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.source)

    def peek(self) -> bytes:
        return self.source[self.at : self.at + 1] or b"\0"

    def slice_to(self, start: int) -> str:
        """What lies between `start` and here."""
        return self.source[start : self.at].decode("utf-8", "surrogatepass")

    def plain(self) -> str:
        """Everything up to the next sign that could mean something, at least one sign."""
        start = self.at
        ends = [end for sign in (b"<", b"&") if (end := self.source.find(sign, start + 1)) != -1]
        self.at = min(ends, default=len(self.source))
        return self.slice_to(start)

    def skip_space(self) -> None:
        while not self.ended and self.peek() in _SPACE:
            self.at += 1

    def word(self, stops: bytes) -> str:
        """A name in lower case, up to a space or one of `stops`."""
        start = self.at
        while self.peek() not in _SPACE and self.peek() not in stops:
            self.at += 1
        return self.slice_to(start).lower()

    def value(self) -> str:
        """An attribute's value, quoted or a bare name token."""
        quote = self.peek()
        if quote not in (b"'", b'"'):
            return self._name_token()
        self.at += 1
        value: list[str] = []
        while not self.ended and self.peek() != quote:
            reference = self.reference()
            if reference is None:
                start, self.at = self.at, self.at + 1
                while self.peek() not in (quote, b"&") and self.at < len(self.source):
                    self.at += 1
                reference = self.slice_to(start)
            value.append(reference)
        self.at += self.peek() == quote
        return "".join(value)

    def _name_token(self) -> str:
        start = self.at
        while self.peek().isalnum() or self.peek() in (b".", b"-"):
            self.at += 1
        if self.peek() not in _SPACE and self.peek() != b">":
            raise cannot_parse(f"Unexpected end of name token at byte offset {start}")
        return self.slice_to(start).lower()

    def reference(self) -> str | None:
        """The character an `&…` stands for; None, and no step, when it is only an ampersand."""
        if self.peek() != b"&":
            return None
        end = self.at + 1
        if self.source[end : end + 1] == b"#":
            return self._number(end + 1)
        while self.source[end : end + 1].isalpha():
            end += 1
        character = _NAMED.get(self.source[self.at + 1 : end])
        if character is not None:
            self._step_to(end)
        return character

    def _number(self, start: int) -> str | None:
        base, digits = (16, _HEX) if self.source[start : start + 1] == b"x" else (10, _DIGITS)
        start += base == 16
        end = start
        while end < len(self.source) and self.source[end] in digits:
            end += 1
        code = int(self.source[start:end], base) if end > start else 0
        if not 0 < code < 0x10FFFF or end - self.at >= 10:
            return None
        if 0xD800 <= code <= 0xDFFF:
            raise cannot_parse(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
                "code units"
            )
        self._step_to(end)
        return chr(code)

    def _step_to(self, end: int) -> None:
        """Past a reference, and past the semicolon that may end it."""
        self.at = end + (self.source[end : end + 1] == b";")
