"""From a file in a call to the content of a message: what Telegram accepts as which medium, and how it describes it."""

import mimetypes
from dataclasses import replace

from sandbox.errors import ApiError, bad_request
from sandbox.files import FileStore, StoredFile, image_size, new_file
from sandbox.model import Bot, Json
from sandbox.params import Params, Upload
from sandbox.sending import Call

MAX_PHOTO = 10 * 1024 * 1024
MAX_FILE = 50 * 1024 * 1024
#: what a caller may say of a medium
_DETAILS = {
    "audio": ("duration", "performer", "title"),
    "voice": ("duration",),
    "video": ("duration",),
    "animation": ("duration",),
}
_PLAYABLE = (b"OggS", b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")


def read_medium(call: Call, kind: str, values: Params, field: str) -> StoredFile:
    """The file that `values[field]` names: sent along, attached under another name, or a `file_id` of this bot."""
    given = values.text(field)
    sent = call.params.files.get(given.removeprefix("attach://") if given.startswith("attach://") else field)
    if sent is None and given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if sent is None and (not given or given.startswith("attach://")):
        raise bad_request(f"there is no {kind} in the request")
    if sent is None:
        return call.world.files.send_again(call.bot.user.id, kind, given)
    return call.world.files.keep(_received(call, kind, sent, values))


def _received(call: Call, kind: str, sent: Upload, values: Params) -> StoredFile:
    if not sent.data:
        raise bad_request("file must be non-empty")
    if len(sent.data) > MAX_FILE:
        raise ApiError(413, "Request Entity Too Large")
    mime = sent.mime or mimetypes.guess_type(sent.name)[0] or "application/octet-stream"
    details: Json = {key: values.raw(key) for key in _DETAILS.get(kind, ())}
    if kind == "photo":
        details = _photo_details(sent.data)
    elif kind == "voice" and not _is_voice(sent.data):
        kind, details = "document", {}
    elif kind in ("animation", "video"):
        width, height = image_size(sent.data) or (values.integer("width") or 320, values.integer("height") or 320)
        details |= {"width": width, "height": height}
    file = new_file(kind, sent.data, sent.name, mime, **{key: _plain(value) for key, value in details.items()})
    if thumbnail := _thumbnail(call, values):
        file = replace(file, thumbnail=thumbnail)
    return file


def _plain(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def _photo_details(data: bytes) -> Json:
    if len(data) > MAX_PHOTO:
        size = f"file of size {len(data)} bytes is too big for a photo"
        raise bad_request(f"{size}; the maximum size is {MAX_PHOTO} bytes")
    if (size_found := image_size(data)) is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size_found
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return {"width": width, "height": height}


def _is_voice(data: bytes) -> bool:
    """Ogg, MP3 or M4A; anything else arrives as a document."""
    return data.startswith(_PLAYABLE) or data[4:8] == b"ftyp"


def _thumbnail(call: Call, values: Params) -> StoredFile | None:
    name = values.text("thumbnail").removeprefix("attach://") or "thumbnail"
    sent = call.params.files.get(name)
    if sent is None or (size := image_size(sent.data)) is None:
        return None
    return call.world.files.keep(new_file("thumbnail", sent.data, sent.name, width=size[0], height=size[1]))


def describe(files: FileStore, bot: Bot, file: StoredFile) -> Json:
    """The message keys of a medium, as this bot sees them: `{"audio": {…}}`."""
    bot_id = bot.user.id
    body = files.described(bot_id, file) | file.details
    if file.kind == "photo":
        return {"photo": [body]}
    if file.thumbnail is not None:
        body["thumbnail"] = files.described(bot_id, file.thumbnail) | file.thumbnail.details
    if file.mime and file.kind != "sticker":
        body["mime_type"] = file.mime
    if file.name and file.kind not in ("voice", "sticker"):
        body["file_name"] = file.name
    if file.kind in ("audio", "voice", "video", "animation"):
        body.setdefault("duration", 0)
    if file.kind == "animation":
        plain = {key: value for key, value in body.items() if key not in ("width", "height", "duration")}
        return {"animation": body, "document": plain}
    return {file.kind: body}
