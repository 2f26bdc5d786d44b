"""Text as Telegram keeps it: trimmed, with merged, sorted and found entities; offsets and lengths in UTF-16 units."""

import re
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from sandbox.errors import bad_request

#: one MessageEntity, shaped as the Bot API sends it
Entity = dict[str, Any]

MAX_ENTITIES = 100

#: at the same place and length, the outer entity comes first
_PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "date_time": 50,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
_VERBATIM = ("pre", "code")
_FOUND = (
    (
        "url",
        re.compile(
            r"(?<![\w@/.])(?:https?://[^\s<>\"]*[^\s<>\".,;:!?)»]|(?:[a-z0-9-]+\.)+(?:com|org|net|io|me)\b(?:/[^\s<>\"]*[^\s<>\".,;:!?)»])?)",
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}(?!\w)")),
    ("mention", re.compile(r"(?<!\w)@[a-zA-Z0-9_]{2,32}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")),
)


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def checked_link(url: str) -> Entity | None:
    """The link as Telegram stores it (`http://` added, a slash after a bare host), or None when it is no link."""
    if url.startswith("tg://"):
        return {"url": url}
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "." not in host.strip(".") or re.search(r"\s", host):
        return None
    return {"url": urlunsplit(parts._replace(path=parts.path or "/"))}


def settled(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """What is stored: trimmed text; styles merged, kept out of code; links and commands found; sorted; at most 100."""
    text, entities = _trimmed(text, entities)
    marked = [entity for entity in entities if entity["type"] not in _STYLES]
    for entity in marked:
        if entity["type"] != "pre":
            entity.pop("language", None)
    verbatim = [entity for entity in marked if entity["type"] in _VERBATIM]
    for style in _STYLES:
        marked += _merged(style, entities, verbatim)
    taken = [entity for entity in marked if entity["type"] in (*_VERBATIM, "text_link", "date_time")]
    marked += _found(text, taken)
    marked.sort(key=lambda entity: (entity["offset"], -entity["length"], _PRIORITY.get(entity["type"], 50)))
    return text, marked[:MAX_ENTITIES]


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without spaces and newlines at the end, and at the start as far as no entity begins there."""
    if text and text[0] not in " \n" and text[-1] not in " \n":
        return text, entities
    text = text.rstrip(" \n")
    lead = utf16_length(text) - utf16_length(text.lstrip(" \n"))
    lead = min([lead, *(entity["offset"] for entity in entities)])
    text, end = text[lead:], utf16_length(text) - lead
    moved = [entity | {"offset": entity["offset"] - lead} for entity in entities]
    cut = [entity | {"length": min(entity["length"], end - entity["offset"])} for entity in moved]
    return text, [entity for entity in cut if entity["length"] > 0]


def _merged(style: str, entities: list[Entity], holes: list[Entity]) -> list[Entity]:
    """Touching and overlapping stretches of one style joined, the stretches of code cut out of them."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] == style):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    for hole in holes:
        low, high = hole["offset"], hole["offset"] + hole["length"]
        spans = [
            piece
            for start, end in spans
            for piece in (
                ((start, min(end, low)), (max(start, high), end)) if start < high and low < end else ((start, end),)
            )
            if piece[0] < piece[1]
        ]
    return [{"type": style, "offset": start, "length": end - start} for start, end in spans]


def _found(text: str, taken: list[Entity]) -> list[Entity]:
    """Links, commands, mentions, hashtags and addresses that nobody marked; never inside code or another link."""
    if not any(sign in text for sign in "/@#."):
        return []
    busy = [(entity["offset"], entity["offset"] + entity["length"]) for entity in taken]
    found: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start = utf16_length(text[: match.start()])
            end = start + utf16_length(match[0])
            if all(end <= low or high <= start for low, high in busy):
                found.append({"type": kind, "offset": start, "length": end - start})
                busy.append((start, end))
    return found


def checked_entities(text: str, given: object) -> list[Entity]:
    """The caller's own `entities`, refused when they do not lie within the text."""
    if not isinstance(given, list):
        raise bad_request("can't parse MessageEntity: expected an Array")
    length = utf16_length(text)
    entities: list[Entity] = []
    for entity in given:
        if not isinstance(entity, dict) or not isinstance(entity.get("offset"), int):
            raise bad_request("can't parse MessageEntity: expected an Object")
        if entity["offset"] < 0 or entity.get("length", 0) <= 0:
            continue
        if entity["offset"] >= length:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {entity['offset']}")
        if entity["offset"] + entity["length"] > length:
            end = entity["offset"] + entity["length"]
            raise bad_request(f"entity ends after the end of the text at UTF-16 offset {end}")
        entities.append(dict(entity))
    return entities
