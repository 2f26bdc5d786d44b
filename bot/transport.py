"""HTTP to Telegram on aiohttp: python-telegram-bot's `BaseRequest` at a fraction of its default's cost.

The token is part of every URL, so nothing that carries a URL may leave this module: errors are worded here, from class
names and the method only, and never chained to what aiohttp raised.
"""

import asyncio
import json
from functools import lru_cache
from http import HTTPStatus

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

CONNECT_PAUSES = (0.1, 0.3)  # seconds before a request that never left is tried again; more would hide an outage
_JSON = {"Content-Type": "application/json"}
LARGEST = 21_000_000  # bytes of an answer: a bot may download files of up to 20 MB
_CHUNK = 65_536
FLOOD_WITHOUT_NUMBER = 5  # seconds to wait when a 429 does not say (proxies in front of Telegram do that)


class NotSentError(NetworkError):
    """The request never left this machine: repeating it cannot send anything twice."""


class ServerFailedError(NetworkError):
    """Telegram answered 5xx: what was asked may have been done or not."""


class AiohttpRequest(BaseRequest):
    """One pool of reused connections.

    Timeouts are in seconds and None waits for ever; `proxy` is the address of an HTTP proxy.
    """

    def __init__(
        self,
        *,
        connections: int = 256,
        connect_timeout: float | None = 5.0,
        read_timeout: float | None = 10.0,
        write_timeout: float | None = 20.0,
        pool_timeout: float | None = 30.0,
        proxy: str | None = None,
    ) -> None:
        self._connections = connections
        self._connect, self._read, self._write, self._pool = connect_timeout, read_timeout, write_timeout, pool_timeout
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(connections={self._connections})"

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where the caller does not say."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; doing it twice is fine, as python-telegram-bot may share one request for two jobs."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300, keepalive_timeout=30),
                cookie_jar=aiohttp.DummyCookieJar(),
                # Small answers are not worth unpacking.
                headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "identity"},
            )

    async def shutdown(self) -> None:
        """Close every connection; doing it twice is fine."""
        if self._session is not None:
            await self._session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Read an answer; one that cannot be read is a lost answer, and is not written to the log."""
        try:
            answer: JSONDict = json.loads(payload)
        except ValueError:
            raise NetworkError("the answer is no JSON, the call may have worked") from None
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call and return its status and body.

        Raises:
            NotSentError: nobody could be reached, after some attempts.
            TimedOut, NetworkError: the answer was lost.
            ServerFailedError: Telegram itself stumbled.
        """
        limits = _limits(
            _or_default(pool_timeout, self._pool),
            _or_default(connect_timeout, self._connect),
            _or_default(write_timeout, self._write),
            _or_default(read_timeout, self._read),
        )
        for pause in CONNECT_PAUSES:
            try:
                return await self._attempt(method, url, request_data, limits)
            except NotSentError:
                await asyncio.sleep(pause)
        return await self._attempt(method, url, request_data, limits)

    async def _attempt(
        self, method: str, url: str, request_data: RequestData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        try:
            status, body = await self._exchange(method, url, request_data, limits)
        except (aiohttp.ClientError, OSError) as error:
            problem = _worded(error, url)
        else:
            return _checked(status, body)
        raise problem  # out here, so that aiohttp's error, which knows the URL, is no `__context__` of ours

    async def _exchange(
        self, method: str, url: str, request_data: RequestData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None or self._session.closed:
            raise RuntimeError("AiohttpRequest is not initialized")
        body, headers = _body(request_data)
        async with self._session.request(
            method,
            _parsed(url),
            data=body,
            headers=headers,
            timeout=limits,
            proxy=self._proxy,
            allow_redirects=False,  # following one would hand the token to a stranger
        ) as answer:
            return answer.status, await _bounded(answer)


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    """Plain calls travel as JSON, uploads as a form; a form is good for one attempt only, so it is built each time."""
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        return json.dumps(request_data.parameters).encode(), _JSON
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, None


def _worded(error: Exception, url: str) -> NetworkError:
    """Say what happened with the method's name alone: of the URL nothing else may be told."""
    method, what = url.rpartition("/")[2].partition("?")[0], type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.ClientHttpProxyError):
        return NotSentError(f"{method}: not sent ({what})")
    if isinstance(error, TimeoutError):
        return TimedOut(f"{method}: no answer in time, it may have arrived")
    return NetworkError(f"{method}: answer lost ({what}), it may have arrived")


def _checked(status: int, body: bytes) -> tuple[int, bytes]:
    """Give the errors a name that python-telegram-bot itself does not tell apart."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ServerFailedError(f"Telegram failed with {status}")
    if status == HTTPStatus.TOO_MANY_REQUESTS and b"retry_after" not in body:
        raise RetryAfter(FLOOD_WITHOUT_NUMBER)
    return status, body


async def _bounded(answer: aiohttp.ClientResponse) -> bytes:
    """The body; one that goes on beyond what Telegram serves is cut off and refused."""
    body = bytearray()
    async for part in answer.content.iter_chunked(_CHUNK):
        body += part
        if len(body) > LARGEST:
            raise aiohttp.ClientPayloadError("the answer is too large")
    return bytes(body)


def _or_default(given: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(given, DefaultValue) else given


@lru_cache(maxsize=64)
def _limits(
    pool: float | None, connect: float | None, write: float | None, read: float | None
) -> aiohttp.ClientTimeout:
    parts = (pool, connect, write, read)
    return aiohttp.ClientTimeout(
        total=None if None in parts else sum(part for part in parts if part is not None),
        connect=None if pool is None or connect is None else pool + connect,
        sock_connect=connect,
        sock_read=read,
    )


@lru_cache(maxsize=256)
def _parsed(url: str) -> URL:
    return URL(url, encoded=True)
