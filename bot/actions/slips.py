"""A severe number that was mistyped: the only red flag that its own runner can take back, see docs/adr/0007."""

from bot.actions import reminding
from bot.actions.errors import StaleError
from bot.actions.visit import Visit, new_id
from protocols import slips
from protocols.diary import Answer, CheckIn, Slip


async def maybe(visit: Visit) -> CheckIn | Answer | None:
    """The number that may have been a slip, if the rules still let it be one."""
    return slips.slip(visit.protocol, await visit.diary(), visit.now, visit.today)


async def number(visit: Visit) -> int:
    """What it said, 0 to 10.

    Raises:
        StaleError: when there is no number that may be a slip.
    """
    return slips.number(await _found(visit))


async def take_back(visit: Visit) -> None:
    """The entry goes, and that it went is recorded.

    Raises:
        StaleError: when there is no number that may be a slip.
    """
    mistyped = await _found(visit)
    await visit.forget(mistyped.id)
    gone = slips.number(mistyped)
    await visit.record(Slip(id=new_id(), on=visit.today, at=visit.now, of=mistyped.id, pain=gone))
    await reminding.schedule(visit)


async def _found(visit: Visit) -> CheckIn | Answer:
    found = await maybe(visit)
    if found is None:
        raise StaleError
    return found
