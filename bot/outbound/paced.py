"""Keeps the pace between python-telegram-bot and whatever transport it speaks through: nothing gets out beside it."""

import json
import math
from http import HTTPStatus

from telegram._utils.types import ODVInput
from telegram.error import RetryAfter
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.outbound.around import AroundRequest, method_of
from bot.transport import FLOOD_WITHOUT_NUMBER
from scheduler.limits import Departure
from scheduler.pacing import HeldError, Pace, turn_to_take
from storage.outbox import Priority

FLOODS = 8  # times an answer is tried (other processes keep their own pace); the rest goes back to the outbox at once
PATIENCE = 20.0  # seconds that an answer waits for a flood to end; a runner has gone by then
_PACED = ("send", "copyMessage", "forwardMessage", "editMessage", "stopMessageLiveLocation")


class PacedRequest(AroundRequest):
    """Makes messages and edits wait for their turn, and turns a 429 into a pause for all of them."""

    def __init__(self, inner: BaseRequest, pace: Pace, paid: Pace | None = None) -> None:
        super().__init__(inner)
        self._pace = pace
        self._paid = paid or pace

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
        """Wait for a turn where one is due, then do as the transport does.

        Raises:
            RetryAfter: when Telegram wants a silence that is longer than the message can wait.
        """
        chat_id = _chat(url, request_data)
        if chat_id is None or request_data is None:
            return await self._inner.do_request(
                url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
            )
        floods = 0
        while True:
            departure = await self._take_turn(chat_id, _may_be_paid(url))
            pace = self._paid if departure is not None and departure.paid else self._pace
            data = _for_money(request_data) if pace is not self._pace else request_data
            status, body = await self._inner.do_request(
                url, method, data, read_timeout, write_timeout, connect_timeout, pool_timeout
            )
            if departure is not None:
                pace.answered(departure)
            if status != HTTPStatus.TOO_MANY_REQUESTS:
                return status, body
            floods += 1
            pace.hold(_retry_after(body))
            if turn_to_take() is not Priority.ANSWER or floods == FLOODS:
                return status, body

    async def _take_turn(self, chat_id: int, may_be_paid: bool) -> Departure | None:
        turn = turn_to_take()
        if isinstance(turn, Departure) and turn.paid and not may_be_paid:
            turn = Priority.BROADCAST  # an album or an edit: nobody can pay for those
        if not isinstance(turn, Priority):
            return turn
        try:
            return await self._pace.turn(chat_id, turn, PATIENCE)
        except HeldError as held:
            raise RetryAfter(math.ceil(held.seconds)) from None


def _may_be_paid(url: str) -> bool:
    method = method_of(url)
    return method == "copyMessage" or method.startswith("send")


def _for_money(request_data: RequestData) -> RequestData:
    return RequestData(
        [*request_data._parameters, RequestParameter("allow_paid_broadcast", value=True, input_files=None)]
    )


def _chat(url: str, request_data: RequestData | None) -> int | None:
    """The chat whose pace a call counts for; None for calls that Telegram does not count."""
    method = method_of(url)
    if request_data is None or not method.startswith(_PACED) or method == "sendChatAction":
        return None
    chat_id = request_data.parameters.get("chat_id", 0)  # 0: inline messages have none
    return chat_id if isinstance(chat_id, int) else hash(chat_id)


def _retry_after(body: bytes) -> float:
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return float(FLOOD_WITHOUT_NUMBER)
