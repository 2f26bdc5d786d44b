"""A broadcast before it is confirmed: its message, topic, audience and moment."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.admin.desk import Desk
from bot.actions.admin.errors import EmptyBroadcastError, GoneError, NobodyError, PastError, PromotionError, TooFewError
from bot.actions.admin.wants import Want, Wants, want
from scheduler.clock import moment
from storage import audiences, broadcasts
from storage.broadcasts import Broadcast, Shape, Stage, Topic, Who

MORNING = time(9, 0)  # P: "tomorrow"


async def begin(desk: Desk) -> Broadcast:
    """A new draft; the admin's next message is what will be sent."""
    draft = await broadcasts.add(desk.tx, desk.admin.id, desk.now)
    await want(desk, Wants(Want.MESSAGE, draft.id))
    return draft


async def draft_of(desk: Desk, broadcast_id: int) -> Broadcast:
    """The admin's own draft.

    Raises:
        GoneError: when it is no draft any more, or somebody else's.
    """
    found = await broadcasts.find(desk.tx, broadcast_id)
    if found is None or found.state is not Stage.DRAFT or found.author != desk.admin.id:
        raise GoneError
    return found


async def ask_message(desk: Desk, broadcast_id: int) -> Broadcast:
    """Another message instead."""
    draft = await draft_of(desk, broadcast_id)
    await want(desk, Wants(Want.MESSAGE, draft.id))
    return draft


async def take_message(desk: Desk, broadcast_id: int, message_id: int, shape: Shape) -> Broadcast:
    """This is the message, or the next one of its album."""
    draft = await draft_of(desk, broadcast_id)
    same_album = shape.album is not None and draft.shape.album == shape.album
    ids = tuple(sorted({*draft.message_ids, message_id})) if same_album else (message_id,)
    shape = replace(shape, promotes=shape.promotes or (same_album and draft.shape.promotes))
    await want(desk, Wants(Want.ALBUM, draft.id, shape.album) if shape.album else None)
    return await _change(desk, draft, chat_id=desk.admin.id, message_ids=ids, shape=shape)


async def choose_topic(desk: Desk, broadcast_id: int, topic: str) -> Broadcast:
    """What it is about."""
    return await _change(desk, await draft_of(desk, broadcast_id), topic=Topic(topic))


async def switch(desk: Desk, broadcast_id: int, what: str) -> Broadcast:
    """Mark it as health content or not; with a test cohort or without."""
    draft = await draft_of(desk, broadcast_id)
    return await _change(
        desk, draft, **({"health": not draft.health} if what == "health" else {"test": not draft.test})
    )


async def choose_audience(desk: Desk, broadcast_id: int, part: str, value: str) -> Broadcast:
    """One dimension of the audience; `any` opens it."""
    draft = await draft_of(desk, broadcast_id)
    chosen: Any = None if value == "any" else value
    if part == "who":
        chosen = next((each for each in Who if each == value), Who.EVERYONE)
    return await _change(desk, draft, audience=replace(draft.audience, **{part: chosen}))


async def choose_moment(desk: Desk, broadcast_id: int, choice: str) -> Broadcast:
    """`now`, `1h`, `tomorrow`; `type` waits for a typed moment; `0930` is a time on everybody's own wall."""
    draft = await draft_of(desk, broadcast_id)
    if choice == "type":
        await want(desk, Wants(Want.MOMENT, draft.id))
        return draft
    if choice.isdecimal():
        at = time(int(choice[:2]), int(choice[2:]))
        return await _change(desk, draft, send_at=None, local_time=at)
    tomorrow = desk.now.astimezone(ZoneInfo(desk.zone)).date() + timedelta(days=1)
    chosen = {
        "now": None,
        "1h": desk.now + timedelta(hours=1),
        "tomorrow": moment(tomorrow, MORNING, ZoneInfo(desk.zone)),
    }
    return await _change(desk, draft, send_at=chosen[choice], local_time=None)


async def take_moment(desk: Desk, broadcast_id: int, text: str) -> Broadcast:
    """A typed moment on the admin's own wall, such as `2026-03-05 18:00`.

    Raises:
        PastError: when it cannot be read or is over.
    """
    try:
        said = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise PastError from error
    send_at = moment(said.date(), said.time(), ZoneInfo(desk.zone)) if said.tzinfo is None else said
    if send_at <= desk.now:
        raise PastError
    await want(desk, None)
    return await _change(desk, await draft_of(desk, broadcast_id), send_at=send_at, local_time=None)


async def count(desk: Desk, draft: Broadcast) -> Broadcast:
    """The same, with how many would get it now."""
    found = await audiences.count(desk.tx, desk.keyring, draft.topic, draft.audience, desk.now)
    return replace(draft, expected=found)


async def confirm(desk: Desk, broadcast_id: int, card_id: int | None) -> Broadcast:
    """It goes its way: at its moment, or to a second admin first.

    Raises:
        EmptyBroadcastError, NobodyError, TooFewError, PromotionError, PastError: when it cannot.
    """
    draft = await count(desk, await draft_of(desk, broadcast_id))
    if not draft.message_ids:
        raise EmptyBroadcastError
    if not draft.expected:
        raise NobodyError
    if draft.audience.asks_for_health and draft.expected < audiences.FEWEST:
        raise TooFewError
    if draft.topic is Topic.SAFETY and draft.shape.promotes:
        raise PromotionError
    if draft.send_at is not None and draft.send_at <= desk.now:
        raise PastError
    stage = Stage.REVIEW if draft.needs_second else Stage.SCHEDULED
    values = {"expected": draft.expected, "confirmed_at": desk.now, "card_id": card_id}
    await want(desk, None)
    if not await broadcasts.move(desk.tx, draft.id, (Stage.DRAFT,), stage, **values):
        raise GoneError
    return replace(draft, state=stage, confirmed_at=desk.now, card_id=card_id)


async def discard(desk: Desk, broadcast_id: int) -> None:
    """The draft ends here; nobody got anything."""
    draft = await draft_of(desk, broadcast_id)
    await want(desk, None)
    await broadcasts.move(desk.tx, draft.id, (Stage.DRAFT,), Stage.CANCELLED, ended_at=desk.now)


async def _change(desk: Desk, draft: Broadcast, **values: object) -> Broadcast:
    await broadcasts.change(desk.tx, draft.id, **values)
    return replace(draft, **values)  # type: ignore[arg-type]  # the same names and types as above
