"""One line per thing that happened: event names and ids, never names, texts, pain values or the token."""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.config import LogFormat

# Telegram's URLs hold the token, and they turn up in tracebacks and in the logs of HTTP libraries.
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")


def scrub(text: str) -> str:
    """The text without anything that looks like a bot token."""
    return _TOKEN.sub("[token]", text)


def configure(log_format: LogFormat) -> None:
    """Route structlog and the standard library through one line format on stderr."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
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
