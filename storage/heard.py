"""What runners heard lately without having asked: all that the message budget needs to know."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, literal_column, select

from storage.bulk import among
from storage.database import Transaction
from storage.tables import outbox, runners


class Heard(NamedTuple):
    """How many reminders a runner got in their day and in seven days, and how many of these they did not react to."""

    today: int = 0
    week: int = 0
    unanswered: int = 0

    def and_more(self, number: int) -> "Heard":
        """With so many that are about to be sent."""
        return Heard(self.today + number, self.week + number, self.unanswered + number)


async def heard(
    tx: Transaction, runner_ids: Collection[int], *, midnight: datetime, since: datetime
) -> dict[int, Heard]:
    """What these runners heard in the week that began at `since` and the day that began at `midnight`.

    Reminders only: answers, safety and broadcasts do not count. Who heard nothing is missing.
    """
    of_these = among(tx, outbox.c.runner_id, runner_ids) & (outbox.c.settled_at > since)
    rows = (await tx.execute(_HEARD.where(of_these), {"midnight": midnight})).all()
    return {runner_id: Heard(today, week, unanswered) for runner_id, today, week, unanswered in rows}


_HEARD = (
    select(
        outbox.c.runner_id,
        func.count().filter(outbox.c.settled_at >= bindparam("midnight", type_=outbox.c.settled_at.type)),
        func.count(),
        func.count().filter(outbox.c.settled_at > runners.c.seen_at),
    )
    .join_from(outbox, runners)
    # Spelled out as in the index, so that both databases see that it fits.
    .where(literal_column("outbox.state = 'sent' AND outbox.priority = 2"))
    .group_by(outbox.c.runner_id)
)
