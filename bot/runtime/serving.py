"""`serve`: takes the updates that Telegram brings. Any number of these share one PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram import Bot

from bot import app
from bot.config import Settings
from bot.inbound.throttle import Throttle
from bot.inbound.webhook import Webhook, web_app
from bot.runtime.health import Checks, listening, site_on
from bot.runtime.needs import WebhookSettings, need_many_processes
from bot.runtime.parts import Stopping, opened, settle_in

CONNECTIONS = 100  # that Telegram may open at once; its own limit

_log = structlog.get_logger("bot.runtime")


async def run(
    settings: Settings,
    token: str,
    hook: WebhookSettings,
    clock: Callable[[], datetime],
    on_signals: Callable[..., None],
) -> None:
    """Take updates until a signal comes, then finish those in hand.

    Raises:
        ConfigError: on SQLite, or when LISTEN or HEALTH_LISTEN is taken.
    """
    need_many_processes(settings, "serve")
    async with opened(settings, token, clock, throttle=Throttle()) as parts:
        stopping = Stopping()
        on_signals(stopping.ask)
        webhook = Webhook(parts.application, parts.applier, hook.secret)
        async with (
            listening(settings.health_listen, Checks(parts.database, clock)),
            _taking(settings.listen, webhook, urlsplit(hook.url).path or "/", stopping),
        ):
            await _register(parts.application.bot, hook)
            chores = asyncio.create_task(settle_in(parts, stopping.ask))
            await stopping.wait()
            chores.cancel()


@asynccontextmanager
async def _taking(listen: str, webhook: Webhook, path: str, stopping: Stopping) -> AsyncIterator[None]:
    """Accept updates; at the end no new ones, while those in hand are finished."""
    runner = web.AppRunner(web_app(webhook, path), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = await site_on(runner, listen, "LISTEN")
    try:
        yield
    finally:
        await site.stop()
        await webhook.finish(stopping.left - 0.5)
        await runner.cleanup()


async def _register(bot: Bot, hook: WebhookSettings) -> None:
    """Tell Telegram where to bring updates; every replica says the same."""
    await bot.set_webhook(hook.url, secret_token=hook.secret, allowed_updates=app.ALLOWED, max_connections=CONNECTIONS)
    _log.info("webhook.registered", connections=CONNECTIONS)
