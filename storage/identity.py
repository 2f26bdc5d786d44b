"""Does this key belong to this database? Found out at the start, not at the first runner."""

from sqlalchemy import insert, select

from storage.database import Database
from storage.tables import facts

KEY_CHECK = "key_check"  # the fact's name
_WORD = "strideback"


async def check_key(database: Database) -> None:
    """Open the word that the first start locked; lock it now if this is the first start.

    Raises:
        KeyUnusableError: when the data was locked with another key.
    """
    async with database.transaction() as tx:
        locked = (await tx.execute(select(facts.c.value).where(facts.c.name == KEY_CHECK))).scalar()
        if locked is None:
            await tx.execute(insert(facts).values(name=KEY_CHECK, value=database.keyring.lock(_WORD)))
        else:
            database.keyring.open(locked)
