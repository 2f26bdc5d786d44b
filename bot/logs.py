"""One line per thing that happened: event names and ids, never names, texts, pain values or the token."""

import asyncio
import logging
import re
import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, ExcInfo, WrappedLogger

from bot.config import LogFormat

# Telegram's URLs hold the token, and they turn up in tracebacks and in the logs of HTTP libraries.
_CHAIN = 8  # errors that led to one another, at most
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")


def scrub(text: str) -> str:
    """The text without anything that looks like a bot token."""
    return _TOKEN.sub("[token]", text)


def where_it_happened(exc_info: ExcInfo) -> str:
    """A traceback with our own words in it only: the types of the errors and the lines of code, outermost last.

    Messages of errors are left out as well as local variables: `invalid literal for int(): "my knee …"` is somebody's
    text, and a database's error repeats what it was given.
    """
    told: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None and len(told) < _CHAIN:
        kind = type(error)
        told.insert(0, "".join((*traceback.format_tb(error.__traceback__), f"{kind.__module__}.{kind.__qualname__}")))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\nwhich led to\n\n".join(told)


def unhandled(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What asyncio could give to nobody else; its own message would repeat the error's."""
    structlog.get_logger("asyncio").error("loop.unhandled", exc_info=context.get("exception"))


def configure(log_format: LogFormat) -> None:
    """Route structlog and the standard library through one line format on stderr."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(where_it_happened),
        _scrubbed,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(log_format)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for chatty in ("httpx", "httpcore", "apscheduler", "aiohttp.access", "telegram.ext", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _renderer(log_format: LogFormat) -> structlog.typing.Processor:
    if log_format is LogFormat.JSON:
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=24)


def _scrubbed(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    return {key: scrub(value) if isinstance(value, str) else value for key, value in event.items()}
