"""Reads one passage file: front matter between `---` lines, then the body.

The first paragraph of a body is the answer; a second one rounds the topic off.
"""

from protocols.errors import ContentError
from protocols.knowledge.model import Entry, Note

BODY_LIMIT = 600
_REQUIRED = ("id", "title", "section", "facts", "tag", "topic", "aspect")
_TAGS = {"A", "E", "P"}


def passage(name: str, text: str) -> Entry:
    """The entry in a file; ContentError names the file and the key that is missing or wrong."""
    opening, _, rest = text.partition("---\n")
    front, closing, body = rest.partition("\n---\n")
    if opening.strip() or not closing:
        raise ContentError(name, "front matter", "must stand between two --- lines")
    fields, lists = _front(name, front)
    for key in _REQUIRED:
        if not fields.get(key):
            raise ContentError(name, key, "is missing")
    if fields["tag"] not in _TAGS:
        raise ContentError(name, "tag", f"{fields['tag']!r} is none of A, E, P")
    phrasings = tuple(lists.get("phrasings", ()))
    if not phrasings:
        raise ContentError(name, "phrasings", "is empty")
    body = "\n\n".join(" ".join(part.split()) for part in body.strip().split("\n\n"))
    if not 0 < len(body) <= BODY_LIMIT:
        raise ContentError(name, "body", f"has {len(body)} characters, 1 to {BODY_LIMIT} are allowed")
    return Entry(
        id=fields["id"],
        title=fields["title"],
        sections=tuple(part.strip() for part in fields["section"].split(";")),
        facts=tuple(fields["facts"].split()),
        tag=fields["tag"],
        topic=fields["topic"],
        aspect=fields["aspect"],
        phrasings=phrasings,
        body=body,
        note=_note(name, fields),
    )


def _front(name: str, front: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """`key: value` lines, and `key:` followed by `- item` lines."""
    fields: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    key = ""
    for line in front.splitlines():
        if line.startswith("- "):
            if key not in lists:
                raise ContentError(name, key, "a list item stands under no list")
            lists[key].append(line[2:].strip())
            continue
        key, colon, value = line.partition(":")
        if not colon:
            raise ContentError(name, key, f"{line!r} is no `key: value`")
        if value.strip():
            fields[key] = value.strip()
        else:
            lists[key] = []
    return fields, lists


def _note(name: str, fields: dict[str, str]) -> Note | None:
    if "note" not in fields:
        return None
    if "note_source" not in fields:
        raise ContentError(name, "note_source", "is missing")
    return Note(fields["note"], fields["note_source"])
