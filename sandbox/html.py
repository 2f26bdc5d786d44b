"""Telegram's HTML dialect: markup in, plain text and entities out.

Works on UTF-8 bytes because Telegram reports byte offsets, and counts in UTF-16 units because entities do. Where the
real parser is forgiving (a missing semicolon, `</>` as an end tag) so is this one; where it refuses, the words match.
"""

from dataclasses import dataclass, field

from sandbox.entities import Entity, checked_link
from sandbox.errors import ApiError, bad_request

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_SPACE = b" \t\r\n\0\v"
_HEX = b"0123456789abcdefABCDEF"


@dataclass(slots=True)
class _Open:
    """A start tag still waiting for its end; `offset` in UTF-16 units, `start` is where its text begins."""

    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


def parse_html(html: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities, unsorted; refuses as Telegram does: "can't parse entities: …"."""
    return _Parser(html.encode("utf-8", "surrogatepass")).run()


def _cannot_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


@dataclass(slots=True)
class _Parser:
    source: bytes
    at: int = 0
    offset: int = 0
    text: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def run(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            if self.source[self.at : self.at + 1] == b"<":
                self._tag()
            elif (reference := self._reference()) is not None:
                self._write(reference)
            else:
                self._plain()
        if self.open:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.text), self.entities

    def _peek(self) -> bytes:
        return self.source[self.at : self.at + 1] or b"\0"

    def _write(self, text: str) -> None:
        self.text.append(text)
        self.offset += len(text.encode("utf-16-le", "surrogatepass")) // 2

    def _plain(self) -> None:
        """Everything up to the next sign that could mean something."""
        ends = [end for sign in (b"<", b"&") if (end := self.source.find(sign, self.at + 1)) != -1]
        end = min(ends, default=len(self.source))
        self._write(self.source[self.at : end].decode("utf-8", "surrogatepass"))
        self.at = end

    def _reference(self) -> str | None:
        """The character an `&…` stands for, stepping over it; None when it is only an ampersand."""
        if self._peek() != b"&":
            return None
        end = self.at + 1
        if self.source[end : end + 1] == b"#":
            return self._number(end + 1)
        while self.source[end : end + 1].isalpha():
            end += 1
        character = _NAMED.get(self.source[self.at + 1 : end])
        if character is not None:
            self.at = end + (self.source[end : end + 1] == b";")
        return character

    def _number(self, start: int) -> str | None:
        base, digits = (16, _HEX) if self.source[start : start + 1] == b"x" else (10, b"0123456789")
        start += base == 16
        end = start
        while end < len(self.source) and self.source[end] in digits:
            end += 1
        code = int(self.source[start:end], base) if end > start else 0
        if not 0 < code < 0x10FFFF or end - self.at >= 10:
            return None
        if 0xD800 <= code <= 0xDFFF:
            msg = "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate"
            raise _cannot_parse(f"{msg} code units")
        self.at = end + (self.source[end : end + 1] == b";")
        return chr(code)

    def _skip_space(self) -> None:
        while self.at < len(self.source) and self._peek() in _SPACE:
            self.at += 1

    def _word(self, stops: bytes) -> str:
        start = self.at
        while self._peek() not in _SPACE and self._peek() not in stops:
            self.at += 1
        return self.source[start : self.at].decode("utf-8", "surrogatepass").lower()

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._peek() == b"/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)
        self.at += 1

    def _start_tag(self, begin: int) -> None:
        tag = self._word(b">")
        if self.at >= len(self.source):
            raise _cannot_parse(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TYPES:
            raise _cannot_parse(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self._peek() != b">":
            self._skip_space()
            if self._peek() != b">":
                name, value = self._attribute(tag, begin)
                attributes[name] = value
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.text)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._word(b"=>")
        if not name:
            raise _cannot_parse(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_space()
        if self._peek() == b"=":
            self.at += 1
            self._skip_space()
            self._must_go_on(f'Unclosed start tag "{tag}" at byte offset {begin}')
            value = self._value()
            self._must_go_on(f"Unclosed start tag at byte offset {begin}")
            return name, value
        self._must_go_on(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return name, ""

    def _must_go_on(self, otherwise: str) -> None:
        if self.at >= len(self.source):
            raise _cannot_parse(otherwise)

    def _value(self) -> str:
        quote = self._peek()
        if quote not in (b"'", b'"'):
            return self._name_token()
        self.at += 1
        value: list[str] = []
        while self.at < len(self.source) and self._peek() != quote:
            reference = self._reference()
            if reference is None:
                start, self.at = self.at, self.at + 1
                while self.at < len(self.source) and self._peek() not in (quote, b"&"):
                    self.at += 1
                reference = self.source[start : self.at].decode("utf-8", "surrogatepass")
            value.append(reference)
        if self._peek() == quote:
            self.at += 1
        return "".join(value)

    def _name_token(self) -> str:
        start = self.at
        while self._peek().isalnum() or self._peek() in (b".", b"-"):
            self.at += 1
        if self._peek() not in _SPACE and self._peek() != b">":
            raise _cannot_parse(f"Unexpected end of name token at byte offset {start}")
        return self.source[start : self.at].decode().lower()

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise _cannot_parse(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        tag = self._word(b">")
        self._skip_space()
        if self._peek() != b">":
            raise _cannot_parse(f"Unclosed end tag at byte offset {begin}")
        started = self.open.pop()
        if tag and tag != started.tag:
            found = f'expected "</{started.tag}>", found "</{tag}>"'
            raise _cannot_parse(f"Unmatched end tag at byte offset {begin}, {found}")
        if self.offset > started.offset:
            self._close(started)

    def _close(self, started: _Open) -> None:
        kind = _TYPES[started.tag]
        entity: Entity = {"type": kind, "offset": started.offset, "length": self.offset - started.offset}
        if kind in ("code", "pre"):
            self._close_code(entity, started.attributes)
            return
        if kind == "text_link":
            link = checked_link(started.attributes.get("href") or "".join(self.text[started.start :]))
            if link is None:
                return
            entity |= link
        elif kind == "blockquote" and "expandable" in started.attributes:
            entity["type"] = "expandable_blockquote"
        elif kind == "custom_emoji":
            entity["custom_emoji_id"] = _emoji_id(started.attributes.get("emoji-id", ""))
        elif kind == "date_time":
            entity |= _moment(started.attributes)
        self.entities.append(entity)

    def _close_code(self, entity: Entity, attributes: dict[str, str]) -> None:
        """`<pre><code class="language-x">` (or the other way round) over the same words is one block of language x."""
        if entity["type"] == "code" and (name := attributes.get("class", "")).startswith("language-"):
            entity["language"] = name.removeprefix("language-")
        inner = self.entities[-1] if self.entities else {}
        same = inner.get("offset") == entity["offset"] and inner.get("length") == entity["length"]
        language = entity.get("language") or inner.get("language")
        if same and language and {inner["type"], entity["type"]} == {"code", "pre"}:
            inner |= {"type": "pre", "language": language}
            return
        self.entities.append(entity)


def _emoji_id(value: str) -> str:
    if not value.isdecimal() or not 0 < int(value) < 2**63:
        raise _cannot_parse("Invalid custom emoji identifier specified")
    return value


def _moment(attributes: dict[str, str]) -> Entity:
    unix = attributes.get("unix", "")
    if not unix.isdecimal():
        raise _cannot_parse("Invalid date specified")
    moment: Entity = {"unix_time": int(unix)}
    if attributes.get("format"):
        moment["date_time_format"] = attributes["format"]
    return moment
