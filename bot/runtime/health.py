"""How the process is: `/healthz`, `/readyz` and `/metrics`, on a listener that stays off the public path."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot import metrics
from bot.config import ConfigError
from bot.runtime.needs import host_and_port
from scheduler.clock import LATENESS
from storage.database import Database
from storage.load import load
from storage.outage import is_outage
from storage.schema import HEAD, current

if TYPE_CHECKING:
    from bot.runtime.sending import Sending

BEAT_LIMIT = 30.0  # seconds without a finished beat: delivery hangs
LAG_LIMIT = 120.0  # seconds that the next thing to do may be behind; longer than a lease

_log = structlog.get_logger("bot.runtime.health")


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was found. `lag` is in seconds; `beat` and `sending` are True where this process does not send."""

    database: bool
    schema: bool = False
    sending: bool = False
    lag: float = 0.0
    in_time: bool = False
    beat: bool = False

    @property
    def ready(self) -> bool:
        """Whether this process can do its work."""
        return self.database and self.schema and self.sending and self.in_time and self.beat


class Checks:
    """The checks of one process; only one that sends answers for the budget, the lag and the beat."""

    def __init__(self, database: Database, clock: Callable[[], datetime], sending: "Sending | None" = None) -> None:
        self._database = database
        self._clock = clock
        self._sending = sending

    def add_to(self, app: web.Application) -> None:
        """Three paths."""
        app.router.add_get("/healthz", self.alive)
        app.router.add_get("/readyz", self.ready)
        app.router.add_get("/metrics", self.measured)

    async def alive(self, _request: web.Request) -> web.Response:
        """That the loop turns is all that this says."""
        return web.Response(text="alive\n")

    async def ready(self, _request: web.Request) -> web.Response:
        """200 or 503, and why."""
        found = await self.readiness()
        status = HTTPStatus.OK if found.ready else HTTPStatus.SERVICE_UNAVAILABLE
        return web.json_response({"ready": found.ready, **asdict(found)}, status=status)

    async def measured(self, _request: web.Request) -> web.Response:
        """Everything for Prometheus; while the database is away, 503."""
        try:
            now = await load(self._database, self._clock(), LATENESS)
        except Exception as error:
            if not is_outage(error):
                raise
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response(body=metrics.rendered(now), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def readiness(self) -> Readiness:
        """Look at everything."""
        if not await self._database.answers():
            return Readiness(database=False)
        async with self._database.reading() as tx:
            schema = await current(tx) == HEAD
        if not schema:
            return Readiness(database=True)
        now = await load(self._database, self._clock(), LATENESS)
        sends = self._sending
        return Readiness(
            database=True,
            schema=True,
            sending=sends is None or now.held,
            lag=round(now.lag, 1),
            in_time=sends is None or now.lag <= LAG_LIMIT,
            beat=sends is None or monotonic() - sends.beat_at <= BEAT_LIMIT,
        )


@asynccontextmanager
async def listening(listen: str | None, checks: Checks, *, needed: bool = True) -> AsyncIterator[None]:
    """Serve the checks; without an address, or where it is taken and not `needed`, do without.

    Raises:
        ConfigError: when HEALTH_LISTEN is taken and needed.
    """
    app = web.Application()
    checks.add_to(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await _listen(runner, listen, needed=needed)
        yield
    finally:
        await runner.cleanup()


async def site_on(runner: web.AppRunner, listen: str, setting: str) -> web.TCPSite:
    """Listen on an address.

    Raises:
        ConfigError: when it is taken; the message names the setting.
    """
    site = web.TCPSite(runner, *host_and_port(listen))
    try:
        await site.start()
    except OSError as error:
        mend = "stop the other process, or give this one an address of its own"
        raise ConfigError(f"{setting}: cannot listen on {listen} ({error.strerror}); {mend}") from None
    return site


def ask(listen: str) -> bool:
    """Whether the process behind HEALTH_LISTEN says that it is ready. For container health checks."""
    host, port = host_and_port(listen)
    host = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    try:
        with urlopen(f"http://{host}:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (URLError, OSError):
        return False


async def _listen(runner: web.AppRunner, listen: str | None, *, needed: bool) -> None:
    if listen is None:
        return
    try:
        await site_on(runner, listen, "HEALTH_LISTEN")
    except ConfigError as error:
        if needed:
            raise
        _log.warning("health.not_listening", why=str(error))
