"""One canonical line and one count for every call that the bot makes; in it, ids only."""

from http import HTTPStatus
from time import perf_counter
from typing import Any

import structlog
from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData

from bot import metrics
from bot.outbound.around import AroundRequest, method_of
from bot.outbound.telegram_errors import outcome_of
from scheduler.outcome import OutcomeKind

_LOGGED = ("send", "edit", "copy", "forward", "answer")
_QUIET = "sendChatAction"
_BY_STATUS = {
    HTTPStatus.OK: OutcomeKind.SENT,
    HTTPStatus.BAD_REQUEST: OutcomeKind.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED: OutcomeKind.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN: OutcomeKind.BLOCKED,
    HTTPStatus.NOT_FOUND: OutcomeKind.UNAUTHORIZED,
    HTTPStatus.CONFLICT: OutcomeKind.CONFLICT,
    HTTPStatus.TOO_MANY_REQUESTS: OutcomeKind.FLOOD,
}

_log = structlog.get_logger("bot.calls")


class WatchedRequest(AroundRequest):
    """Measures from the wish to the answer, the wait for a turn included.

    The line carries whatever is bound to the log then: `update_id` for answers, `runner` and `kind` for reminders.
    """

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
        """Do as the inner transport does, and tell how it went."""
        began, outcome = perf_counter(), OutcomeKind.FAILED
        try:
            status, body = await self._inner.do_request(
                url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
            )
            outcome = _BY_STATUS.get(HTTPStatus(status), OutcomeKind.UNCERTAIN)
        except Exception as error:
            outcome = outcome_of(error).kind
            raise
        finally:
            _tell(method_of(url), request_data, outcome, perf_counter() - began)
        return status, body


def _tell(method: str, request_data: RequestData | None, outcome: OutcomeKind, seconds: float) -> None:
    metrics.CALLS.labels(method, outcome).inc()
    metrics.CALL_SECONDS.labels(method).observe(seconds)
    if method.startswith(_LOGGED) and method != _QUIET:
        parameters: dict[str, Any] = request_data.parameters if request_data else {}
        _log.info("call", method=method, chat=parameters.get("chat_id"), outcome=outcome, ms=round(seconds * 1000))
