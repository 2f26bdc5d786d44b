"""A whole bot with its broadcasts in a process of its own, to be killed at any moment.

python -m tests.admin.crash_office DATABASE_URL API_URL KEY RATE
"""

import asyncio
import signal
import sys
from datetime import UTC, datetime, timedelta

from bot import app
from bot.config import Role
from bot.intake import Intake
from bot.notifier import Notifier
from bot.outbound.paced import PacedRequest
from bot.outbound.posting import Posting
from bot.runtime import office
from bot.speech import Speech
from bot.transport import AiohttpRequest
from scheduler.delivery import Delivery
from scheduler.metronome import Metronome
from scheduler.pacing import Pace
from storage import claims
from storage.alone import SendingBudget, only_process
from storage.crypto import Keyring
from storage.database import Database

ADMIN = 1
TOKEN = "123456:sandbox_token_for_tests"
LEASE = timedelta(seconds=4)


def now() -> datetime:
    return datetime.now(UTC)


async def main(database_url: str, api_url: str, key: str, rate: str) -> None:
    database = Database(database_url, Keyring.parse(key))
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    pace = Pace(int(rate))
    world = app.world({ADMIN: Role.OWNER}, database, now)
    request = PacedRequest(AiohttpRequest(read_timeout=5), pace)
    application = app.application(TOKEN, api_url, world, request, AiohttpRequest(connections=1))
    applier = app.applier(application, world)
    with only_process(database):
        if database.is_sqlite:
            async with database.transaction() as tx:
                await claims.release_all(tx, now())
        await application.initialize()
        notifier = Notifier(application.bot, world, office.album_turn(pace))
        budget = SendingBudget(database)
        delivery: Delivery[Speech | Posting] = Delivery(
            database,
            now,
            render=notifier.render,
            send=notifier.send,
            turn=pace.turn,
            allowed=budget.is_ours,
            lease=LEASE,
        )
        metronome = Metronome(delivery.tick, *office.jobs(application.bot, world, pace, budget.is_ours), beat=0.5)
        metronome.start()
        intake = Intake(application, applier, allowed=app.ALLOWED)
        polling = asyncio.create_task(intake.run())
        print("up", flush=True)
        await stopped.wait()
        delivery.stop()
        intake.stop()
        await metronome.stop()
        await polling
        await application.shutdown()
        await budget.release()
        await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
