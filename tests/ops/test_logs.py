"""What is said, noted or wrong never shows in a log line; what happened, and for which ids, does."""

import asyncio
import json
import logging
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import OperationalError

from bot import logs
from bot.conversation.listening import hear
from bot.handlers import typed
from bot.outbound.paced import FLOODS
from bot.texts import general
from sandbox.faults import too_many
from tests.support.persona import Persona

CANARY = "canary-my-knee-hurts"


def test_a_traceback_says_where_and_what_kind_but_not_what_was_said(lines: Any) -> None:
    secret = CANARY
    try:
        try:
            int(secret)
        except ValueError as error:
            raise KeyError(secret) from error
    except KeyError:
        logging.getLogger("any.library").exception("it broke")
        structlog.get_logger("ours").exception("broke")
    for line in lines():
        assert "builtins.ValueError\n\nwhich led to" in line["exception"]
        assert "int(secret)" in line["exception"]
        assert CANARY not in json.dumps(line)
    assert len(lines()) == 2


async def test_what_asyncio_cannot_hand_to_anybody_is_logged_without_its_words(lines: Any) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.unhandled)
    loop.call_exception_handler({"message": CANARY, "exception": ValueError(CANARY)})
    loop.set_exception_handler(None)
    [line] = lines()
    assert line["event"] == "loop.unhandled"
    assert CANARY not in json.dumps(line)


def test_the_token_is_scrubbed_from_any_field(lines: Any) -> None:
    token = "123456:AA-secret-secret-secret-secret"
    structlog.get_logger("ours").info("event", url=f"https://api.telegram.org/bot{token}/getMe")
    logging.getLogger("http").warning("GET %s", f"/bot{token}/getMe")
    assert "secret" not in json.dumps(lines())


async def test_one_line_for_an_update_carries_ids_how_long_and_how_it_ended(rita: Persona, lines: Any) -> None:
    await rita.says(f"/start {CANARY}")
    [line] = [line for line in lines() if line["event"] == "update"]
    assert {line["kind"], line["outcome"], line["runner"], line["stored"]} == {"message", "handled", 7001, True}
    assert line["update_id"] > 0
    assert line["ms"] >= 0
    assert CANARY not in json.dumps(lines())
    assert "Rita" not in json.dumps(lines())


async def test_a_bug_while_somebody_speaks_is_logged_once_without_what_they_said(
    rita: Persona, lines: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_visit: object, text: str, _answer: object) -> Any:
        raise ValueError(text)

    monkeypatch.setattr("bot.conversation.listening.hear", broken)
    assert typed.listening.hear is not hear
    rita.person.say(f"pain 3 {CANARY}")
    await rita.stage.drain()
    assert general.BUG in rita.screen
    wrong = [line for line in lines() if line["level"] == "error"]
    assert [line["event"] for line in wrong] == ["update.failed"]
    assert [line["outcome"] for line in lines() if line["event"] == "update"] == ["failed"]
    assert CANARY not in json.dumps(lines())


async def test_an_answer_that_the_database_took_with_it_is_no_bug_and_the_runner_is_told(
    rita: Persona, lines: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The effect is stored; what is shown afterwards needs the database once more, and that is gone."""
    await rita.says("/start")

    async def away(*_: object) -> Any:
        raise OperationalError("SELECT", {}, ConnectionRefusedError())

    monkeypatch.setattr("storage.chats.card", away)
    assert general.UNANSWERED in await rita.taps("I agree")
    monkeypatch.undo()
    assert await rita.says("/today")
    assert [line["event"] for line in lines() if line["level"] == "error"] == []
    assert "unanswered" in [line.get("outcome") for line in lines()]


async def test_an_answer_that_telegram_does_not_take_for_floods_is_no_bug(rita: Persona, lines: Any) -> None:
    """No further words are tried: they would not get through either, and would make it longer."""
    await rita.says("/start")
    rita.stage.sandbox.faults.once("sendMessage", *(too_many(1),) * FLOODS)
    rita.person.say("/privacy")
    await rita.stage.drain()
    assert [line["event"] for line in lines() if line["level"] == "error"] == []
    assert [line["why"] for line in lines() if line["event"] == "update.unanswered"] == ["flood"]
    assert [line["outcome"] for line in lines() if line["event"] == "update"][-1] == "unanswered"
    assert general.BUG not in rita.screen
