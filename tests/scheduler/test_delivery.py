import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from time import monotonic
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from scheduler import delivery as delivery_module
from scheduler import ledger
from scheduler.budget import DAILY
from scheduler.clock import EVERY_DAY
from scheduler.delivery import Delivery, Share
from scheduler.ledger import LEASE, ONE_MOMENT
from scheduler.outcome import Outcome, OutcomeKind
from scheduler.pacing import Pace
from scheduler.reminders import Kind, ReminderSettings, morning_check, put_off, reminders_of
from storage import claims, outbox, reminders, runners
from storage.database import Database
from storage.outbox import Priority, State
from tests.support.deliveries import MORNING, NINE, SENT, SETTINGS, World, note


async def test_a_reminder_comes_at_its_local_time_once_each_day(world: World) -> None:
    await world.runner(1)
    assert await world.at(NINE - timedelta(seconds=1)) == {}
    assert await world.at(NINE) == {State.SENT: 1}
    assert await world.at(NINE + timedelta(hours=3)) == {}
    await world.at(NINE + timedelta(days=1))
    assert world.chats == {1: ["workout at 07:00", "workout at 07:00"]}


async def test_settings_saved_in_the_very_second_lose_no_reminder(world: World) -> None:
    await world.runner(1)
    world.now = NINE + timedelta(seconds=1)
    async with world.database.transaction() as tx:
        await reminders.replace(tx, 1, reminders_of(1, SETTINGS, world.now))
    assert await world.at(NINE + timedelta(seconds=2)) == {State.SENT: 1}


async def test_a_reminder_moved_to_another_hour_comes_then_and_one_taken_away_never(world: World) -> None:
    await world.runner(1, replace(SETTINGS, run_days=EVERY_DAY))
    async with world.database.transaction() as tx:
        await reminders.replace(tx, 1, reminders_of(1, replace(SETTINGS, remind_at=time(10, 0)), world.now))
        assert [rule.kind for rule in await reminders.of_runner(tx, 1)] == [Kind.SILENCE, Kind.WORKOUT]
    assert await world.at(NINE) == {}
    assert await world.at(NINE + timedelta(hours=1)) == {State.SENT: 1}


async def test_nothing_is_sent_when_there_is_nothing_to_say(world: World) -> None:
    await world.runner(1)
    world.unsaid.add(1)
    assert await world.at(NINE) == {State.VOID: 1}
    assert world.chats == {}


@pytest.mark.parametrize(("minutes", "state"), [(89, State.SENT), (90, State.FOLDED), (60 * 24 * 7, State.FOLDED)])
async def test_after_a_standstill_a_late_reminder_is_sent_once_or_folded(
    world: World, minutes: int, state: State
) -> None:
    await world.runner(1)
    async with world.database.transaction() as tx:
        await runners.change(tx, 1, seen_at=NINE + timedelta(minutes=minutes))
    assert await world.at(NINE + timedelta(minutes=minutes)) == {state: 1}
    coming = await world.delivery.next_moment()
    assert coming is not None
    assert world.now < coming <= world.now + timedelta(days=1)


async def test_the_next_moment_is_known_to_a_time_machine(world: World) -> None:
    assert await world.delivery.next_moment() is None
    await world.runner(1)
    assert await world.delivery.next_moment() == NINE
    await world.put(note(due_at=NINE - timedelta(minutes=5)))
    assert await world.delivery.next_moment() == NINE - timedelta(minutes=5)


async def test_a_slot_is_used_once_whoever_lines_it_up_again(world: World) -> None:
    await world.runner(1, None)
    await world.put(note(), note())
    await world.at(NINE)
    await world.put(note())
    assert await world.at(NINE + timedelta(minutes=1)) == {}
    assert len(world.chats[1]) == 1


async def test_a_muted_runner_hears_nothing_but_safety(world: World) -> None:
    await world.runner(1)
    async with world.database.transaction() as tx:
        await runners.change(tx, 1, muted=True)
    await world.put(note(kind="were_you_seen", priority=Priority.SAFETY))
    assert await world.at(NINE) == {State.SENT: 1, State.VOID: 1}
    assert world.chats == {1: ["were_you_seen at 07:00"]}


async def test_safety_goes_before_reminders_and_reminders_before_broadcasts(world: World) -> None:
    for runner_id in (1, 2, 3):
        await world.runner(runner_id, None)
    await world.put(
        note(1, "broadcast", priority=Priority.BROADCAST, due_at=NINE - timedelta(minutes=9)),
        note(2, "gate_offer", due_at=NINE - timedelta(minutes=5)),
        note(3, "safety", priority=Priority.SAFETY),
    )
    await world.at(NINE)
    assert [speech.split()[0] for speech in world.order] == ["safety", "gate_offer", "broadcast"]


async def test_whoever_blocked_the_bot_is_left_alone_until_they_are_back(world: World) -> None:
    await world.runner(1)
    world.answers = [Outcome(OutcomeKind.BLOCKED)]
    assert await world.at(NINE) == {State.VOID: 1}
    assert await world.at(NINE + timedelta(days=1)) == {}
    await world.put(note(due_at=NINE))
    assert await world.at(NINE + timedelta(days=1)) == {State.VOID: 1}
    async with world.database.transaction() as tx:
        await runners.change(tx, 1, blocked_at=None)
        await reminders.replace(tx, 1, reminders_of(1, SETTINGS, world.now))
    assert await world.at(NINE + timedelta(days=2)) == {State.SENT: 1}


async def test_a_flood_holds_everything_for_as_long_as_telegram_says(world: World) -> None:
    for runner_id in range(1, 10):
        await world.runner(runner_id)
    world.answers = [SENT, Outcome(OutcomeKind.FLOOD, retry_after=30)]
    await world.at(NINE)
    sent_before = len(world.order)
    assert sent_before < 9
    assert await world.at(NINE + timedelta(seconds=29)) == {}
    await world.at(NINE + timedelta(seconds=30))
    assert Counter(state for state, _ in await world.rows()) == {State.SENT: 9}
    assert sorted(world.chats) == list(range(1, 10))


async def test_a_lost_answer_is_tried_again_a_few_times_then_it_is_a_dead_letter(world: World) -> None:
    await world.runner(1)
    world.answers = [Outcome(OutcomeKind.SERVER_ERROR)] * 25
    for minutes in range(0, 60, 2):
        await world.at(NINE + timedelta(minutes=minutes))
    assert world.answers == []
    assert await world.rows() == [(State.FAILED, "server_error, 25 times")]


async def test_a_broadcast_whose_answer_was_lost_is_reported_and_never_sent_again(world: World) -> None:
    await world.runner(1, None)
    await world.put(note(kind="broadcast 1", priority=Priority.BROADCAST))
    world.answers = [Outcome(OutcomeKind.UNCERTAIN)]
    assert await world.at(NINE) == {State.UNSURE: 1}
    assert await world.at(NINE + timedelta(hours=1)) == {}
    assert len(world.chats[1]) == 1


@pytest.mark.parametrize(("priority", "state"), [(Priority.REMINDER, State.SENT), (Priority.BROADCAST, State.UNSURE)])
async def test_what_a_killed_process_had_in_hand_is_sent_again_unless_it_is_a_broadcast(
    world: World, priority: Priority, state: State
) -> None:
    await world.runner(1, None)
    await world.put(note(priority=priority))
    async with world.database.transaction() as tx:
        await claims.claim(tx, NINE, NINE + LEASE, 10, priority)  # …and then it died
    assert await world.at(NINE + LEASE - timedelta(seconds=1)) == {}
    assert await world.at(NINE + LEASE) == {state: 1}


async def test_a_message_that_brings_the_process_down_is_given_up_in_the_end(world: World) -> None:
    await world.runner(1, None)
    await world.put(note())
    at = NINE
    for _ in range(25):
        async with world.database.transaction() as tx:
            assert len(await claims.claim(tx, at, at + LEASE, 10, Priority.REMINDER)) == 1
        at += LEASE
    assert await world.at(at) == {State.FAILED: 1}


async def test_a_network_that_is_down_costs_no_attempt(world: World) -> None:
    await world.runner(1, None)
    await world.put(note())
    world.answers = [Outcome(OutcomeKind.NOT_SENT)] * 9
    for minutes in range(9):
        await world.at(NINE + timedelta(minutes=minutes))
    assert world.chats == {}
    assert await world.at(NINE + timedelta(minutes=9)) == {State.SENT: 1}


@pytest.mark.parametrize("kind", [OutcomeKind.BAD_REQUEST, OutcomeKind.FAILED, OutcomeKind.CHAT_MOVED])
async def test_our_own_mistake_is_a_dead_letter_at_once(world: World, kind: OutcomeKind) -> None:
    await world.runner(1, None)
    await world.put(note())
    world.answers = [Outcome(kind, detail="can't parse entities")]
    assert await world.at(NINE) == {State.FAILED: 1}


async def test_a_message_that_cannot_be_rendered_does_not_block_the_others(world: World) -> None:
    await world.runner(1)
    world.bug = KeyError("text")
    assert await world.at(NINE) == {State.FAILED: 1}
    world.bug = None
    await world.runner(2, None)
    await world.put(note(2))
    assert await world.at(NINE + timedelta(minutes=1)) == {State.SENT: 1}


async def test_a_database_that_goes_away_while_rendering_makes_the_message_wait(world: World) -> None:
    await world.runner(1, None)
    await world.put(note())
    world.bug = OperationalError("SELECT", {}, ConnectionRefusedError())
    assert await world.at(NINE) == {State.PENDING: 1}
    world.bug = None
    assert await world.at(NINE + timedelta(seconds=5)) == {State.SENT: 1}


async def test_what_was_sent_is_written_down_although_the_database_stumbles(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_module, "SETTLE_PAUSE", 0.01)
    await world.runner(1, None)
    await world.put(note())
    stumbles = [OperationalError("UPDATE", {}, ConnectionResetError())] * 3
    write_down = delivery_module.ledger.write_down

    async def stumble(*args: Any) -> None:
        if stumbles:
            raise stumbles.pop()
        await write_down(*args)

    monkeypatch.setattr(delivery_module.ledger, "write_down", stumble)
    assert await world.at(NINE) == {State.SENT: 1}
    assert await world.rows() == [(State.SENT, None)]


async def test_what_waited_long_for_its_turn_is_rendered_again(world: World) -> None:
    await world.runner(1)
    world.waits = 60
    await world.at(NINE)
    assert world.chats == {1: ["workout at 07:01"]}


async def test_what_waited_beyond_its_lease_is_put_back_unsent(world: World) -> None:
    await world.runner(1)
    world.waits = LEASE.total_seconds()
    world.before_send = world.delivery.stop
    task = asyncio.create_task(world.at(NINE))
    await asyncio.sleep(0.05)
    world.waits = 0
    await task
    assert len(world.order) == 1


async def test_a_crowd_of_messages_to_one_chat_gets_out_although_none_may_wait_for_long(database: Database) -> None:
    world, pace = World(database), Pace(1000, chat_gap=0.1)
    began = monotonic()
    delivery = Delivery(
        database,
        lambda: NINE + timedelta(seconds=monotonic() - began),
        render=world.render,
        send=world.send,
        turn=pace.turn,
        lease=timedelta(seconds=0.5),  # two or three turns
    )
    await world.runner(1, None)
    await world.put(*(note(slot=f"{number}", priority=Priority.SAFETY) for number in range(8)))
    async with asyncio.timeout(30):
        await delivery.tick()
    assert len(world.order) == 8
    assert await world.rows() == [(State.SENT, None)] * 8


async def test_stopping_sends_what_is_in_hand_and_leaves_the_rest_waiting(world: World) -> None:
    for runner_id in range(1, 21):
        await world.runner(runner_id)
    world.before_send = world.delivery.stop
    await world.at(NINE)
    states = Counter(state for state, _ in await world.rows())
    assert 1 <= states[State.SENT] == len(world.order) == states.total() <= 4
    async with world.database.reading() as tx:
        assert await reminders.next_moment(tx) == NINE  # the others wait where they were


async def test_two_ticks_at_once_send_everything_once(world: World) -> None:
    for runner_id in range(1, 41):
        await world.runner(runner_id)
    other = World(world.database, now=NINE, chats=world.chats)
    world.now = NINE
    await asyncio.gather(world.delivery.tick(), other.delivery.tick(), world.delivery.tick())
    assert {runner_id: len(got) for runner_id, got in world.chats.items()} == dict.fromkeys(range(1, 41), 1)


async def test_a_dropped_message_is_not_sent(world: World) -> None:
    await world.runner(1, None)
    await world.put(note(), note(kind=Kind.MORNING_CHECK))
    async with world.database.transaction() as tx:
        await outbox.drop(tx, 1, Kind.MORNING_CHECK)
    assert await world.at(NINE) == {State.SENT: 1}


async def test_later_and_the_morning_check_are_lined_up_for_their_moment(world: World) -> None:
    await world.runner(1, None)
    ran_at = datetime(2026, 6, 3, 21, 30, tzinfo=UTC)  # 23:30 in Berlin
    check = morning_check(1, "run-9", ran_at, SETTINGS)
    later = put_off(1, Kind.WORKOUT, NINE + timedelta(hours=1), "Europe/Berlin")
    assert (check.slot, check.due_at, check.about) == ("2026-06-04", NINE + timedelta(days=1), {"run": "run-9"})
    assert later.slot == "2026-06-03 later 10:00"
    await world.put(check, later)
    assert await world.at(NINE + timedelta(hours=1)) == {State.SENT: 1}
    assert await world.at(NINE + timedelta(days=1)) == {State.SENT: 1}


async def test_a_runner_who_falls_silent_is_asked_after_3_7_and_14_days_and_then_left_alone(world: World) -> None:
    settings = ReminderSettings(zone="Europe/Berlin", remind_at=time(9, 0), weekly=False)
    await world.runner(1, settings)
    for day in range(60):
        await world.at(NINE + timedelta(days=day))
    assert [speech.split()[0] for speech in world.order] == ["silence_3", "silence_7", "silence_14"]


async def test_a_runner_who_was_active_in_between_is_not_called_silent(world: World) -> None:
    settings = ReminderSettings(zone="Europe/Berlin", remind_at=time(9, 0), weekly=False)
    await world.runner(1, settings)
    async with world.database.transaction() as tx:
        await runners.change(tx, 1, seen_at=NINE + timedelta(days=2))
    for day in range(5):
        await world.at(NINE + timedelta(days=day))
    assert world.order == []
    await world.at(NINE + timedelta(days=5))
    assert world.order == ["silence_3 at 07:00"]


async def test_old_rows_are_forgotten(world: World) -> None:
    await world.runner(1, None)
    await world.put(note(), note(slot="y", due_at=NINE + timedelta(days=9)))
    await world.at(NINE)
    async with world.database.transaction() as tx:
        assert await outbox.forget_old(tx, NINE + timedelta(days=60)) == 1
    assert len(await world.rows()) == 1


async def test_alone_a_process_may_take_up_at_once_what_it_had_in_hand(world: World) -> None:
    await world.runner(1, None)
    await world.put(note())
    async with world.database.transaction() as tx:
        await claims.claim(tx, NINE, NINE + LEASE, 10, Priority.REMINDER)
        await claims.release_all(tx, NINE)
    assert await world.at(NINE) == {State.SENT: 1}


async def test_paid_broadcasts_are_delivered_beside_all_else(world: World) -> None:
    for runner_id in (1, 2):
        await world.runner(runner_id)
    await world.put(note(2, "broadcast", priority=Priority.BROADCAST))
    shares = (Share((Priority.BROADCAST,)), Share((Priority.ANSWER, Priority.SAFETY, Priority.REMINDER)))
    news, rest = (
        Delivery(world.database, lambda: NINE, render=world.render, send=world.send, share=share) for share in shares
    )
    assert await news.tick() == {State.SENT: 1}
    assert world.chats == {2: ["broadcast at 07:00"]}
    assert await rest.tick() == {State.SENT: 2}
    assert sorted(world.chats) == [1, 2]


async def test_a_database_that_breaks_while_messages_fly_is_told_and_they_land_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.runner(1, None)
    await world.put(note())
    takes = [delivery_module.ledger.take]

    async def stumble(*asked: Any) -> Any:
        if takes:
            return await takes.pop()(*asked)
        raise OperationalError("SELECT", {}, ConnectionResetError())

    monkeypatch.setattr(delivery_module.ledger, "take", stumble)
    with pytest.raises(OperationalError):
        await world.at(NINE)
    monkeypatch.undo()
    assert await world.at(NINE) == {State.SENT: 1}
    assert await world.rows() == [(State.SENT, None)]
    assert len(world.order) == 1


async def test_reminders_of_one_runner_that_are_taken_one_after_the_other_share_a_budget(world: World) -> None:
    """Four are due at once and two are in hand at a time: what is under way counts as heard."""
    await world.runner(1, None)
    for kind in ("workout", "run", "weekly", "gate_offer"):
        await world.put(note(kind=kind))
    assert (await world.at(NINE))[State.SENT] == DAILY
    assert await world.at(NINE + ONE_MOMENT) == {State.PENDING: 1}  # a gate's offer keeps until tomorrow


async def test_what_had_nothing_to_say_leaves_its_place_to_others(world: World) -> None:
    """Four are due at once, of which one has nothing to say: that is known only when it is rendered."""
    await world.runner(1, None)
    for kind in ("run", "workout", "weekly", "gate_offer"):
        await world.put(note(kind=kind))
    world.nothing_of = "run"
    assert await world.at(NINE) == {State.SENT: DAILY - 1, State.VOID: 1, State.PENDING: 1}
    assert await world.at(NINE + ONE_MOMENT) == {State.SENT: 1}


async def test_a_tick_that_is_cancelled_while_the_database_is_away_ends_and_forgets_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.runner(1, None)
    await world.put(note())
    asked = asyncio.Event()

    async def away(*_: Any) -> None:
        asked.set()
        raise OperationalError("UPDATE", {}, ConnectionResetError())

    monkeypatch.setattr(delivery_module.ledger, "write_down", away)
    ticking = asyncio.create_task(world.at(NINE))
    await asyncio.wait_for(asked.wait(), 5)
    ticking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(ticking, 5)
    monkeypatch.undo()
    assert await world.at(NINE) == {State.SENT: 1}
    assert len(world.order) == 1


async def test_what_waits_in_the_outbox_goes_before_what_has_just_become_due(world: World) -> None:
    for runner_id in range(1, 9):
        await world.runner(runner_id)
    await world.runner(9, None)
    await world.put(note(9, due_at=NINE - timedelta(minutes=1)))
    await world.at(NINE)
    assert world.order[0].startswith("gate_offer")
    assert len(world.order) == 9


async def test_what_was_sent_but_could_not_be_written_down_is_written_down_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.runner(1, None)
    await world.put(note())
    write_down = delivery_module.ledger.write_down

    async def bug(*_: Any) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(delivery_module.ledger, "write_down", bug)
    with pytest.raises(KeyError):
        await world.at(NINE)
    monkeypatch.setattr(delivery_module.ledger, "write_down", write_down)
    assert await world.at(NINE) == {State.SENT: 1}
    assert len(world.order) == 1


async def test_reminders_alike_and_of_all_kinds_of_days_and_zones_come_when_each_is_due(world: World) -> None:
    zones = ("Europe/Berlin", "Europe/Madrid", "Asia/Kolkata")
    for runner_id in range(1, 31):
        rested = replace(SETTINGS, zone=zones[runner_id % 3], workout_days=EVERY_DAY if runner_id % 2 else 0b100)
        await world.runner(runner_id, rested)
    assert await world.at(NINE) == {State.SENT: 20}
    assert {runner_id % 3 for runner_id in world.chats} == {0, 1}
    await world.at(NINE + timedelta(days=1))
    assert {runner_id: len(got) for runner_id, got in world.chats.items() if runner_id % 3 == 0} == {
        runner_id: 1 + runner_id % 2 for runner_id in range(3, 31, 3)
    }


async def test_reminders_alike_are_judged_for_each_runner_by_what_they_want_to_hear_and_when(world: World) -> None:
    settings = replace(SETTINGS, remind_at=time(9, 0))
    terms: dict[int, dict[str, Any]] = {
        1: {"muted": False},
        2: {"muted": True},
        3: {"quiet_to": time(9, 20)},
        4: {"blocked_at": MORNING},
        5: {"quiet_to": time(7, 0)},
        6: {"quiet_from": time(8, 0), "quiet_to": time(12, 0)},
    }
    for runner_id, its in terms.items():
        await world.runner(runner_id, settings)
        async with world.database.transaction() as tx:
            await runners.change(tx, runner_id, **its)
    everybody = Share(in_flight=20)
    world.delivery = Delivery(world.database, lambda: world.now, render=world.render, send=world.send, share=everybody)

    assert await world.at(NINE) == {State.SENT: 2, State.VOID: 2, State.PENDING: 2}
    assert set(world.chats) == {1, 5}
    await world.at(NINE + timedelta(minutes=20))
    await world.at(NINE + timedelta(hours=3))
    assert world.chats == {
        1: ["workout at 07:00"],
        5: ["workout at 07:00"],
        3: ["workout at 07:20"],
        6: ["workout at 10:00"],
    }


async def test_runners_who_fell_silent_on_different_days_are_asked_together_about_their_own(world: World) -> None:
    settings = ReminderSettings(zone="Europe/Berlin", remind_at=time(9, 0), weekly=False)
    for runner_id, days in ((1, 3), (2, 3), (3, 8), (4, 1)):
        await world.runner(runner_id, settings)
        async with world.database.transaction() as tx:
            seen_at = NINE - timedelta(days=days, minutes=runner_id)
            await runners.change(tx, runner_id, seen_at=seen_at)
            await reminders.advance(tx, Kind.SILENCE, [runner_id], NINE)
    await world.at(NINE)
    assert world.chats == {1: ["silence_3 at 07:00"], 2: ["silence_3 at 07:00"], 3: ["silence_7 at 07:00"]}


async def test_what_is_claimed_again_does_not_stand_in_its_own_way(world: World) -> None:
    """Its lease is over while it is still in the air, and it is the last that the runner may hear today."""
    await world.runner(1, None)
    await world.put(note(kind="run"), note(kind="workout"))
    assert await world.at(NINE) == {State.SENT: DAILY - 1}
    await world.put(note())
    first = await ledger.take(world.database, NINE, 10)
    again = await ledger.take(world.database, NINE + LEASE, 10, under_way=first.to_send)
    assert [message.attempts for message in (*first.to_send, *again.to_send)] == [1, 2]
