"""Steps of a pause: for how long, why, and back again."""

from bot import keyboards as kb
from bot import screens
from bot.actions import pausing
from bot.context import Chat
from bot.conversation import spans, steps
from bot.speech import Button, Speech, rows
from bot.texts import general, labels

OPEN = 0  # days of a pause without an end


async def begin(context: Chat, words: str) -> None:
    """`/pause`, `pause until Monday`, `pause 3 days, ill`: what was not said is asked."""
    async with context.glance() as visit:
        days, why = spans.pause_days(words, visit.today), spans.pause_reason(words)
    if why is not None:
        await rest(context, why, days)
        return
    reasons = [Button(label, kb.PAUSE(key, days or OPEN)) for key, label in labels.PAUSE_REASONS.items()]
    await context.say(Speech(general.pause(days), rows(reasons, 2)))


async def rest(context: Chat, why: str, days: int | None) -> None:
    """The plan rests. Without an end, the likely lengths are one tap away."""
    async with context.visit() as visit:
        until = await pausing.pause(visit, why, days or None)
        after = await screens.after(visit)
    lengths = [Button(label, kb.PAUSE(why, n)) for n, label in labels.PAUSE_LENGTHS.items()] if until is None else []
    await context.reply(
        Speech(general.paused(until), (*rows(lengths, 3), (Button(labels.BACK_NOW, kb.RESUME("ask")),)))
    )
    await steps.settle(context, after)


async def back(context: Chat) -> None:
    """The runner is back; who was ill is asked first whether it is over."""
    async with context.glance() as visit:
        was_ill = await pausing.reason(visit) == "ill"
    if not was_ill:
        await resume(context)
        return
    well, not_yet = Button(labels.WELL_AGAIN, kb.RESUME("well")), Button(labels.NOT_YET, kb.RESUME("wait"))
    await context.reply(Speech(general.WELL_AGAIN, ((well,), (not_yet,))))


async def resume(context: Chat) -> None:
    """The plan goes on after a pause."""
    async with context.visit() as visit:
        await pausing.resume(visit)
        after = await screens.after(visit)
    await context.reply(Speech(general.RESUMED))
    await steps.settle(context, after)
