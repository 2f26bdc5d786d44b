import asyncio
import json
import logging
import socket
import traceback
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.outbound.telegram_errors import outcome_of
from bot.transport import AiohttpRequest, NotSentError, ServerFailedError
from scheduler.outcome import OutcomeKind
from tests.delivery.bot_api import ME, SENT, TOKEN, BotApi, bot_api


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with bot_api() as api:
        yield api


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    request = AiohttpRequest(read_timeout=2.0)
    bot = Bot(TOKEN, base_url=f"{api.url}/bot", base_file_url=f"{api.url}/file", request=request)
    await request.initialize()
    yield bot
    await request.shutdown()


async def test_a_message_goes_out_as_json_and_its_answer_comes_back(api: BotApi, bot: Bot) -> None:
    message = await bot.send_message(1, "hüpf 🦵", reply_markup={"inline_keyboard": []})
    assert message.message_id == 7
    assert api.asked == [
        ("sendMessage", {"chat_id": 1, "text": "hüpf 🦵", "reply_markup": {"inline_keyboard": []}}),
    ]


async def test_connections_are_reused_and_never_more_than_the_limit(api: BotApi) -> None:
    async with AiohttpRequest(connections=3) as request:
        bot = Bot(TOKEN, base_url=f"{api.url}/bot", request=request)
        await asyncio.gather(*(bot.send_message(1, str(n)) for n in range(40)))
    assert len(api.asked) == 40
    assert len(api.connections) <= 3


async def test_files_travel_as_a_form_under_their_own_names(api: BotApi, bot: Bot) -> None:
    await bot.send_document(1, document=b"\x00\x01" * 50_000, filename="план.pdf", caption="für dich")
    method, form = api.asked[0]
    assert (method, form["caption"]) == ("sendDocument", "für dich")
    assert form["document"] == ("план.pdf", b"\x00\x01" * 50_000)


async def test_an_album_attaches_each_picture(api: BotApi, bot: Bot) -> None:
    api.will(200, result=[SENT, SENT])
    await bot.send_media_group(
        1, [InputMediaPhoto(b"one", filename="1.png"), InputMediaPhoto(b"two", filename="2.png")]
    )
    form = api.asked[0][1]
    assert {name for name in form if name not in {"chat_id", "media"}} == {
        part["media"].removeprefix("attach://") for part in json.loads(form["media"])
    }


async def test_a_file_is_downloaded(api: BotApi) -> None:
    api.will_say(200, "ogg")
    async with AiohttpRequest() as request:
        assert await request.retrieve(f"{api.url}/file/bot{TOKEN}/voice/1.ogg") == b"ogg"


async def test_a_redirect_is_not_followed_because_the_address_holds_the_token(api: BotApi, bot: Bot) -> None:
    api.will_say(302, "", Location=f"{api.url}/elsewhere")
    with pytest.raises(NetworkError):
        await bot.send_message(1, "hi")
    assert [method for method, _ in api.asked] == ["sendMessage"]


OUTCOMES = [
    (403, "Forbidden: bot was blocked by the user", {}, OutcomeKind.BLOCKED),
    (403, "Forbidden: user is deactivated", {}, OutcomeKind.DEACTIVATED),
    (403, "Forbidden: bot can't initiate conversation with a user", {}, OutcomeKind.CHAT_NOT_FOUND),
    (400, "Bad Request: chat not found", {}, OutcomeKind.CHAT_NOT_FOUND),
    (
        400,
        "Bad Request: message is not modified: specified new message content is the same",
        {},
        OutcomeKind.NOT_MODIFIED,
    ),
    (400, "Bad Request: can't parse entities: unclosed tag at byte offset 3", {}, OutcomeKind.BAD_REQUEST),
    (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        {},
        OutcomeKind.QUERY_TOO_OLD,
    ),
    (400, "Bad Request: group chat was upgraded", {"parameters": {"migrate_to_chat_id": -100}}, OutcomeKind.CHAT_MOVED),
    (429, "Too Many Requests: retry after 3", {"parameters": {"retry_after": 3}}, OutcomeKind.FLOOD),
    (401, "Unauthorized", {}, OutcomeKind.UNAUTHORIZED),
    (404, "Not Found", {}, OutcomeKind.UNAUTHORIZED),
    (409, "Conflict: terminated by other getUpdates request", {}, OutcomeKind.CONFLICT),
    (500, "Internal Server Error", {}, OutcomeKind.SERVER_ERROR),
    (502, "Bad Gateway", {}, OutcomeKind.SERVER_ERROR),
]


@pytest.mark.parametrize(("status", "description", "more", "kind"), OUTCOMES)
async def test_every_error_of_telegram_has_one_meaning(
    api: BotApi, bot: Bot, status: int, description: str, more: dict[str, object], kind: OutcomeKind
) -> None:
    api.will(status, description=description, **more)
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(1, "hi")
    outcome = outcome_of(caught.value)
    assert outcome.kind is kind
    assert outcome.retry_after == (3 if kind is OutcomeKind.FLOOD else 0)


async def test_a_gateway_that_answers_in_html_is_a_server_error(api: BotApi, bot: Bot) -> None:
    api.will_say(502, "<html>bad gateway</html>")
    with pytest.raises(ServerFailedError):
        await bot.send_message(1, "hi")


async def test_a_flood_without_a_number_still_asks_for_patience(api: BotApi, bot: Bot) -> None:
    api.will_say(429, "slow down")
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(1, "hi")
    assert outcome_of(caught.value).retry_after == 5


async def test_an_answer_that_is_no_json_may_have_worked(
    api: BotApi, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    api.will_say(200, "<html>private text</html>")
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(1, "hi")
    assert outcome_of(caught.value).kind is OutcomeKind.UNCERTAIN
    assert "private text" not in caplog.text


async def test_a_dropped_connection_is_not_tried_again_because_it_may_have_arrived(api: BotApi, bot: Bot) -> None:
    api.will(200, drop=True)
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(1, "hi")
    assert outcome_of(caught.value).kind is OutcomeKind.UNCERTAIN
    assert len(api.asked) == 1


async def test_a_late_answer_times_out_and_is_not_tried_again(api: BotApi, bot: Bot) -> None:
    api.will(200, delay=0.5, result=SENT)
    with pytest.raises(TimedOut):
        await bot.send_message(1, "hi", read_timeout=0.05)
    assert len(api.asked) == 1


async def test_a_server_that_comes_up_late_is_reached_by_trying_again() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    answered = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = b'{"ok": true, "result": true}'
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(body), body))
        await writer.drain()
        writer.close()
        answered.set()

    async def start_late() -> asyncio.Server:
        await asyncio.sleep(0.1)
        return await asyncio.start_server(answer, "127.0.0.1", port)

    async with AiohttpRequest() as request:
        starting = asyncio.create_task(start_late())
        assert await request.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe") is True
        server = await starting
    server.close()
    assert answered.is_set()


async def test_nobody_listening_means_not_sent() -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NotSentError) as caught:
            await request.post(f"http://127.0.0.1:1/bot{TOKEN}/sendMessage")
    assert outcome_of(caught.value).kind is OutcomeKind.NOT_SENT


@pytest.mark.parametrize(
    "trouble", ["refused", "unreachable name", "dropped", "timeout", "html", "500", "404", "unopened"]
)
async def test_the_token_is_in_no_log_no_error_and_no_traceback(
    api: BotApi, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    roots = {"refused": "http://127.0.0.1:1", "unreachable name": "http://no-such-name.invalid"}
    lined_up = {
        "dropped": lambda: api.will(200, drop=True),
        "timeout": lambda: api.will(200, delay=0.3),
        "html": lambda: api.will_say(200, "<html>"),
        "500": lambda: api.will(500),
        "404": lambda: api.will(404, description="Not Found"),
    }
    lined_up.get(trouble, lambda: None)()
    request = AiohttpRequest(read_timeout=0.1, proxy=None)
    if trouble != "unopened":
        await request.initialize()
    with pytest.raises(TelegramError) as caught:
        await request.post(f"{roots.get(trouble, api.url)}/bot{TOKEN}/sendMessage")
    await request.shutdown()
    error: BaseException | None = caught.value
    told = [caplog.text, repr(request), outcome_of(caught.value).detail]
    while error is not None:
        told += [str(error), repr(error), "".join(traceback.format_exception(error))]
        error = error.__cause__ or error.__context__
    assert "AA-secret" not in "\n".join(told)


async def test_a_proxy_is_asked_for_the_whole_address(api: BotApi) -> None:
    async with AiohttpRequest(proxy=api.url) as request:
        await request.post(f"http://telegram.invalid/bot{TOKEN}/getMe")
    assert api.asked[0][0] == "getMe"


async def test_a_request_can_be_opened_and_closed_twice(api: BotApi) -> None:
    request = AiohttpRequest()
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        assert await request.post(f"{api.url}/bot{TOKEN}/getMe") == ME
        await request.shutdown()
        await request.shutdown()


def test_what_is_not_telegrams_error_is_a_bug_of_ours() -> None:
    assert outcome_of(KeyError("x")).kind is OutcomeKind.FAILED
    assert outcome_of(BadRequest("Too Many Requests: retry later")).kind is OutcomeKind.FLOOD


async def test_an_answer_without_end_is_cut_off(api: BotApi, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.transport.LARGEST", 1000)
    api.will(200, result=SENT, filler="x" * 2000)

    with pytest.raises(NetworkError):
        await bot.send_message(1, "hello")
