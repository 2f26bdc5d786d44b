"""What the recipients of broadcasts get, looked up for all who ask in the same moment.

A thousand are taken at once where broadcasts are paid for: each with a look of its own would want a connection, too.
"""

import asyncio
from collections import defaultdict

from bot.outbound import posting
from bot.outbound.posting import Posting
from storage import audiences, broadcasts
from storage.database import Database
from storage.outbox import Message

_Asked = dict[int, "asyncio.Future[Posting | None]"]


class Postings:
    """One look at the database after the other; who asks meanwhile is part of the next."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asked: defaultdict[int, _Asked] = defaultdict(dict)  # by broadcast, by recipient
        self._looking: asyncio.Task[None] | None = None

    async def of(self, message: Message) -> Posting | None:
        """What this recipient gets; None when they have left the topic meanwhile."""
        asked = self._asked[int(message.slot)]
        answer = asked.setdefault(message.runner_id, asyncio.get_running_loop().create_future())
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        return await answer

    async def _look(self) -> None:
        try:
            while self._asked:
                broadcast_id, asked = self._asked.popitem()
                try:
                    await self._answer(broadcast_id, asked)
                except Exception as error:  # the fate of each who asked, not of whoever asks next
                    for answer in asked.values():
                        if not answer.done():
                            answer.set_exception(error)
        finally:
            self._looking = None

    async def _answer(self, broadcast_id: int, asked: _Asked) -> None:
        async with self._database.reading() as tx:
            found = await broadcasts.find(tx, broadcast_id)
            left = await audiences.left(tx, list(asked), found.topic) if found else asked.keys()
        copied = posting.of(found) if found else None
        for runner_id, answer in asked.items():
            if not answer.done():  # who asked may have been cancelled
                answer.set_result(None if runner_id in left else copied)
