"""The part that speaks first: delivery, its beat and the chores, in a process that may have rivals."""

from dataclasses import dataclass
from time import monotonic

from bot import metrics
from bot.notifier import Notifier
from bot.outbound.posting import Posting
from bot.runtime import office
from bot.runtime.parts import Parts
from bot.speech import Speech
from scheduler.delivery import ALL, Delivery, Share
from scheduler.housekeeping import Housekeeping
from scheduler.metronome import Job, Metronome, after_silences
from scheduler.pacing import Pace
from storage.alone import SendingBudget
from storage.outbox import Priority

UNPAID = Share((Priority.ANSWER, Priority.SAFETY, Priority.REMINDER))


@dataclass
class Sending:
    """Reminds and sends while the sending budget is ours. `beat_at`: monotonic seconds of the last look for work."""

    delivery: Delivery[Speech | Posting]
    news: Delivery[Speech | Posting] | None
    metronome: Metronome
    budget: SendingBudget
    beat_at: float

    def take_nothing_new(self) -> None:
        """What is in hand is finished."""
        self.delivery.stop()
        if self.news is not None:
            self.news.stop()

    async def stop(self, seconds: float) -> None:
        """Take nothing new, let what is in hand end, and let somebody else have the budget."""
        self.take_nothing_new()
        await self.metronome.stop(seconds)
        await self.budget.release()


def sending(parts: Parts) -> Sending:
    """Build it over the parts of this process; `metronome.start()` begins the beat.

    Paid broadcasts have a delivery of their own: many of them are in flight at once, and reminders are not among them.
    """
    notifier = Notifier(parts.application.bot, parts.world, office.album_turn(parts.pace))
    budget = SendingBudget(parts.database)

    async def looking() -> bool:
        running.beat_at = monotonic()
        return await budget.is_ours()

    def delivery(pace: Pace, share: Share) -> Delivery[Speech | Posting]:
        return Delivery(
            parts.database,
            parts.clock,
            render=notifier.render,
            send=notifier.send,
            turn=pace.turn,
            allowed=looking,
            share=share,
        )

    if parts.paid is None:
        main, news = delivery(parts.pace, ALL), None
    else:
        main = delivery(parts.pace, UNPAID)
        news = delivery(parts.paid, _paid_share(parts.settings.paid_rate))
    metronome = Metronome(*_jobs(parts, main, news, budget))
    running = Sending(main, news, metronome, budget, monotonic())
    return running


def _paid_share(rate: int) -> Share:
    """Half a second's worth: Telegram answers sooner, and of what is in hand when a process dies nobody knows."""
    return Share((Priority.BROADCAST,), max(ALL.in_flight, rate // 2))


def _jobs(
    parts: Parts,
    main: Delivery[Speech | Posting],
    news: Delivery[Speech | Posting] | None,
    budget: SendingBudget,
) -> list[Job]:
    chores = Housekeeping(parts.database, parts.clock)
    work = office.jobs(parts.application.bot, parts.world, parts.pace, budget.is_ours)
    paid = [_counted(news, parts.paid)] if news is not None and parts.paid is not None else []
    return [_counted(main, parts.pace), *paid, office.only_if(budget.is_ours, chores), *work]


def _counted(delivery: Delivery[Speech | Posting], pace: Pace) -> Job:
    async def deliver() -> None:
        for state, count in (await delivery.tick()).items():
            metrics.SETTLED.labels(state).inc(count)

    return after_silences(deliver, lambda: pace.held)
