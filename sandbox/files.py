"""Files as Telegram keeps them: bytes once, a `file_id` per bot that only that bot can use, a path for downloads."""

import base64
import hashlib
import struct
from collections import OrderedDict
from dataclasses import dataclass, field

from sandbox.errors import WRONG_FILE, bad_request
from sandbox.model import Json

#: the oldest bytes are forgotten beyond this sum
MAX_BYTES = 256 * 1024 * 1024
#: a picture of one pixel, for a person who sends "some photo"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000"
    "000049454e44ae426082"
)
_PREFIXES = {
    "photo": "AgAC",
    "audio": "CQAC",
    "voice": "AwAC",
    "document": "BQAC",
    "animation": "CgAC",
    "video": "BAAC",
    "sticker": "CAAC",
    "thumbnail": "AAMC",
    "video_note": "DQAC",
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of one kind; the same bytes sent as a photo and as a document are two of them."""

    kind: str
    digest: str
    name: str
    mime: str
    data: bytes
    #: what the sender said of it and Telegram remembers: duration, performer, width …
    details: Json = field(default_factory=dict)
    thumbnail: "StoredFile | None" = None

    @property
    def unique_id(self) -> str:
        return f"AQAD{self.digest[:12]}{self.kind[:2]}"

    @property
    def path(self) -> str:
        """Where a bot downloads it: `photos/file_1a2b.jpg`."""
        suffix = self.name[self.name.rfind(".") :] if "." in self.name else ""
        return f"{self.kind}s/file_{self.digest[:12]}{suffix}"


def new_file(kind: str, data: bytes, name: str = "", mime: str = "", **details: object) -> StoredFile:
    """A file not stored yet; what is unknown of it (None, "", 0) is left out of its details."""
    known = {key: value for key, value in details.items() if value}
    seed = repr((kind, name, mime, sorted(known.items()))).encode()
    return StoredFile(kind, hashlib.sha256(seed + data).hexdigest(), name, mime, data, known)


def file_id(bot_id: int, file: StoredFile) -> str:
    """Opaque, stable, and tied to the bot."""
    owner = base64.urlsafe_b64encode(struct.pack(">q", bot_id)).decode().rstrip("=")
    return f"{_PREFIXES[file.kind]}AgIAAxkBAA{owner}{file.digest[:20]}{file.kind[:2]}"


class FileStore:
    """All files of the sandbox, found by `file_id` or by download path; the oldest go when there are too many bytes."""

    def __init__(self, most_bytes: int = MAX_BYTES) -> None:
        self._files: OrderedDict[str, StoredFile] = OrderedDict()
        self._digests: dict[str, str] = {}
        self._forgotten: set[str] = set()
        self._bytes = 0
        self._most_bytes = most_bytes

    def all(self) -> list[StoredFile]:
        return list(self._files.values())

    def keep(self, file: StoredFile) -> StoredFile:
        """Store it; the same file twice is kept once."""
        known = self._files.setdefault(file.digest, file)
        if known is file:
            self._digests[file.path] = file.digest
            self._bytes += len(file.data)
            self._make_room()
        return known

    def described(self, bot_id: int, file: StoredFile) -> Json:
        """The keys every file object of the Bot API has; its `file_id` can be sent again by this bot."""
        identifier = file_id(bot_id, file)
        self._digests[identifier] = file.digest
        self._forgotten.discard(identifier)
        return {"file_id": identifier, "file_unique_id": file.unique_id, "file_size": len(file.data)}

    def shown(self, name: str) -> StoredFile | None:
        """The file with this `file_id` (whoever's, forgotten or not) or download path, for showing it to a person."""
        return self._files.get(self._digests.get(name, ""))

    def find(self, bot_id: int, identifier: str) -> StoredFile | None:
        """The file, or None when it was forgotten or the identifier belongs to another bot."""
        file = self.shown(identifier)
        mine = file is not None and file_id(bot_id, file) == identifier
        return file if mine and identifier not in self._forgotten else None

    def send_again(self, bot_id: int, kind: str, identifier: str) -> StoredFile:
        """The file behind a `file_id` in a send; refuses like Telegram."""
        file = self.find(bot_id, identifier)
        if file is None:
            raise bad_request(WRONG_FILE)
        if file.kind != kind:
            raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file

    def forget(self, identifier: str | None = None) -> None:
        """Telegram lost it: one file, or all of them. Sending by `file_id` is refused until it is uploaded again."""
        self._forgotten |= set(self._digests) if identifier is None else {identifier}

    def _make_room(self) -> None:
        while self._bytes > self._most_bytes and len(self._files) > 1:
            _, oldest = self._files.popitem(last=False)
            self._bytes -= len(oldest.data)
            self._digests = {name: digest for name, digest in self._digests.items() if digest != oldest.digest}
            self._forgotten &= set(self._digests)


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG, GIF or WebP; None when it is no such picture."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return struct.unpack(">II", data[16:24])
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return struct.unpack("<HH", data[6:10])
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp_size(data)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _webp_size(data: bytes) -> tuple[int, int]:
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF
