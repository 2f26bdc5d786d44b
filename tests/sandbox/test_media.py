"""Files: what is accepted as which medium, how it is described, and who may send it again."""

import json
import struct
import zlib
from typing import Any

import pytest

from sandbox.core import Sandbox
from sandbox.files import PIXEL, FileStore, image_size, new_file
from sandbox.people import Person
from tests.sandbox.conftest import Call

OGG = b"OggS" + bytes(40)
GIF = b"GIF89a\x10\x00\x08\x00"


def png(width: int, height: int) -> bytes:
    """A black picture of this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes((width + 1) * height)))


@pytest.mark.parametrize(
    ("method", "kind", "file", "expected"),
    [
        ("sendPhoto", "photo", ("a.png", png(40, 30), "image/png"), {"width": 40, "height": 30}),
        ("sendAudio", "audio", ("a.mp3", b"ID3", "audio/mpeg"), {"duration": 90, "title": "Run", "file_name": "a.mp3"}),
        ("sendVoice", "voice", ("a.ogg", OGG, "audio/ogg"), {"duration": 90, "mime_type": "audio/ogg"}),
        ("sendDocument", "document", ("a.csv", b"1,2", "text/csv"), {"file_name": "a.csv", "file_size": 3}),
        ("sendVideo", "video", ("a.mp4", b"mp4", "video/mp4"), {"width": 320, "duration": 90}),
        ("sendAnimation", "animation", ("a.gif", GIF, ""), {"width": 16, "height": 8, "mime_type": "image/gif"}),
    ],
)  # fmt: skip
async def test_an_upload_arrives_as_its_medium(
    call: Call, rita: Person, method: str, kind: str, file: Any, expected: dict[str, Any]
) -> None:
    sent = await call(
        method, chat_id=7, files={kind: file}, caption="<b>x</b>", parse_mode="HTML", duration=90, title="Run"
    )
    medium = sent.result[kind][-1] if kind == "photo" else sent.result[kind]
    assert expected.items() <= medium.items()
    assert (rita.sees().last.media, rita.sees().last.html) == (kind, "<b>x</b>")


async def test_a_file_id_sends_the_same_file_again_with_what_was_said_of_it(call: Call, rita: Person) -> None:
    first = (await call("sendAudio", chat_id=7, files={"audio": ("a.mp3", b"ID3")}, duration=90, title="Run")).result[
        "audio"
    ]
    again = (await call("sendAudio", chat_id=7, audio=first["file_id"])).result["audio"]
    assert again == first


async def test_a_file_id_belongs_to_one_bot(sandbox: Sandbox, call: Call, rita: Person) -> None:
    other = sandbox.add_bot("43:xyz", username="other_bot")
    rita.say("/start", to=rita.chat_with(other))
    photo = (await call("sendPhoto", chat_id=7, files={"photo": png(4, 4)})).result["photo"][-1]
    foreign = await sandbox.call("43:xyz", "sendPhoto", {"chat_id": 7, "photo": photo["file_id"]})
    assert foreign.description == "Bad Request: wrong file identifier/HTTP URL specified"
    own: Any = (await sandbox.call("43:xyz", "sendPhoto", {"chat_id": 7}, {"photo": png(4, 4)})).result
    assert own["photo"][-1]["file_id"] != photo["file_id"]
    assert own["photo"][-1]["file_unique_id"] == photo["file_unique_id"]


async def test_a_forgotten_file_must_be_uploaded_again(sandbox: Sandbox, call: Call, rita: Person) -> None:
    photo = (await call("sendPhoto", chat_id=7, files={"photo": png(4, 4)})).result["photo"][-1]["file_id"]
    sandbox.world.files.forget()
    assert (
        await call("sendPhoto", chat_id=7, photo=photo)
    ).description == "Bad Request: wrong file identifier/HTTP URL specified"
    assert (await call("getFile", file_id=photo)).status == 400
    again = (await call("sendPhoto", chat_id=7, files={"photo": png(4, 4)})).result["photo"][-1]["file_id"]
    assert (await call("sendPhoto", chat_id=7, photo=again)).ok


@pytest.mark.parametrize(
    ("method", "params", "files", "description"),
    [
        ("sendPhoto", {}, {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "attach://gone"}, {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "https://example.org/a.png"}, {}, "failed to get HTTP URL content"),
        ("sendPhoto", {"photo": "AgACinvented"}, {}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {}, {"photo": b"<svg/>"}, "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", {}, {"photo": png(9999, 4)}, "PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", {}, {"photo": png(4, 100)}, "PHOTO_INVALID_DIMENSIONS"),
        ("sendDocument", {}, {"document": b""}, "file must be non-empty"),
        ("sendPhoto", {"caption": "x" * 1025}, {"photo": png(4, 4)}, "message caption is too long"),
        ("sendMediaGroup", {"media": []}, {}, "there are no messages to send"),
        ("sendMediaGroup", {"media": [{"type": "photo"}] * 11}, {}, "media group must include 2-10 items"),
        ("sendMediaGroup", {"media": [{"type": "photo"}, {"type": "audio"}]}, {},
         "audio can't be mixed with other media types"),
        ("getFile", {"file_id": "x"}, {}, "wrong file_id or the file is temporarily unavailable"),
    ],
)  # fmt: skip
async def test_a_bad_file_is_refused(
    call: Call, rita: Person, method: str, params: dict[str, Any], files: dict[str, bytes], description: str
) -> None:
    reply = await call(method, chat_id=7, **params, files=files)
    assert (reply.status, reply.description) == (400, f"Bad Request: {description}")
    assert rita.sees().heard == []


async def test_a_file_of_another_kind_is_refused(call: Call, rita: Person) -> None:
    document = (await call("sendDocument", chat_id=7, files={"document": b"x"})).result["document"]["file_id"]
    reply = await call("sendPhoto", chat_id=7, photo=document)
    assert reply.description == "Bad Request: can't use file of type Document as Photo"


async def test_too_big_files_are_refused(call: Call, rita: Person) -> None:
    big = png(4, 4) + bytes(10 * 1024 * 1024)
    photo = await call("sendPhoto", chat_id=7, files={"photo": big})
    assert (
        photo.description
        == f"Bad Request: file of size {len(big)} bytes is too big for a photo; the maximum size is 10485760 bytes"
    )
    document = await call("sendDocument", chat_id=7, files={"document": bytes(50 * 1024 * 1024 + 1)})
    assert (document.status, document.description) == (413, "Request Entity Too Large")


async def test_a_voice_that_is_none_arrives_as_a_document(call: Call, rita: Person) -> None:
    assert "document" in (await call("sendVoice", chat_id=7, files={"voice": ("a.wav", b"RIFF", "audio/wav")})).result


async def test_an_album_is_several_messages_that_belong_together(call: Call, rita: Person) -> None:
    first, second = ({"type": "photo", "media": f"attach://{name}", "caption": name} for name in "ab")
    files = {"a": png(4, 4), "b": png(5, 5)}
    sent = await call("sendMediaGroup", chat_id=7, media=json.dumps([first, second]), files=files)
    assert len({each["media_group_id"] for each in sent.result}) == 1
    assert rita.sees().texts[1:] == ["a", "b"]


async def test_a_thumbnail_travels_with_its_file(call: Call, rita: Person) -> None:
    files = {"audio": b"ID3", "thumbnail": png(9, 9)}
    sent = await call("sendAudio", chat_id=7, thumbnail="attach://thumbnail", files=files)
    assert sent.result["audio"]["thumbnail"]["width"] == 9


async def test_a_medium_can_be_replaced_and_its_caption_edited(call: Call, rita: Person) -> None:
    sent = (await call("sendPhoto", chat_id=7, files={"photo": png(4, 4)}, caption="one")).result["message_id"]
    target = {"chat_id": 7, "message_id": sent}
    media = {"type": "photo", "media": "attach://new", "caption": "two"}
    edited = await call("editMessageMedia", **target, media=media, files={"new": png(6, 6)})
    assert (edited.result["photo"][-1]["width"], edited.result["caption"]) == (6, "two")
    await call("editMessageCaption", **target, caption="<i>three</i>", parse_mode="HTML")
    assert rita.sees().last.html == "<i>three</i>"
    no_text = await call("editMessageText", **target, text="four")
    assert no_text.description == "Bad Request: there is no text in the message to edit"
    long = await call("editMessageCaption", **target, caption="x" * 1025)
    assert long.description == "Bad Request: MEDIA_CAPTION_TOO_LONG"


async def test_a_text_message_can_become_a_photo(call: Call, rita: Person) -> None:
    sent = (await call("sendMessage", chat_id=7, text="loading")).result["message_id"]
    media = {"type": "photo", "media": "attach://new"}
    assert (
        "text"
        not in (await call("editMessageMedia", chat_id=7, message_id=sent, media=media, files={"new": PIXEL})).result
    )


async def test_what_a_person_sends_can_be_fetched(sandbox: Sandbox, call: Call, rita: Person) -> None:
    rita.send_file("document", b"gpx", name="run.gpx")
    document = (await call("getUpdates", offset=-1)).result[0]["message"]["document"]
    path = (await call("getFile", file_id=document["file_id"])).result["file_path"]
    file = sandbox.world.files.shown(path)
    assert file
    assert file.data == b"gpx"
    assert (await call("sendDocument", chat_id=7, document=document["file_id"])).result["document"] == document


def test_the_oldest_files_go_when_there_is_no_room() -> None:
    store = FileStore(most_bytes=100)
    files = [store.keep(new_file("document", bytes([number]) * 40)) for number in range(4)]
    assert [store.shown(file.path) is not None for file in files] == [False, False, True, True]


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PIXEL, (1, 1)),
        (GIF, (16, 8)),
        (bytes.fromhex("ffd8ffe000040000ffc0000b080020004003"), (64, 32)),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x0f\0\0\x07\0\0", (16, 8)),
        (b"%PDF", None),
    ],
)
def test_pictures_tell_their_size(data: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(data) == size
