from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from bot.outbound.paced import FLOODS, PacedRequest
from bot.transport import AiohttpRequest
from scheduler.limits import Departure
from scheduler.pacing import Pace, turn_taken
from storage.outbox import Priority
from tests.delivery.bot_api import TOKEN, BotApi, bot_api


class CountingPace(Pace):
    """Lets everybody through and notes who came and what Telegram said."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[tuple[int, Priority]] = []
        self.holds: list[float] = []

    async def turn(self, chat_id: int, priority: Priority = Priority.ANSWER, patience: float = 2.0) -> Departure:
        self.turns.append((chat_id, priority))
        return Departure(0.0, 0.0)

    def hold(self, seconds: float) -> None:
        self.holds.append(seconds)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with bot_api() as api:
        yield api


@pytest.fixture
def pace() -> CountingPace:
    return CountingPace()


@pytest.fixture
async def bot(api: BotApi, pace: Pace) -> AsyncIterator[Bot]:
    async with PacedRequest(AiohttpRequest(), pace) as request:
        yield Bot(TOKEN, base_url=f"{api.url}/bot", request=request)


async def test_messages_edits_and_copies_take_a_turn_and_nothing_else_does(bot: Bot, pace: CountingPace) -> None:
    await bot.send_message(1, "hi")
    await bot.edit_message_text("ho", chat_id=2, message_id=7)
    await bot.copy_message(chat_id=3, from_chat_id=1, message_id=7)
    await bot.send_chat_action(4, "typing")
    await bot.answer_callback_query("5")
    await bot.get_me()
    assert pace.turns == [(1, Priority.ANSWER), (2, Priority.ANSWER), (3, Priority.ANSWER)]


async def test_what_had_its_turn_takes_no_second_one(bot: Bot, pace: CountingPace) -> None:
    with turn_taken(None):
        await bot.send_message(1, "hi")
    assert pace.turns == []


async def test_an_answer_that_meets_a_flood_is_sent_after_the_pause(api: BotApi, bot: Bot, pace: CountingPace) -> None:
    api.will(429, parameters={"retry_after": 3})
    message = await bot.send_message(1, "hi")
    assert message.message_id == 7
    assert pace.holds == [3.0]
    assert pace.turns == [(1, Priority.ANSWER)] * 2


async def test_floods_one_after_the_other_are_an_error_in_the_end(api: BotApi, bot: Bot, pace: CountingPace) -> None:
    for _ in range(FLOODS):
        api.will(429, parameters={"retry_after": 1})
    with pytest.raises(RetryAfter):
        await bot.send_message(1, "hi")
    assert len(pace.turns) == FLOODS


async def test_what_nobody_asked_for_goes_back_at_the_first_flood(api: BotApi, bot: Bot, pace: CountingPace) -> None:
    api.will(429, parameters={"retry_after": 3})
    with pytest.raises(RetryAfter), turn_taken(None):
        await bot.send_message(1, "hi")
    assert pace.holds == [3.0]


async def test_a_flood_that_is_longer_than_a_runner_waits_is_an_error_at_once(api: BotApi) -> None:
    pace = Pace()
    pace.hold(100)
    async with PacedRequest(AiohttpRequest(), pace) as request:
        with pytest.raises(RetryAfter):
            await Bot(TOKEN, base_url=f"{api.url}/bot", request=request).send_message(1, "hi")
    assert api.asked == []


async def test_its_name_tells_no_token(bot: Bot) -> None:
    assert repr(bot.request) == "PacedRequest(AiohttpRequest(connections=256))"


@pytest.fixture
async def paying(api: BotApi, pace: Pace) -> AsyncIterator[tuple[Bot, Pace]]:
    paid = pace.paid(1000)
    async with PacedRequest(AiohttpRequest(), pace, paid) as request:
        yield Bot(TOKEN, base_url=f"{api.url}/bot", request=request), paid


async def test_only_what_had_a_paid_turn_is_paid_for(api: BotApi, paying: tuple[Bot, Pace]) -> None:
    bot, paid = paying
    with turn_taken(await paid.turn(1, Priority.BROADCAST)):
        await bot.copy_message(1, 2, 3)
    await bot.send_message(1, "an answer")
    with turn_taken(None):
        await bot.send_message(1, "a reminder")
    assert [body.get("allow_paid_broadcast") for _, body in api.asked] == [True, None, None]


async def test_what_nobody_can_pay_for_takes_a_free_turn(
    api: BotApi, paying: tuple[Bot, Pace], pace: CountingPace
) -> None:
    bot, paid = paying
    with turn_taken(await paid.turn(1, Priority.BROADCAST)):
        await bot.edit_message_text("corrected", 1, 7)
    assert pace.turns == [(1, Priority.BROADCAST)]
    assert "allow_paid_broadcast" not in api.asked[0][1]


async def test_a_flood_of_paid_messages_holds_up_no_answer(
    api: BotApi, paying: tuple[Bot, Pace], pace: CountingPace
) -> None:
    bot, paid = paying
    api.will(429, parameters={"retry_after": 3})
    with turn_taken(await paid.turn(1, Priority.BROADCAST)), pytest.raises(RetryAfter):
        await bot.copy_message(1, 2, 3)
    assert pace.holds == []
    assert paid.limits.held_for(paid._clock()) > 2
