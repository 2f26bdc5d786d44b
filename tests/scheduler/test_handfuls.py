"""Reminders that were taken in hand together, and what becomes of them when their process does not live to tell."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from scheduler import ledger, settling
from scheduler.ledger import LEASE
from scheduler.outcome import Outcome, OutcomeKind
from scheduler.reminders import reminders_of
from storage import claims, handfuls, reminders, runners, tables
from storage.database import Database
from storage.outbox import Message, Settlement, State
from tests.support.deliveries import NINE, SENT, SETTINGS, World, note
from tests.support.patience import until

SLOT = NINE.date().isoformat()


async def _held(database: Database) -> list[set[int]]:
    """Of each handful the runners."""
    async with database.reading() as tx:
        found = (await tx.execute(select(tables.handfuls.c.reminders))).scalars().all()
    return [{runner_id for *_, ids in said for runner_id in ids} for said in found]


async def _taken(world: World, runner_ids: Iterable[int]) -> dict[int, Message]:
    """These runners' reminders at nine, in the hand of a process of which we hear no more."""
    for runner_id in runner_ids:
        await world.runner(runner_id)
    return {message.runner_id: message for message in (await ledger.take(world.database, NINE, 100)).to_send}


def _sent(message: Message) -> Settlement:
    return settling.settled(message, SENT, NINE)


async def test_what_is_in_hand_is_one_row_until_each_has_one_of_its_own(world: World) -> None:
    taken = await _taken(world, (1, 2, 3))
    assert await _held(world.database) == [{1, 2, 3}]
    assert await world.rows() == []
    await ledger.write_down(world.database, [_sent(taken[2])], NINE)
    assert await world.rows() == [(State.SENT, None)]
    await ledger.write_down(
        world.database, [_sent(taken[1]), _sent(taken[3])], NINE, ledger.handfuls_of(taken.values())
    )
    assert await world.rows() == [(State.SENT, None)] * 3
    assert await _held(world.database) == []


async def test_nothing_is_held_any_more_when_all_have_landed_however_they_did(world: World) -> None:
    """Sent, nothing to say, blocked, lost on the way, no network; and one who wants to hear nothing."""
    for runner_id in range(1, 7):
        await world.runner(runner_id)
    async with world.database.transaction() as tx:
        await runners.change(tx, 6, muted=True)
    world.unsaid = {2}
    kinds = (OutcomeKind.BLOCKED, OutcomeKind.UNCERTAIN, OutcomeKind.NOT_SENT)
    world.answers = [SENT, *map(Outcome, kinds)]
    assert await world.at(NINE) == {State.SENT: 1, State.VOID: 3, State.PENDING: 2}
    assert await _held(world.database) == []
    assert await world.at(NINE + timedelta(seconds=5)) == {State.SENT: 2}
    assert await _held(world.database) == []


async def test_nothing_is_held_of_which_nothing_is_to_be_sent(world: World) -> None:
    await world.runner(1)
    async with world.database.transaction() as tx:
        await runners.change(tx, 1, muted=True)
    assert await world.at(NINE) == {State.VOID: 1}
    assert await _held(world.database) == []


async def test_a_try_that_was_nobodys_fault_does_not_count(world: World) -> None:
    await world.runner(1)
    await world.runner(2)
    world.answers = [Outcome(OutcomeKind.NOT_SENT), Outcome(OutcomeKind.UNCERTAIN)]
    assert await world.at(NINE) == {State.PENDING: 2}
    taken = await ledger.take(world.database, NINE + timedelta(seconds=5), 10)
    assert {message.runner_id: message.attempts for message in taken.to_send} == {1: 1, 2: 2}


async def test_what_a_killed_process_had_in_hand_is_sent_when_its_lease_is_over(world: World) -> None:
    taken = await _taken(world, (1, 2, 3))
    await ledger.write_down(world.database, [_sent(taken[2])], NINE)  # …and then it died
    assert await world.delivery.next_moment() == NINE + LEASE
    assert await world.at(NINE + LEASE - timedelta(seconds=1)) == {}
    assert await world.at(NINE + LEASE) == {State.SENT: 2}
    assert sorted(world.chats) == [1, 3]
    assert await _held(world.database) == []
    assert await world.at(NINE + 2 * LEASE) == {}


async def test_alone_a_process_may_take_it_up_at_once(world: World) -> None:
    await _taken(world, (1, 2))
    async with world.database.transaction() as tx:
        await claims.release_all(tx, NINE)
    assert await world.at(NINE) == {State.SENT: 2}


async def test_a_reminder_that_brings_the_process_down_is_given_up_in_the_end(world: World) -> None:
    await _taken(world, (1,))
    at = NINE
    for attempt in range(2, settling.ATTEMPTS + 1):
        at += LEASE
        taken = await ledger.take(world.database, at, 10)
        assert [message.attempts for message in taken.to_send] == [attempt]
    assert await world.at(at + LEASE) == {State.FAILED: 1}


async def test_who_was_given_up_for_dead_and_is_not_overwrites_nobody(world: World) -> None:
    first = (await _taken(world, (1,)))[1]
    [second] = (await ledger.take(world.database, NINE + LEASE, 10)).to_send
    late = Settlement(first, State.FAILED, error="late")
    await ledger.write_down(world.database, [late], NINE + LEASE, ledger.handfuls_of([first]))
    assert await world.rows() == [(State.SENDING, None)]
    await ledger.write_down(world.database, [_sent(second)], NINE + LEASE)
    assert await world.rows() == [(State.SENT, None)]


async def test_what_is_put_in_the_same_slot_meanwhile_is_not_said_twice(world: World) -> None:
    taken = await _taken(world, (1,))
    await world.put(note(kind="workout", slot=SLOT, due_at=NINE + timedelta(hours=1)))
    await ledger.write_down(world.database, [_sent(taken[1])], NINE, ledger.handfuls_of(taken.values()))
    assert await world.rows() == [(State.SENT, None)]
    assert await world.at(NINE + timedelta(hours=1)) == {}


async def test_a_slot_that_was_used_is_not_taken_in_hand(world: World) -> None:
    await world.runner(1, None)
    await world.put(note(kind="workout", slot=SLOT))
    assert await world.at(NINE) == {State.SENT: 1}
    async with world.database.transaction() as tx:
        await reminders.replace(tx, 1, reminders_of(1, SETTINGS, NINE - timedelta(minutes=1)))
    taken = await ledger.take(world.database, NINE, 10)
    assert (taken.to_send, taken.moved) == ((), 1)


async def test_a_reminder_whose_hour_is_moved_while_it_is_in_the_air_comes_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.runner(1)
    send, takes = world.delivery._send, 0
    take = ledger.take

    async def count(*asked: Any) -> Any:
        nonlocal takes
        taken = await take(*asked)
        takes += bool(taken)
        return taken

    async def slowly(chat: int, speech: str) -> Outcome:
        async with world.database.transaction() as tx:
            later = replace(SETTINGS, remind_at=time(9, 1))
            await reminders.replace(tx, 1, reminders_of(1, later, world.now))
        world.now += timedelta(minutes=1)
        world.delivery._news.set()
        await until(lambda: takes == 2)
        return await send(chat, speech)

    monkeypatch.setattr(ledger, "take", count)
    monkeypatch.setattr(world.delivery, "_send", slowly)
    await world.at(NINE)
    assert len(world.order) == 1
    assert await world.rows() == [(State.SENT, None)]


async def test_who_is_erased_while_a_reminder_is_in_the_air_leaves_nothing(world: World) -> None:
    taken = await _taken(world, (1, 2, 3))
    async with world.database.transaction() as tx:
        await runners.erase(tx, 2)
    assert await _held(world.database) == [{1, 3}]
    settlements = [_sent(message) for message in taken.values()]
    await ledger.write_down(world.database, settlements, NINE, ledger.handfuls_of(taken.values()))
    assert await world.rows() == [(State.SENT, None)] * 2


async def test_who_is_erased_and_a_worker_that_has_them_in_hand_do_not_wait_for_each_other(world: World) -> None:
    """Whichever comes first, the other one goes on after it: they lock what they share in the same order."""
    taken = await _taken(world, range(1, 30))
    settlements = [_sent(message) for message in taken.values()]

    async def erase(runner_id: int) -> None:
        async with world.database.transaction() as tx:
            await runners.erase(tx, runner_id)

    writing = ledger.write_down(world.database, settlements, NINE, ledger.handfuls_of(taken.values()))
    await asyncio.gather(*map(erase, range(1, 10)), writing, *map(erase, range(10, 20)))
    assert len(await world.rows()) == 10
    assert await _held(world.database) == []


async def test_one_who_is_in_nobodys_hand_changes_nothing(world: World) -> None:
    await _taken(world, (1,))
    async with world.database.transaction() as tx:
        await handfuls.forget(tx, 2)
    assert await _held(world.database) == [{1}]
