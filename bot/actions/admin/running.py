"""A broadcast that was confirmed: approve, pause, resume, cancel, recall, correct. The scheduler does the rest."""

from typing import Any

from bot.actions.admin.desk import Desk
from bot.actions.admin.errors import GoneError, SecondAdminError, WrongShapeError
from bot.actions.admin.wants import Want, Wants, want, wanted
from scheduler.verdicts import recallable
from storage import broadcasts, recipients
from storage.broadcasts import ENDED, MOVING, Broadcast, Shape, Stage

_HELD = (Stage.PAUSED, Stage.STOPPED)
_UNDER_WAY = (*MOVING, *_HELD)


async def get(desk: Desk, broadcast_id: int) -> Broadcast:
    """Any broadcast.

    Raises:
        GoneError: when there is none with this number.
    """
    found = await broadcasts.find(desk.tx, broadcast_id)
    if found is None:
        raise GoneError
    return found


async def watch(desk: Desk, broadcast: Broadcast, card_id: int | None) -> Broadcast:
    """The author looks at it in this message: from now on it is the card that lives."""
    if broadcast.author == desk.admin.id and broadcast.state is not Stage.DRAFT and card_id is not None:
        await broadcasts.change(desk.tx, broadcast.id, card_id=card_id)
    return broadcast


async def review(desk: Desk, broadcast_id: int, *, approved: bool) -> Broadcast:
    """A second admin's word on health content.

    Raises:
        SecondAdminError: when it is the author's own.
    """
    if (await get(desk, broadcast_id)).author == desk.admin.id:
        raise SecondAdminError
    stage = Stage.SCHEDULED if approved else Stage.CANCELLED
    ended = {} if approved else {"ended_at": desk.now}
    return await _move(desk, broadcast_id, (Stage.REVIEW,), stage, approved_by=desk.admin.id, **ended)


async def pause(desk: Desk, broadcast_id: int) -> Broadcast:
    """Nobody else gets it until it is resumed; what is in the air lands."""
    was = (await get(desk, broadcast_id)).state
    paused = await _move(desk, broadcast_id, MOVING, Stage.PAUSED, resumes_as=was)
    await recipients.hold(desk.tx, broadcast_id)
    return paused


async def resume(desk: Desk, broadcast_id: int) -> Broadcast:
    """Go on where it was; one that stopped by itself is not stopped again."""
    held = await get(desk, broadcast_id)
    insisted = held.insisted or held.state is Stage.STOPPED
    stage = held.resumes_as or Stage.RUNNING
    return await _move(desk, broadcast_id, _HELD, stage, resumes_as=None, insisted=insisted, why=None)


async def cancel(desk: Desk, broadcast_id: int) -> Broadcast:
    """Nobody else gets it, ever."""
    cancelled = await _move(desk, broadcast_id, (*_UNDER_WAY, Stage.REVIEW), Stage.CANCELLED)
    await recipients.give_up(desk.tx, broadcast_id, desk.now)
    return cancelled


async def recall(desk: Desk, broadcast_id: int) -> Broadcast:
    """Delete it where it was delivered within the last 48 hours; nobody else gets it.

    Raises:
        GoneError: when that time is over.
    """
    if not recallable(await get(desk, broadcast_id), desk.now):
        raise GoneError
    values = {"resumes_as": None, "ended_at": None}
    return await _move(desk, broadcast_id, (*_UNDER_WAY, *ENDED), Stage.RECALLING, **values)


async def ask_correction(desk: Desk, broadcast_id: int) -> Broadcast:
    """The admin's next message is the better wording."""
    found = await get(desk, broadcast_id)
    if found.state not in (*_HELD, *ENDED) or found.shape.album is not None:
        raise GoneError if found.shape.album is None else WrongShapeError
    await want(desk, Wants(Want.CORRECTION, broadcast_id))
    return found


async def take_correction(
    desk: Desk, broadcast_id: int, message_id: int, shape: Shape, wording: dict[str, Any]
) -> Broadcast:
    """This would be the better wording; nothing changes until `correct` is called.

    Raises:
        WrongShapeError: when a text is to become a medium, or the other way round.
        SecondAdminError: health content that was approved cannot be changed behind the second admin's back.
    """
    found = await get(desk, broadcast_id)
    if shape.album is not None or shape.text != found.shape.text:
        raise WrongShapeError
    if found.needs_second and desk.admin.id == found.author:
        raise SecondAdminError
    said = {"message_id": message_id, "wording": wording}
    await want(desk, Wants(Want.CORRECTION, broadcast_id, said=said))
    return found


async def correct(desk: Desk, broadcast_id: int) -> Broadcast:
    """Everybody's copy changes to the wording that this admin wrote last; who still waits gets that one.

    Raises:
        GoneError: when they wrote none.
    """
    found, wants = await get(desk, broadcast_id), await _correcting(desk, broadcast_id)
    if wants is None or wants.said is None or found.state not in (*_HELD, *ENDED):
        raise GoneError
    await want(desk, None)
    values = {"correction": wants.said["wording"], "edition": found.edition + 1, "ended_at": None}
    if found.shape.text:
        values |= {"message_ids": (wants.said["message_id"],), "chat_id": desk.admin.id}
    return await _move(desk, broadcast_id, (found.state,), Stage.CORRECTING, resumes_as=found.state, **values)


async def leave(desk: Desk, broadcast_id: int) -> Broadcast:
    """It stays as it is; the admin's next message is no correction."""
    if await _correcting(desk, broadcast_id) is not None:
        await want(desk, None)
    return await get(desk, broadcast_id)


async def _correcting(desk: Desk, broadcast_id: int) -> Wants | None:
    wants = await wanted(desk.tx, desk.keyring, desk.admin.id)
    return wants if wants and (wants.want, wants.about) == (Want.CORRECTION, broadcast_id) else None


async def _move(desk: Desk, broadcast_id: int, sources: tuple[Stage, ...], stage: Stage, **values: object) -> Broadcast:
    if not await broadcasts.move(desk.tx, broadcast_id, sources, stage, **values):
        raise GoneError
    return await get(desk, broadcast_id)
