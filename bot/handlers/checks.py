"""Self-tests, cadence, the weekly feeling, a flare, shoes, a missed week, the paper for a professional."""

from telegram import Update

from bot import keyboards as kb
from bot import screens
from bot.actions import cadence, checks, records
from bot.context import Chat
from bot.conversation import steps
from bot.handlers.registry import command, tap
from bot.keyboards import media as media_buttons
from bot.speech import Button, Speech, rows
from bot.texts import checks as texts
from bot.texts import labels


async def self_test_asked(_: Update, context: Chat) -> None:
    """How much of the test was done?"""
    which = context.tapped(1)
    amounts = [Button(label, kb.TEST_AMOUNT(which, n)) for n, label in labels.TEST_AMOUNTS[which].items()]
    await context.reply(Speech(texts.AMOUNT[which], rows(amounts, 3)))


async def amount_tapped(_: Update, context: Chat) -> None:
    """And how did the knee take it?"""
    async with context.glance() as visit:
        speech = await screens.self_test(context.tapped(1), int(context.tapped(2)))(visit)
    await context.reply(speech)


async def self_test_tapped(_: Update, context: Chat) -> None:
    """The test is noted."""
    which, amount, pain = context.tapped(1), int(context.tapped(2)), int(context.tapped(3))
    await steps.note(context, lambda v: checks.test(v, which, amount, pain), texts.test_saved)


async def cadence_asked(_: Update, context: Chat) -> None:
    """`/cadence`: begin to count."""
    async with context.visit() as visit:
        speech = await screens.if_ready(visit, screens.counting)
        ready = await screens.is_ready(visit)
        if ready:
            await cadence.start(visit)
    await (context.show(screens.CADENCE, speech) if ready else context.reply(speech))


async def count_tapped(_: Update, context: Chat) -> None:
    """One more count."""
    await steps.count_steps(context, int(context.tapped(1)))


async def counting_stopped(_: Update, context: Chat) -> None:
    """Nothing is counted."""
    await steps.stop_counting(context)


async def felt(_: Update, context: Chat) -> None:
    """Better, the same or worse than a week ago."""
    await steps.note(context, lambda v: checks.feeling(v, context.tapped(1)), texts.feeling_saved)


async def flare_asked(_: Update, context: Chat) -> None:
    """`/flare`: safety first."""
    await steps.look(context, screens.flare)


async def flare_sign_tapped(_: Update, context: Chat) -> None:
    """A red flag stops the plan; none of them leads to the number."""
    sign = context.tapped(1)
    if sign == "none":
        await steps.ask_pain(context)
        return
    async with context.visit() as visit:
        await records.flag(visit, sign)
        after = await screens.after(visit)
    await steps.settle(context, after)


async def shoes_tapped(_: Update, context: Chat) -> None:
    """Other shoes."""
    await steps.note(context, lambda v: checks.shoes(v, context.tapped(1)), texts.shoes_saved)


async def gap_tapped(_: Update, context: Chat) -> None:
    """What was it: life, the knee, or just not noted?"""
    said = context.tapped(1)
    sessions = [Button(str(n), kb.BACK_FILL(n)) for n in (1, 2, 3)]
    if said == "knee":
        await steps.ask_pain(context)
        return
    await context.reply({"life": Speech(texts.LIFE), "done": Speech(texts.HOW_MANY, rows(sessions, 3))}[said])


async def back_filled(_: Update, context: Chat) -> None:
    """Sessions that were done and not noted."""
    async with context.visit() as visit:
        fitted = await checks.back_fill(visit, int(context.tapped(1)))
        after = await screens.after(visit)
    await context.change(Speech(texts.filled_in(fitted)))
    await steps.settle(context, after)


async def referral_asked(_: Update, context: Chat) -> None:
    """Whom to see and what to bring."""
    await context.reply(
        Speech(texts.REFERRAL, ((media_buttons.report(),), (Button(labels.CLEARED, kb.CLEARED_ASK()),)))
    )


async def obstacle_tapped(_: Update, context: Chat) -> None:
    """Something keeps the sessions from happening: what helps."""
    what = context.tapped(1)
    await (steps.ask_pain(context) if what == "pain" else context.reply(screens.obstacle(what)))


HANDLERS = [
    tap(kb.OBSTACLE, obstacle_tapped),
    command("cadence", cadence_asked),
    command("flare", flare_asked),
    tap(kb.TEST_ASK, self_test_asked),
    tap(kb.TEST_AMOUNT, amount_tapped),
    tap(kb.TEST, self_test_tapped),
    tap(kb.CADENCE, cadence_asked),
    tap(kb.COUNT, count_tapped),
    tap(kb.COUNT_STOP, counting_stopped),
    tap(kb.FEELING, felt),
    tap(kb.FLARE, flare_sign_tapped),
    tap(kb.SHOES, shoes_tapped),
    tap(kb.GAP, gap_tapped),
    tap(kb.BACK_FILL, back_filled),
    tap(kb.REFERRAL, referral_asked),
]
