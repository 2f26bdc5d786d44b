"""The chat page and the small JSON API behind it."""

from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aiohttp import web

from sandbox.core import Sandbox
from sandbox.errors import ImpossibleError
from sandbox.files import image_size
from sandbox.model import Chat, Json
from sandbox.people import Person
from sandbox.web.chat_json import chat_json
from sandbox.web.feed import Feed
from sandbox.web.page_acts import ACTS, Act

PAGE = Path(__file__).parent.parent / "page"
#: nothing from elsewhere, no script in the markup, no frame around it
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_KINDS = ("photo", "voice", "document", "audio", "video", "animation")
_FIRST_ID = 900_001
#: shown in the page; everything else is offered for download, so that no uploaded page can run here
_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/")


class PageApi:
    """Requests of the page; a wrong one is answered with `{"error": …}` and a sentence for the person."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._read: dict[tuple[int, int], int] = {}
        self.feed = Feed(sandbox)

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/", self.index)
        app.router.add_get("/page/{name}", self.asset)
        app.router.add_get("/media/{path:.+}", self.media)
        app.router.add_get("/api/state", self.state)
        app.router.add_get("/api/chat", self.chat)
        app.router.add_get("/api/feed", self.feed.stream)
        app.router.add_post("/api/act", self.act)
        app.router.add_post("/api/people", self.add_person)
        app.router.add_post("/api/file", self.send_file)
        app.router.add_post("/api/time", self.travel)

    # -- the page itself

    async def index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers=_HEADERS | {"Cache-Control": "no-cache"})

    async def asset(self, request: web.Request) -> web.StreamResponse:
        path = PAGE / Path(request.match_info["name"]).name
        if not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_HEADERS | {"Cache-Control": "no-cache"})

    async def media(self, request: web.Request) -> web.StreamResponse:
        """A file of a message, whole or in the part a player asks for."""
        file = self._sandbox.world.files.shown(request.match_info["path"])
        if file is None:
            raise web.HTTPNotFound
        mime = file.mime or ("image/png" if image_size(file.data) else "application/octet-stream")
        headers = _HEADERS | {"Accept-Ranges": "bytes", "Cache-Control": "private, max-age=3600"}
        if not mime.startswith(_SHOWN):
            headers["Content-Disposition"] = "attachment"
        part = request.http_range
        if part.start is None:
            return web.Response(body=file.data, content_type=mime, headers=headers)
        start, stop, _ = part.indices(len(file.data))
        headers["Content-Range"] = f"bytes {start}-{max(stop - 1, 0)}/{len(file.data)}"
        return web.Response(status=206, body=file.data[start:stop], content_type=mime, headers=headers)

    # -- looking

    async def state(self, _: web.Request) -> web.Response:
        """Who is there, what they have not read, what time it is."""
        people = self._sandbox.people()
        return web.json_response(
            {
                "now": self._sandbox.clock.now().isoformat(),
                "shift": self._sandbox.clock.shift.total_seconds(),
                "people": [{"id": each.user.id, "name": each.user.name, "chats": self._chats(each)} for each in people],
            }
        )

    def _chats(self, person: Person) -> list[Json]:
        own = person.chat
        groups = [chat for chat in own.bot.chats.values() if chat.kind != "private" and person.user.id in chat.people]
        return [
            {"id": chat.id, "title": chat.title or chat.bot.user.first_name, "unread": self._unread(chat, person)}
            for chat in (own, *groups)
        ]

    def _unread(self, chat: Chat, person: Person) -> int:
        read = max(self._read.get((chat.id, person.user.id), 0), chat.cleared_up_to)
        return sum(each.id > read and each.sender is not person.user for each in chat.messages.values())

    async def chat(self, request: web.Request) -> web.Response:
        """The chat on screen; looking at it is reading it."""
        person, chat = self._who(dict(request.query))
        since = int(request.query.get("since", "0"))
        self._read[chat.id, person.user.id] = next(reversed(chat.messages), 0)
        return web.json_response(chat_json(self._sandbox.world, chat, person.user, since))

    def _who(self, sent: Json) -> tuple[Person, Chat]:
        try:
            person = self._sandbox.person(int(sent["person"]))
            own = person.chat
            return person, own.bot.chats[int(sent.get("chat") or own.id)]
        except (KeyError, ValueError, StopIteration):
            raise web.HTTPNotFound from None

    # -- doing

    async def act(self, request: web.Request) -> web.Response:
        sent = await _sent(request)
        person, chat = self._who(sent)
        act = ACTS.get(str(sent.get("act")))
        if act is None:
            raise web.HTTPNotFound
        try:
            return web.json_response(act(Act(person, chat, sent)))
        except ImpossibleError as error:
            return _refused(str(error))

    async def add_person(self, request: web.Request) -> web.Response:
        name = str((await _sent(request)).get("name") or "").strip()[:64]
        if not name:
            return _refused("a person needs a name")
        known = self._sandbox.world.users
        free = next(each for each in range(_FIRST_ID, _FIRST_ID + len(known) + 1) if each not in known)
        return web.json_response({"id": self._sandbox.add_person(name, id=free).user.id})

    async def send_file(self, request: web.Request) -> web.Response:
        """The body is the file; the query names the person, the kind and the file."""
        _check_origin(request)
        person, chat = self._who(dict(request.query))
        kind, data = request.query.get("kind", "document"), await request.read()
        if kind not in _KINDS or not data:
            return _refused("this file is empty" if kind in _KINDS else f"no such kind of file: {kind}")
        if kind == "photo" and image_size(data) is None:
            kind = "document"
        name, mime = request.query.get("name", ""), request.content_type
        try:
            message = person.send_file(
                kind, data, name=name, mime=mime, caption=request.query.get("caption", ""), to=chat
            )
        except ImpossibleError as error:
            return _refused(str(error))
        return web.json_response({"message": message.id})

    async def travel(self, request: web.Request) -> web.Response:
        """The time machine: to the next message, by hours, or to a time on the wall."""
        sent = await _sent(request)
        machine = self._sandbox.time_machine
        try:
            if sent.get("to") == "next":
                reached = await machine.to_next_message()
            elif "at" in sent:
                reached = await machine.to_local_time(
                    time.fromisoformat(str(sent["at"])), ZoneInfo(str(sent.get("zone")))
                )
            else:
                reached = await machine.advance(timedelta(hours=float(sent.get("hours", 1))))
        except (ValueError, TypeError, ZoneInfoNotFoundError) as error:
            return _refused(f"no way there: {error}")
        return web.json_response({"now": reached.isoformat() if reached else None})


def _check_origin(request: web.Request) -> None:
    """Only the page itself can set this header; another site's form cannot."""
    if request.headers.get("X-Sandbox") != "page":
        raise web.HTTPForbidden


async def _sent(request: web.Request) -> Json:
    _check_origin(request)
    try:
        sent = await request.json()
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(sent, dict):
        raise web.HTTPBadRequest
    return sent


def _refused(sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=409)
