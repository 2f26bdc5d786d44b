"""How many each choice of an audience would make, while the other choices stay as they are."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storage import audiences
from storage.audiences import ACTIVE, SILENT
from storage.broadcasts import Audience, Topic, Who
from storage.crypto import Keyring
from storage.database import Transaction

PARTS = ("who", "phase", "language", "zone")


@dataclass(slots=True)
class Facets:
    """Counts by part and value; the value None leaves a part open. `total`: as it is chosen now."""

    total: int = 0
    of: dict[str, Counter[str | None]] = field(default_factory=lambda: {part: Counter() for part in PARTS})


async def facets(tx: Transaction, keyring: Keyring, topic: Topic, audience: Audience, now: datetime) -> Facets:
    """One walk over everybody who can be reached and follows the topic."""
    found = Facets()
    chosen = {part: getattr(audience, part) for part in PARTS}
    async for row in audiences.everybody(tx, topic, now):
        fits = _fits(row, json.loads(keyring.open(row.body)) if row.body else {}, now)
        missed = [part for part in PARTS if chosen[part] not in fits[part]]
        found.total += not missed
        for part in PARTS:
            if missed in ([], [part]):
                found.of[part].update(fits[part])
    return found


def _fits(row: Any, standing: dict[str, Any], now: datetime) -> dict[str, set[str | None]]:
    """The values of each part that this person meets."""
    who: set[str | None] = {Who.EVERYONE}
    who |= {Who.ACTIVE} if row.seen_at >= now - ACTIVE else {Who.SILENT} if row.seen_at < now - SILENT else set()
    who |= {Who.STALLED} if "stalled" in standing.get("overlays", ()) else set()
    part_of_world = str(row.zone).partition("/")[0] if row.zone else None
    return {
        "who": who,
        "phase": {None, standing.get("phase")},
        "language": {None, row.language},
        "zone": {None, part_of_world},
    }
