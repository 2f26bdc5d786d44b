import asyncio
from datetime import UTC, datetime, time, timedelta

from scheduler.landing import Landing
from storage.addressees import Addressee
from storage.outbox import Message, Priority, Settlement, State

NOON = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
ANNA = Addressee("UTC", time(22), time(8), muted=False, unreachable=False)
LEASE = timedelta(minutes=2)


def _sent(number: int) -> Settlement:
    message = Message(number, 1, "workout", str(number), NOON, Priority.REMINDER, {}, 1, False, ANNA, NOON + LEASE)
    return Settlement(message, State.SENT)


async def test_what_lands_in_one_moment_is_written_together() -> None:
    written: list[list[int]] = []

    async def write(settlements: list[Settlement]) -> None:
        written.append([each.message.id for each in settlements])

    landing = Landing(write, lambda: NOON, LEASE / 2)
    for number in range(6):
        landing.add(_sent(number))
        await asyncio.sleep(0)
    await landing.finish()

    assert written == [list(range(6))]


async def test_what_is_near_the_end_of_its_lease_after_waiting_for_others_is_left_to_keep_up() -> None:
    now = NOON
    written: list[int] = []

    async def write(settlements: list[Settlement]) -> None:
        written.extend(each.message.id for each in settlements)

    landing = Landing(write, lambda: now, LEASE / 2)
    landing.add(_sent(1))
    await asyncio.sleep(0)  # it waits for others now …
    now = NOON + LEASE  # … and the clock is moved
    await landing.finish()
    assert written == []

    await landing.keep_up()
    assert written == [1]
