"""The part that speaks first: delivery, its beat and the chores, in a process that may have rivals."""

from dataclasses import dataclass
from time import monotonic

import structlog

from bot import metrics, office
from bot.notifier import Notifier
from bot.posting import Posting
from bot.runtime.parts import Parts
from bot.speech import Speech
from scheduler.delivery import Delivery
from scheduler.housekeeping import Housekeeping
from scheduler.metronome import Metronome, after_silences
from storage.alone import SendingBudget

_log = structlog.get_logger("bot.runtime")


@dataclass
class Sending:
    """Reminds and sends while the sending budget is ours. `beat_at`: monotonic seconds of the last look for work."""

    delivery: Delivery[Speech | Posting]
    metronome: Metronome
    budget: SendingBudget
    beat_at: float

    async def stop(self, seconds: float) -> None:
        """Take nothing new, let what is in hand end, and let somebody else have the budget."""
        self.delivery.stop()
        await self.metronome.stop(seconds)
        await self.budget.release()


def sending(parts: Parts) -> Sending:
    """Build it over the parts of this process; `metronome.start()` begins the beat."""
    notifier = Notifier(parts.application.bot, parts.world, office.album_turn(parts.pace))
    budget = SendingBudget(parts.database)

    async def looking() -> bool:
        running.beat_at = monotonic()
        return await budget.is_ours()

    delivery: Delivery[Speech | Posting] = Delivery(
        parts.database,
        parts.clock,
        render=notifier.render,
        send=notifier.send,
        turn=parts.pace.turn,
        allowed=looking,
    )
    chores = Housekeeping(parts.database, parts.clock)

    async def deliver() -> None:
        for state, count in (await delivery.tick()).items():
            metrics.SETTLED.labels(state).inc(count)

    work = office.jobs(parts.application.bot, parts.world, parts.pace, budget.is_ours)
    delivering = after_silences(deliver, lambda: parts.pace.held)
    metronome = Metronome(delivering, office.only_if(budget.is_ours, chores), *work)
    running = Sending(delivery, metronome, budget, monotonic())
    return running
