"""The whole bot with PAID_RATE: broadcasts are paid for, nothing else is."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.config import Settings
from bot.runtime.polling import polling
from storage import outbox, runners
from storage.crypto import Keyring
from storage.outbox import Draft, Priority
from storage.retention import WARNING
from tests.delivery.bot_api import TOKEN, bot_api

NOON = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("rate", "paid"), [(0, [None, None]), (1000, [None, True])])
async def test_with_a_paid_rate_broadcasts_are_paid_for_and_nothing_else(
    tmp_path: Path, rate: int, paid: list[bool | None]
) -> None:
    async with bot_api() as api:
        settings = Settings(
            database_url=f"sqlite:///{tmp_path / 'paid.db'}",
            data_key=Keyring.new_key(),
            bot_api_url=api.url,
            paid_rate=rate,
            _env_file=None,
        )
        async with polling(settings, TOKEN, lambda: NOON) as running:
            async with running.parts.database.transaction() as tx:
                for runner_id, priority in ((1, Priority.SAFETY), (2, Priority.BROADCAST)):
                    await runners.add(tx, runner_id, language="en", protocol="itbs", now=NOON)
                    await runners.change(tx, runner_id, zone="UTC", quiet_from=time(0), quiet_to=time(0))
                    # Any message that is said to everybody will do.
                    await outbox.put(tx, _draft(runner_id, priority))
            await running.sending.metronome.tick_now()
        sent = {
            body["chat_id"]: body.get("allow_paid_broadcast") for method, body in api.asked if method == "sendMessage"
        }
    assert [sent[1], sent[2]] == paid


def _draft(runner_id: int, priority: Priority) -> Draft:
    about = {"on": "2026-07-03"}
    return Draft(runner_id=runner_id, kind=WARNING, slot="x", due_at=NOON, priority=priority, about=about)
