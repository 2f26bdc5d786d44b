"""What runners heard lately without having asked: all that the message budget needs to know."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, Text, bindparam, func, literal_column, select

from storage.bulk import given, is_among, list_of, numbers
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
    dialect = tx.dialect.name
    when = {"runner_ids": numbers(dialect, runner_ids), "midnight": midnight, "since": since}
    found: dict[int, Heard] = {}
    for alike, today, week, unanswered in (await tx.execute(_heard(dialect), when)).all():
        found |= dict.fromkeys(alike, Heard(today, week, unanswered))
    return found


@cache
def _heard(dialect: str) -> Select[*tuple[Any, ...]]:
    settled_at = outbox.c.settled_at
    each = (
        select(
            runners.c.id,
            func.count().filter(settled_at >= given("midnight", settled_at)).label("today"),
            func.count().label("week"),
            func.count().filter(settled_at > runners.c.seen_at).label("unanswered"),
        )
        .join_from(outbox, runners)
        .where(
            # Of the runners, so that each is looked up once, and not for every message they got.
            is_among(dialect, runners.c.id, bindparam("runner_ids", type_=Text)),
            settled_at > given("since", settled_at),
        )
        # Spelled out as in the index, so that both databases see that it fits.
        .where(literal_column("outbox.state = 'sent' AND outbox.priority = 2"))
        .group_by(runners.c.id)
        .subquery("each_runner")
    )
    counts = each.c["today", "week", "unanswered"]
    return select(list_of(dialect, each.c.id), *counts).group_by(*counts)
