"""The composition root: builds every object, wires them, nothing else."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest

from bot.config import Role
from bot.context import WORLD, Chat
from bot.errors import spoke_wrong
from bot.handlers import AFTER_ALL, BEFORE_ALL, HANDLERS
from bot.inbound.applying import App, Applier
from bot.inbound.throttle import FIRST, Throttle
from bot.media.offload import Workshop
from bot.outbound.gallery import Gallery
from bot.world import World
from protocols.knowledge import Knowledge
from protocols.knowledge import load as load_knowledge
from protocols.loader import load_all
from scheduler.limits import FREE_RATE
from storage.database import Database

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")


@cache
def read_knowledge() -> Knowledge:
    """What the bot knows, from files.

    Raises:
        ContentError: when a file is wrong; it names file and key.
    """
    return load_knowledge(files("protocols") / "itbs")


def world(admins: Mapping[int, Role], database: Database, clock: Callable[[], datetime], paid_rate: int = 0) -> World:
    """Everything the bot lives on.

    Raises:
        ContentError: when a file of a programme is wrong.
    """
    workshop = Workshop()
    gallery = Gallery(database, workshop)
    rate = paid_rate or FREE_RATE
    return World(database, load_all(), read_knowledge, clock, admins, workshop, gallery, broadcast_rate=rate)


def application(
    token: str,
    api_url: str,
    lives_on: World,
    request: BaseRequest,
    polling: BaseRequest,
    throttle: Throttle | None = None,
) -> App:
    """The bot over Telegram; `request` carries what it says, `polling` the long polls."""
    built: App = (
        Application.builder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(request)
        .get_updates_request(polling)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Chat))
        .build()
    )
    built.bot_data[WORLD] = lives_on
    if throttle is not None:
        built.add_handler(throttle.handler(), FIRST)
    for handler in HANDLERS:
        built.add_handler(handler)
    for handler in BEFORE_ALL:
        built.add_handler(handler, group=-1)
    for handler in AFTER_ALL:
        built.add_handler(handler, group=1)
    return built


def applier(application: App, lives_on: World) -> Applier:
    """What applies each update once; the bot's own error handler comes after its."""
    made = Applier(application, lives_on.clock, lives_on.database.answers)
    application.add_error_handler(spoke_wrong)
    return made
