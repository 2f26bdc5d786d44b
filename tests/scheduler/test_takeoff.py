import asyncio
from datetime import UTC, datetime, time

from scheduler.takeoff import TOGETHER, Takeoff
from storage.addressees import Addressee
from storage.outbox import Message, Priority

NOON = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
ANNA = Addressee("UTC", time(22), time(8), muted=False, unreachable=False)


def _message(number: int) -> Message:
    return Message(number, 1, "workout", str(number), NOON, Priority.REMINDER, {}, 1, False, ANNA, NOON)


async def test_a_crowd_sets_off_in_order_and_the_loop_comes_round_in_between() -> None:
    flown: list[int] = []

    async def fly(message: Message) -> None:
        flown.append(message.id)

    takeoff = Takeoff(fly)
    takeoff.add(_message(number) for number in range(300))
    takeoff.add(_message(number) for number in range(300, 500))
    most, before = 0, 0
    while len(flown) < 500:
        await asyncio.sleep(0)
        most, before = max(most, len(flown) - before), len(flown)

    assert flown == list(range(500))
    assert most <= TOGETHER


async def test_who_is_cancelled_after_handing_messages_over_does_not_stop_them() -> None:
    flown: list[int] = []
    all_gone = asyncio.Event()

    async def fly(message: Message) -> None:
        flown.append(message.id)
        if len(flown) == 120:
            all_gone.set()

    takeoff = Takeoff(fly)

    async def hand_over() -> None:
        takeoff.add(_message(number) for number in range(120))
        await asyncio.Event().wait()

    caller = asyncio.create_task(hand_over())
    await asyncio.sleep(0)
    caller.cancel()

    async with asyncio.timeout(10):
        await all_gone.wait()
    assert len(flown) == 120


async def test_messages_that_wait_for_an_answer_are_all_under_way_at_once_and_soon() -> None:
    flying, passes = 0, 0
    answer = asyncio.Event()

    async def fly(_message: Message) -> None:
        nonlocal flying
        flying += 1
        await answer.wait()

    takeoff = Takeoff(fly)
    takeoff.add(_message(number) for number in range(400))
    while flying < 400:
        await asyncio.sleep(0)
        passes += 1
    assert passes <= 2 * 400 / TOGETHER

    answer.set()
    await asyncio.sleep(0)
    takeoff.add([_message(400)])
    for _ in range(3):
        await asyncio.sleep(0)
    assert flying == 401


async def test_as_long_as_nothing_has_to_be_waited_for_few_tasks_are_made() -> None:
    tasks: set[asyncio.Task[None] | None] = set()
    all_gone = asyncio.Event()

    async def fly(message: Message) -> None:
        tasks.add(asyncio.current_task())
        if message.id < 50:
            await asyncio.sleep(0.001)
        if message.id == 999:
            all_gone.set()

    Takeoff(fly).add(_message(number) for number in range(1000))
    async with asyncio.timeout(10):
        await all_gone.wait()
    assert len(tasks) < 150
