"""A severe number that was mistyped, a sentence that was misheard: what runners can take back, see docs/adr/0007."""

from bot.actions import reminding
from bot.actions.errors import StaleError
from bot.actions.visit import Visit, new_id
from protocols import slips
from protocols.diary import Slip
from protocols.slips import Doubtful


async def maybe(visit: Visit) -> Doubtful | None:
    """What may have been a slip, if the rules still let it be one."""
    return slips.slip(visit.protocol, await visit.diary(), visit.now, visit.today)


async def number(visit: Visit) -> int | None:
    """The pain it told, 0 to 10; None for a sentence.

    Raises:
        StaleError: when there is nothing that may be a slip.
    """
    return slips.number(await _found(visit))


async def take_back(visit: Visit) -> None:
    """The entry goes, and that it went is recorded.

    Raises:
        StaleError: when there is nothing that may be a slip.
    """
    mistyped = await _found(visit)
    await visit.forget(mistyped.id)
    gone = slips.number(mistyped)
    await visit.record(Slip(id=new_id(), on=visit.today, at=visit.now, of=mistyped.id, pain=gone))
    await reminding.schedule(visit)


async def _found(visit: Visit) -> Doubtful:
    found = await maybe(visit)
    if found is None:
        raise StaleError
    return found
