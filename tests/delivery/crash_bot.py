"""A whole bot in a process of its own, to be killed at any moment: intake, delivery, metronome, all as in production.

python -m tests.delivery.crash_bot DATABASE_URL API_URL KEY [intake]
"""

import asyncio
import logging
import signal
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import insert
from telegram import Bot, Update
from telegram.ext import Application, MessageHandler, filters

from bot.inbound.applying import Applier
from bot.intake import Intake
from bot.outbound.paced import PacedRequest
from bot.outbound.telegram_errors import outcome_of
from bot.transport import AiohttpRequest
from scheduler.delivery import Delivery
from scheduler.metronome import Metronome
from scheduler.outcome import Outcome, OutcomeKind
from scheduler.pacing import Pace
from storage import claims
from storage.alone import SendingBudget, only_process
from storage.crypto import Keyring
from storage.database import Database
from storage.outbox import Message
from storage.tables import audit
from tests.delivery.bot_api import TOKEN

LEASE = timedelta(seconds=4)


def now() -> datetime:
    return datetime.now(UTC)


async def say(message: Message, _now: datetime) -> str:
    return f"{message.kind}/{message.slot}"


async def main(database_url: str, api_url: str, key: str, *roles: str) -> None:
    # Not to stdout: nobody reads that pipe once the bot is up, and a full one would stop the bot.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    database = Database(database_url, Keyring.parse(key))
    pace = Pace(1000)
    request = PacedRequest(AiohttpRequest(read_timeout=2), pace)
    bot: Bot
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)

    async def handle(update: Update, _context: Any) -> None:
        async with database.transaction() as tx:
            await tx.execute(insert(audit).values(admin_id=update.update_id, at=now(), act="applied", about={}))
        assert update.effective_message is not None
        await update.effective_message.reply_text("answer")

    async def send(chat_id: int, text: str) -> Outcome:
        try:
            message = await bot.send_message(chat_id, text)
        except Exception as error:
            return outcome_of(error)
        return Outcome(OutcomeKind.SENT, message_id=message.message_id)

    async def hush(_update: object, _context: Any) -> None:
        """An answer that is lost is lost; the effect is stored."""

    with only_process(database):
        if database.is_sqlite:
            async with database.transaction() as tx:
                await claims.release_all(tx, now())
        application = (
            Application.builder().token(TOKEN).base_url(f"{api_url}/bot").request(request)
            .get_updates_request(request).updater(None).job_queue(None).build()
        )  # fmt: skip
        applier = Applier(application, now, database.answers)
        application.add_error_handler(hush)
        application.add_handler(MessageHandler(filters.ALL, handle))
        budget = SendingBudget(database)
        async with request:
            bot = Bot(TOKEN, base_url=f"{api_url}/bot", request=request)
            delivery: Delivery[str] = Delivery(
                database, now, render=say, send=send, turn=pace.turn, allowed=budget.is_ours, lease=LEASE
            )
            metronome = Metronome(delivery.tick, beat=0.2)
            metronome.start()
            intake = Intake(application, applier, allowed=("message",))
            polling = None
            if "intake" in roles:
                await application.initialize()
                polling = asyncio.create_task(intake.run())
            print("up", flush=True)
            await stopped.wait()
            delivery.stop()
            intake.stop()
            await metronome.stop()
            if polling is not None:
                await polling
                await application.shutdown()
            await budget.release()
        await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
