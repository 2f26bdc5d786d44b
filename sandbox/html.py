"""Telegram's HTML dialect: markup in, plain text and entities out.

Works on UTF-8 bytes because Telegram reports byte offsets, and counts in UTF-16 units because entities do. Where the
real parser is forgiving (a missing semicolon, `</>` as an end tag) so is this one; where it refuses, the words match.
"""

from dataclasses import dataclass, field

from sandbox.entities import Entity, checked_link, utf16_length
from sandbox.html_scan import Scanner, cannot_parse

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


@dataclass(slots=True)
class _Open:
    """A start tag still waiting for its end; `offset` in UTF-16 units, `start` is where its text begins."""

    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


def parse_html(html: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities, unsorted; refuses as Telegram does: "can't parse entities: …"."""
    return _Parser(Scanner(html.encode("utf-8", "surrogatepass"))).run()


@dataclass(slots=True)
class _Parser:
    scan: Scanner
    offset: int = 0
    text: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def run(self) -> tuple[str, list[Entity]]:
        while not self.scan.ended:
            if self.scan.peek() == b"<":
                self._tag()
            else:
                self._write(self.scan.reference() or self.scan.plain())
        if self.open:
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.text), self.entities

    def _write(self, text: str) -> None:
        self.text.append(text)
        self.offset += utf16_length(text)

    def _tag(self) -> None:
        begin = self.scan.at
        self.scan.at += 1
        if self.scan.peek() == b"/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)
        self.scan.at += 1

    def _start_tag(self, begin: int) -> None:
        tag = self.scan.word(b">")
        if self.scan.ended:
            raise cannot_parse(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TYPES:
            raise cannot_parse(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self.scan.peek() != b">":
            self.scan.skip_space()
            if self.scan.peek() != b">":
                name, value = self._attribute(tag, begin)
                attributes[name] = value
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.text)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self.scan.word(b"=>")
        if not name:
            raise cannot_parse(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self.scan.skip_space()
        value = ""
        if self.scan.peek() == b"=":
            self.scan.at += 1
            self.scan.skip_space()
            self._must_go_on(f'Unclosed start tag "{tag}" at byte offset {begin}')
            value = self.scan.value()
            self._must_go_on(f"Unclosed start tag at byte offset {begin}")
        self._must_go_on(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return name, value

    def _must_go_on(self, otherwise: str) -> None:
        if self.scan.ended:
            raise cannot_parse(otherwise)

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise cannot_parse(f"Unexpected end tag at byte offset {begin}")
        self.scan.at += 1
        tag = self.scan.word(b">")
        self.scan.skip_space()
        if self.scan.peek() != b">":
            raise cannot_parse(f"Unclosed end tag at byte offset {begin}")
        started = self.open.pop()
        if tag and tag != started.tag:
            found = f'expected "</{started.tag}>", found "</{tag}>"'
            raise cannot_parse(f"Unmatched end tag at byte offset {begin}, {found}")
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
        raise cannot_parse("Invalid custom emoji identifier specified")
    return value


def _moment(attributes: dict[str, str]) -> Entity:
    unix = attributes.get("unix", "")
    if not unix.isdecimal():
        raise cannot_parse("Invalid date specified")
    moment: Entity = {"unix_time": int(unix)}
    if attributes.get("format"):
        moment["date_time_format"] = attributes["format"]
    return moment
