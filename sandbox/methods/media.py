"""Photos, audio, voice, documents, animations, videos, stickers and albums."""

from collections.abc import Callable

from sandbox.errors import bad_request
from sandbox.media import describe, read_medium
from sandbox.methods.messages import replace_content
from sandbox.model import Json
from sandbox.params import Params
from sandbox.sending import Call, caption_content, post

MAX_ALBUM = 10
MAX_DOWNLOAD = 20 * 1024 * 1024  # bytes
_ALONE = ("document", "audio")


def _content(call: Call, kind: str, values: Params, field: str) -> Json:
    """A medium with its caption; `values` are the call's own parameters or one InputMedia."""
    caption = caption_content(
        values.text("caption"), values.text("parse_mode"), values.json("caption_entities", "caption entities")
    )
    medium = describe(call.world.files, call.bot, read_medium(call, kind, values, field))
    flags = ("show_caption_above_media", "has_spoiler")
    shown = {("has_media_spoiler" if flag == "has_spoiler" else flag): True for flag in flags if values.flag(flag)}
    return medium | caption | shown


def _sender(kind: str) -> Callable[[Call], object]:
    def send(call: Call) -> Json:
        call.target()
        return post(call, _content(call, kind, call.params, kind)).as_json()

    send.__doc__ = f"Send one {kind}: an uploaded file or a file_id of this bot."
    return send


def send_sticker(call: Call) -> Json:
    call.target()
    content = describe(call.world.files, call.bot, read_medium(call, "sticker", call.params, "sticker"))
    return post(call, content).as_json()


def send_media_group(call: Call) -> list[Json]:
    """An album of 2 to 10: all photos and videos, or all documents, or all audio."""
    call.target()
    items = [Params(item) for item in call.params.items("media", "media") if isinstance(item, dict)]
    kinds = {item.text("type") for item in items}
    if not items:
        raise bad_request("there are no messages to send")
    if not 2 <= len(items) <= MAX_ALBUM:
        raise bad_request("media group must include 2-10 items")
    for kind in _ALONE:
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{kind} can't be mixed with other media types")
    if not kinds <= {"photo", "video", *_ALONE}:
        raise bad_request("can't use the media of the specified type in the album")
    contents = [_content(call, item.text("type"), item, "media") for item in items]
    album = str(call.bot.next_message_id)
    return [post(call, content | {"media_group_id": album}).as_json() for content in contents]


def edit_message_media(call: Call) -> Json:
    media = Params(call.params.mapping("media", "media"))
    kind = media.text("type")
    if kind not in ("photo", "audio", "document", "animation", "video"):
        raise bad_request("can't parse InputMedia: type must be non-empty" if not kind else "media type is unsupported")
    return replace_content(call, _content(call, kind, media, "media"))


def get_file(call: Call) -> Json:
    identifier = call.params.text("file_id")
    file = call.world.files.find(call.bot.user.id, identifier)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return call.world.files.described(call.bot.user.id, file) | {"file_path": file.path}


METHODS: dict[str, Callable[[Call], object]] = {
    "sendPhoto": _sender("photo"),
    "sendAudio": _sender("audio"),
    "sendVoice": _sender("voice"),
    "sendDocument": _sender("document"),
    "sendAnimation": _sender("animation"),
    "sendVideo": _sender("video"),
    "sendSticker": send_sticker,
    "sendMediaGroup": send_media_group,
    "editMessageMedia": edit_message_media,
    "getFile": get_file,
}
