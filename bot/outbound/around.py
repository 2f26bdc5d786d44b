"""A transport around a transport: what is common to all of them."""

from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData


class AroundRequest(BaseRequest):
    """Does as the inner transport does; subclasses add something of their own to `do_request`."""

    def __init__(self, inner: BaseRequest) -> None:
        self._inner = inner

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._inner!r})"

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where the caller does not say."""
        return self._inner.read_timeout

    async def initialize(self) -> None:
        """Open the transport."""
        await self._inner.initialize()

    async def shutdown(self) -> None:
        """Close the transport."""
        await self._inner.shutdown()

    def parse_json_payload(self, payload: bytes) -> dict[str, object]:  # type: ignore[override]
        """As the transport does it."""
        return self._inner.parse_json_payload(payload)

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
        """Make one call and return its status and body."""
        return await self._inner.do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )


def method_of(url: str) -> str:
    """The Bot API's method that a URL names: all that may be told of it."""
    return url.rpartition("/")[2].partition("?")[0]
