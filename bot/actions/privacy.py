"""See everything, erase everything."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

from bot.actions import reminding
from bot.actions.visit import Visit
from protocols.codec import to_json
from storage import export, runners

HOLD = timedelta(days=30)


async def everything(visit: Visit) -> dict[str, Any]:
    """All that is held about the runner, readable, as plain JSON data."""
    return await export.held(visit.tx, visit.keyring, visit.runner.id)


async def diary_table(visit: Visit) -> str:
    """The diary as CSV: a row per entry, a column per field."""
    records = [to_json(entry) for entry in sorted((await visit.diary()).entries, key=lambda e: e.at)]
    columns = dict.fromkeys(("on", "type", *(name for record in records for name in record)))
    table = io.StringIO()
    writer = csv.DictWriter(table, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in record.items()} for record in records)
    return table.getvalue()


async def erase(visit: Visit) -> None:
    """Everything goes, now."""
    await runners.erase(visit.tx, visit.runner.id)


async def hold(visit: Visit) -> date:
    """Messages stop now; everything goes on the day that is returned."""
    on = visit.today + HOLD
    await runners.change(visit.tx, visit.runner.id, muted=True, erase_on=on)
    await reminding.rest(visit)
    return on


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
