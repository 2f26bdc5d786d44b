from types import SimpleNamespace
from typing import Any

import pytest
from telegram.ext import ApplicationHandlerStop

from bot.inbound.throttle import Throttle
from tests.support.persona import Persona, Stage


class Flood:
    """A throttle in front of the bot on the stage, with seconds that a test moves."""

    def __init__(self, stage: Stage) -> None:
        self.now = 0.0
        self.throttle = Throttle(lambda: self.now)
        stage.bot.add_handler(self.throttle.handler(), -1)


@pytest.fixture
async def flood(on_stage: Stage) -> Flood:
    return Flood(on_stage)


async def test_a_flood_from_one_is_answered_once_and_costs_the_others_nothing(on_stage: Stage, flood: Flood) -> None:
    rita, sam = on_stage.person(), on_stage.person("Sam", 7002)
    for _ in range(30):
        await rita.says("/help")
    heard = [await rita.says("/help") for _ in range(20)]
    assert heard[0].startswith("That was a lot")
    assert not any(heard[1:])
    assert "/today" in await sam.says("/help")


async def test_after_a_rest_the_bot_listens_again(on_stage: Stage, flood: Flood) -> None:
    rita: Persona = on_stage.person()
    for _ in range(31):
        await rita.says("/help")
    assert not await rita.says("/help")
    flood.now += 1.0
    assert "/today" in await rita.says("/help")


async def test_who_was_told_is_not_remembered_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.inbound.throttle.REMEMBERED", 3)
    throttle = Throttle(lambda: 0.0)
    for number in range(1, 20):
        update: Any = SimpleNamespace(effective_user=SimpleNamespace(id=number))
        context: Any = _Says()
        for _ in range(30):
            await throttle.check(update, context)
        with pytest.raises(ApplicationHandlerStop):
            await throttle.check(update, context)
    assert len(throttle._told) <= 3


class _Says:
    """Enough of a context to be spoken through."""

    async def say(self, speech: object) -> None:
        """Nothing."""
