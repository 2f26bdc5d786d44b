"""Trouble on demand, speed limits, and the counts that reports are made from."""

import time
from datetime import timedelta

import pytest

from sandbox import faults
from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.errors import LostAnswerError
from sandbox.faults import Fault
from sandbox.limits import SpeedLimit
from sandbox.model import Bot
from sandbox.people import Person
from tests.sandbox.conftest import MONDAY, TOKEN, Call


@pytest.mark.parametrize(
    ("fault", "status", "description"),
    [
        (faults.server_error(), 502, "Bad Gateway"),
        (faults.too_many(17), 429, "Too Many Requests: retry after 17"),
        (faults.refusal(400, "Bad Request: chat not found"), 400, "Bad Request: chat not found"),
    ],
)
async def test_a_scripted_error_comes_once_and_has_no_effect(
    sandbox: Sandbox, call: Call, rita: Person, fault: Fault, status: int, description: str
) -> None:
    sandbox.faults.once("sendMessage", None, fault)
    outcomes = [await call("sendMessage", chat_id=7, text=text) for text in "abc"]
    assert [each.status for each in outcomes] == [200, status, 200]
    assert outcomes[1].description == description
    assert rita.sees().heard == ["a", "c"]


async def test_429_says_when_to_come_back(sandbox: Sandbox, call: Call, rita: Person) -> None:
    sandbox.faults.once("sendMessage", faults.too_many(17))
    assert (await call("sendMessage", chat_id=7, text="a")).body()["parameters"] == {"retry_after": 17}


async def test_a_lost_answer_has_its_effect_all_the_same(sandbox: Sandbox, call: Call, rita: Person) -> None:
    sandbox.faults.once("sendMessage", faults.lost_answer())
    with pytest.raises(LostAnswerError):
        await call("sendMessage", chat_id=7, text="a")
    await call("sendMessage", chat_id=7, text="a")
    assert rita.sees().heard == ["a", "a"]
    assert sandbox.counts.delivered == {7: 2}
    assert sandbox.counts.duplicates == 1
    assert sandbox.counts.refused == {("sendMessage", 0): 1}


async def test_a_slow_answer_takes_its_time(sandbox: Sandbox, call: Call, rita: Person) -> None:
    sandbox.faults.once("sendMessage", faults.slow(0.05))
    begun = time.perf_counter()
    assert (await call("sendMessage", chat_id=7, text="a")).ok
    assert time.perf_counter() - begun >= 0.05


async def test_another_poller_can_be_pretended(sandbox: Sandbox, call: Call, bot: Bot) -> None:
    sandbox.faults.once("getUpdates", faults.other_poller())
    assert (await call("getUpdates")).status == 409


async def test_any_method_but_not_the_poll(sandbox: Sandbox, call: Call, rita: Person) -> None:
    sandbox.faults.odds("*", faults.server_error(500, "Internal Server Error"), 1.0)
    assert (await call("getUpdates")).ok
    assert (await call("getMe")).status == 500
    sandbox.faults.clear()
    assert (await call("getMe")).ok


@pytest.mark.parametrize("seed", [1, 2])
async def test_chance_repeats_with_its_seed(clock: Clock, seed: int) -> None:
    async def run() -> list[int]:
        sandbox = Sandbox(clock, seed=seed)
        sandbox.add_bot(TOKEN)
        sandbox.faults.odds("getMe", faults.server_error(), 0.3)
        return [(await sandbox.call(TOKEN, "getMe")).status for _ in range(200)]

    first, second = await run(), await run()
    assert first == second
    assert 30 < first.count(502) < 90


@pytest.fixture
def strict(clock: Clock) -> Sandbox:
    sandbox = Sandbox(clock, speed_limit=SpeedLimit())
    bot = sandbox.add_bot(TOKEN)
    sandbox.add_crowd(bot, range(1, 101))
    return sandbox


async def _send(sandbox: Sandbox, chat_id: int, method: str = "sendMessage") -> int:
    return (await sandbox.call(TOKEN, method, {"chat_id": chat_id, "text": "x", "message_id": 1})).status


async def test_thirty_a_second_over_any_second(strict: Sandbox, clock: Clock) -> None:
    assert [await _send(strict, chat) for chat in range(1, 31)] == [200] * 30
    refused = await strict.call(TOKEN, "sendMessage", {"chat_id": 31, "text": "x"})
    assert (refused.status, refused.retry_after) == (429, 1)
    clock.advance(timedelta(seconds=0.9))
    assert await _send(strict, 31) == 429
    clock.advance(timedelta(seconds=0.1))
    assert await _send(strict, 31) == 200


async def test_one_a_second_to_one_chat_with_a_short_burst(strict: Sandbox, clock: Clock) -> None:
    assert [await _send(strict, 1) for _ in range(4)] == [200, 200, 200, 429]
    clock.advance(timedelta(seconds=1))
    assert [await _send(strict, 1) for _ in range(2)] == [200, 429]


async def test_edits_count_like_messages_and_answers_do_not(strict: Sandbox) -> None:
    assert [await _send(strict, 1, "editMessageText") for _ in range(4)][-1] == 429
    assert await _send(strict, 1, "getChat") == 200
    assert (await strict.call(TOKEN, "sendChatAction", {"chat_id": 1, "action": "typing"})).ok


async def test_counts_are_exact(sandbox: Sandbox, clock: Clock, call: Call, rita: Person) -> None:
    for text in "abc":
        await call("sendMessage", chat_id=7, text=text)
    clock.advance(timedelta(seconds=1))
    await call("sendMessage", chat_id=7, text="d")
    await call("editMessageText", chat_id=7, message_id=2, text="a, edited")
    await call("sendMessage", chat_id=8, text="nobody")
    counts, second = sandbox.counts, int(MONDAY.timestamp())
    assert counts.calls["sendMessage"] == 5
    assert counts.refused == {("sendMessage", 400): 1}
    assert dict(counts.by_second) == {second: 3, second + 1: 1}
    assert (counts.busiest_second, counts.delivered[7]) == (3, 4)
    assert counts.journal[-1].description == "Bad Request: chat not found"


async def test_memory_is_bounded_for_very_many_recipients(clock: Clock) -> None:
    sandbox = Sandbox(clock, history=1, journal=10)
    bot = sandbox.add_bot(TOKEN)
    sandbox.add_crowd(bot, range(1, 501))
    for _ in range(3):
        for chat in range(1, 501):
            await sandbox.call(TOKEN, "sendMessage", {"chat_id": chat, "text": "Time to run"})
    assert max(len(chat.messages) for chat in bot.chats.values()) == 1
    assert len(sandbox.counts.journal) == 10
    assert sum(sandbox.counts.delivered.values()) == 1500
