"""Updates that Telegram brings: answered with 200 only when their effect is stored.

Telegram brings an update again until it is accepted, and never two of one chat at once, so order and backpressure come
for free: whatever we cannot take now, we refuse.
"""

import asyncio
import json
from hmac import compare_digest
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web
from telegram import Update

from bot.inbound.applying import App, Applier, lane_of
from bot.inbound.buckets import Buckets
from bot.inbound.door import UnreadableError, read
from bot.inbound.lanes import Lanes

BODY_LIMIT = 256 * 1024  # bytes; an update is a few thousand
IN_HAND = 256  # updates at once; Telegram opens 100 connections at most
OVERALL_RATE, ADDRESS_RATE = 2000, 1000  # requests a second, that many at once; Telegram comes from few addresses
WAIT = 50.0  # seconds; Telegram gives up after about a minute and brings the update again
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

_log = structlog.get_logger("bot.inbound.webhook")


class Webhook:
    """The handler for one path. `secret` is what was given to setWebhook; without it nothing is read."""

    def __init__(self, application: App, applier: Applier, secret: str, *, width: int = IN_HAND) -> None:
        self._bot = application.bot
        self._applier = applier
        self._secret = secret.encode()
        self._lanes = Lanes(width)
        self._width = width
        self._rates = Buckets(ADDRESS_RATE, overall=OVERALL_RATE)

    async def handle(self, request: web.Request) -> web.Response:
        """Check who asks, read, apply, and say how it went with a bare status."""
        refusal = self._refusal(request)
        if refusal is not None:
            return web.Response(status=refusal)
        raw: Any = None
        try:
            raw = json.loads(await request.read())
            update = read(raw, self._bot)
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except UnreadableError as error:
            _log.error("update.unreadable", why=str(error))
            # One with a number is from Telegram, which would bring it again and again: it is let go, as when we poll.
            numbered = isinstance(raw, dict) and "update_id" in raw
            return web.Response(status=HTTPStatus.OK if numbered else HTTPStatus.BAD_REQUEST)
        except ValueError:
            _log.error("update.unreadable", why="no JSON")
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        return web.Response(status=await self._apply(update))

    async def finish(self, seconds: float = 9.0) -> None:
        """Let what is in hand end; what cannot, Telegram brings again."""
        cut_short = await self._lanes.finish(seconds)
        _log.info("webhook.stopped", cut_short=cut_short)

    def _refusal(self, request: web.Request) -> HTTPStatus | None:
        if not self._rates.allow(request.remote or "", asyncio.get_running_loop().time()):
            return HTTPStatus.TOO_MANY_REQUESTS
        if not compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret):
            return HTTPStatus.FORBIDDEN
        if request.content_type != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        if self._lanes.in_hand >= self._width:
            return HTTPStatus.SERVICE_UNAVAILABLE
        return None

    async def _apply(self, update: Update) -> HTTPStatus:
        arrival = self._applier.arrival_of(update)
        task = await self._lanes.enter(lane_of(update), lambda: self._applier.apply(update, arrival))
        # Waiting, not awaiting: whoever hangs up ends this request, but not the handling of an update that has begun.
        await asyncio.wait((task,), timeout=WAIT)
        if arrival.applied or (task.done() and not task.cancelled() and task.exception() is None):
            return HTTPStatus.OK
        return HTTPStatus.SERVICE_UNAVAILABLE


def web_app(webhook: Webhook, path: str) -> web.Application:
    """The whole public server: POST on one path, and 404 or 405 for everything else."""
    app = web.Application(client_max_size=BODY_LIMIT)
    app.router.add_post(path, webhook.handle)
    return app
