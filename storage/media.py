"""Files that Telegram already has: file ids are good for one bot only, and not for ever."""

from sqlalchemy import delete, select

from storage.database import Transaction
from storage.insert import insert_new
from storage.tables import media_files


async def file_id(tx: Transaction, bot_id: int, key: str) -> str | None:
    """The id under which this bot may send the file again."""
    known = select(media_files.c.file_id).where(media_files.c.bot_id == bot_id, media_files.c.key == key)
    found: str | None = (await tx.execute(known)).scalar()
    return found


async def remember(tx: Transaction, bot_id: int, key: str, new: str) -> None:
    """Keep the id of a file that was just uploaded."""
    await forget(tx, bot_id, key)
    # Somebody else may be uploading the same file: either id is good.
    await tx.execute(insert_new(tx.dialect.name, media_files), [{"bot_id": bot_id, "key": key, "file_id": new}])


async def forget(tx: Transaction, bot_id: int, key: str) -> None:
    """Telegram does not know this id any more: the file has to be uploaded again."""
    await tx.execute(delete(media_files).where(media_files.c.bot_id == bot_id, media_files.c.key == key))
