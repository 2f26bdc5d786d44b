from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.model import Bot, Json
from sandbox.people import Person
from sandbox.reply import Reply
from tests.support.botapi import result_problems, type_problems

TOKEN = "42:abc"
MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)

#: calls a method as the bot and gives the whole reply
Call = Callable[..., Awaitable[Reply]]


async def updates_of(sandbox: Sandbox) -> list[Json]:
    """Everything waiting, confirmed, each one valid."""
    updates = (await sandbox.call(TOKEN, "getUpdates")).result
    assert isinstance(updates, list)
    for update in updates:
        assert type_problems("Update", update) == []
    if updates:
        await sandbox.call(TOKEN, "getUpdates", {"offset": updates[-1]["update_id"] + 1})
    return updates


@pytest.fixture
def clock() -> Clock:
    return Clock.frozen(MONDAY)


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    return Sandbox(clock)


@pytest.fixture
def bot(sandbox: Sandbox) -> Bot:
    return sandbox.add_bot(TOKEN)


@pytest.fixture
def rita(sandbox: Sandbox, bot: Bot) -> Person:
    """A runner who has pressed Start; the bot has not fetched it yet."""
    person = sandbox.add_person("Rita", id=7)
    person.say("/start")
    return person


@pytest.fixture
def call(sandbox: Sandbox, bot: Bot) -> Call:
    async def call(method: str, **params: Any) -> Reply:
        files = params.pop("files", None)
        reply = await sandbox.call(TOKEN, method, params, files)
        assert not reply.ok or result_problems(method, reply.result) == []
        return reply

    return call
