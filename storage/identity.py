"""Does this key belong to this database? Found out at the start, not at the first runner."""

from sqlalchemy import select

from storage.database import Database
from storage.insert import insert_new
from storage.tables import facts

KEY_CHECK = "key_check"  # the fact's name
_WORD = "strideback"


async def check_key(database: Database) -> None:
    """Open the word that the first start locked; lock it now if this is the first start.

    Raises:
        KeyUnusableError: when the data was locked with another key.
    """
    async with database.transaction() as tx:
        first = {"name": KEY_CHECK, "value": database.keyring.lock(_WORD)}
        # Of several first starts at once, one is the first.
        await tx.execute(insert_new(tx.dialect.name, facts).values(first))
        locked = (await tx.execute(select(facts.c.value).where(facts.c.name == KEY_CHECK))).scalar_one()
        database.keyring.open(locked)
