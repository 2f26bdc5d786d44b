"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, for any bot library."""

import json
from urllib.parse import parse_qsl

from aiohttp import web

from sandbox.core import Sandbox
from sandbox.errors import ApiError, LostAnswerError
from sandbox.params import Upload
from sandbox.reply import Reply

#: a little above Telegram's 50 MB, so that the sandbox itself can refuse
MAX_BODY = 60 * 1024 * 1024

Values = dict[str, object]
Files = dict[str, Upload]


class BotApi:
    """Turns requests into calls and replies into responses."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def add_to(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token}/{method}", self.call)
        app.router.add_get("/file/bot{token}/{path:.+}", self.download)

    async def call(self, request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"]
        try:
            values, files = await _read(request)
            reply = await self._sandbox.call(token, method, values, files)
        except ApiError as error:
            reply = Reply.refusal(error)
        except web.HTTPRequestEntityTooLarge:
            reply = Reply(False, None, 413, "Request Entity Too Large")
        except LostAnswerError:
            return _hang_up(request)
        return _response(reply)

    async def download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] not in self._sandbox.world.bots:
            return _response(Reply(False, None, 401, "Unauthorized"))
        file = self._sandbox.world.files.shown(request.match_info["path"])
        if file is None:
            return _response(Reply(False, None, 404, "Not Found"))
        return web.Response(body=file.data, content_type=file.mime or "application/octet-stream")


def _response(reply: Reply) -> web.Response:
    headers = {"Retry-After": str(reply.retry_after)} if reply.retry_after is not None else None
    return web.Response(body=reply.encode(), status=reply.status, content_type="application/json", headers=headers)


def _hang_up(request: web.Request) -> web.Response:
    """Close the connection without a word, as a broken network does."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _read(request: web.Request) -> tuple[Values, Files]:
    """Parameters from the query and the body, whichever of the four ways they came."""
    values: Values = dict(request.query) if request.query_string else {}
    files: Files = {}
    if request.content_type == "multipart/form-data":
        await _read_multipart(request, values, files)
    elif request.can_read_body:
        body = await request.read()
        if request.content_type == "application/json":
            values |= _read_json(body)
        elif request.content_type == "application/x-www-form-urlencoded":
            values |= parse_qsl(body.decode(), keep_blank_values=True)
    return values, files


def _read_json(body: bytes) -> Values:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise ApiError(400, "Bad Request: can't parse request body as JSON object")
    return values


async def _read_multipart(request: web.Request, values: Values, files: Files) -> None:
    for name, field in (await request.post()).items():
        if isinstance(field, web.FileField):
            files[name] = Upload(field.filename, field.file.read(), field.content_type)
        else:
            values[name] = field if isinstance(field, str) else bytes(field)
