"""Reads XML from strangers: no document types, no entities, no tree, bounded depth and count."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

from bot.media.run_files.figures import RunFileError

_MOST_ELEMENTS = 1_500_000
_DEEPEST = 32
_LONGEST_TEXT = 64  # every number and time is shorter
_SLICE = 1 << 16


class Listener(Protocol):
    """Told of elements by their name without namespace; `text` is what stood inside, at most 64 characters."""

    def opened(self, name: str, attributes: Mapping[str, str]) -> None: ...
    def closed(self, name: str, text: str) -> None: ...


def listen(data: bytes, listener: Listener) -> None:
    """Walks through the document. Raises RunFileError: malformed, unsafe or too_long."""
    from xml.etree.ElementTree import ParseError  # these three come with the first file

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=_Walk(listener), forbid_dtd=True)
    try:
        for start in range(0, len(data), _SLICE):
            parser.feed(data[start : start + _SLICE])
        parser.close()
    except DefusedXmlException as error:
        raise RunFileError("unsafe") from error
    except (ParseError, ValueError, LookupError) as error:  # the last two: encodings that are none
        raise RunFileError("malformed") from error


class _Walk:
    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._depth = self._count = 0
        self._text = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._count > _MOST_ELEMENTS:
            raise RunFileError("too_long")
        if self._depth > _DEEPEST:
            raise RunFileError("malformed")
        self._text = ""
        self._listener.opened(_local(tag), attributes)

    def data(self, text: str) -> None:
        if len(self._text) < _LONGEST_TEXT:
            self._text += text[:_LONGEST_TEXT]

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._listener.closed(_local(tag), self._text.strip())
        self._text = ""

    def close(self) -> None:
        """Nothing is left to do; the parser wants to be able to say goodbye."""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def number(text: str | None) -> float | None:
    """A finite number of a size that can be, or None."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) < 1e7 else None  # which neither infinity nor "nan" is


def moment(text: str) -> datetime | None:
    """An ISO time as an aware UTC moment, or None."""
    try:
        parsed = datetime.fromisoformat(text)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
