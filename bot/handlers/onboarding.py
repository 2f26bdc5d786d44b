"""Day 0: consent, questions, where the runner is."""

from datetime import time

from telegram import Update
from telegram.ext import filters

from bot import keyboards as kb
from bot import screens
from bot.actions import clock, onboarding, reminding, stages
from bot.actions.errors import StaleError
from bot.context import Chat
from bot.conversation import locating, places, steps
from bot.conversation.places import Place
from bot.handlers.registry import command, message, tap
from bot.speech import Button, ReplyKeyboard, Speech, rows
from bot.texts import intake, labels, safety
from bot.texts.words import local
from protocols import intake as answers


async def started(_: Update, context: Chat) -> None:
    """`/start`, the first time or again: says who I am, then goes on where the runner stopped."""
    async with context.visit() as visit:
        await onboarding.come_back(visit)
        new = visit.runner.consent is None
        card = (screens.QUESTION, screens.consent()) if new else await screens.current(visit)
    await context.say(Speech(intake.WELCOME if new else intake.WELCOME_BACK))
    await context.show(*card)


async def consent_tapped(_: Update, context: Chat) -> None:
    """Yes or no to the use of health data."""
    agreed = context.tapped(1) == "yes"
    await steps.advance(
        context, lambda v: onboarding.agree(v, intake.CONSENT_VERSION) if agreed else onboarding.decline(v)
    )


async def answer_tapped(_: Update, context: Chat) -> None:
    """One of the answers."""
    await steps.advance(context, lambda v: onboarding.answer_text(v, context.tapped(1), context.tapped(2)))


async def sure_tapped(_: Update, context: Chat) -> None:
    """The answer was meant."""
    await steps.advance(context, lambda v: onboarding.confirm(v, context.tapped(1)))


async def time_tapped(_: Update, context: Chat) -> None:
    """A time for reminders, in the intake or later."""
    at = time.fromisoformat(context.tapped(1))
    await steps.advance(context, lambda v: clock.choose_time(v, at), screens.after_setting)


async def ticked(_: Update, context: Chat) -> None:
    """A box is ticked or unticked."""
    question = context.tapped(1)
    await steps.advance(
        context, lambda v: onboarding.tick(v, question, context.tapped(2)), lambda v: screens.ticking(v, question)
    )


async def ticks_done(_: Update, context: Chat) -> None:
    """What is ticked is the answer."""
    await steps.advance(context, lambda v: onboarding.finish_ticks(v, context.tapped(1)), screens.after_setting)


async def none_tapped(_: Update, context: Chat) -> None:
    """None of the boxes applies."""
    await steps.advance(context, lambda v: onboarding.answer(v, context.tapped(1), ()), screens.after_setting)


async def back_tapped(_: Update, context: Chat) -> None:
    """One question back."""
    await steps.advance(context, lambda v: onboarding.go_back(v, context.tapped(1)))


async def pattern_asked(_: Update, context: Chat) -> None:
    """Which answers decided the pattern check."""
    async with context.visit() as visit:
        given = answers.answers((await visit.diary()).entries)
    await context.say(Speech(intake.pattern_decided(answers.pattern_items(given))))


async def pattern_reopened(_: Update, context: Chat) -> None:
    """The pattern check is done again."""
    await steps.advance(context, onboarding.reconsider_pattern)


async def location_shared(update: Update, context: Chat) -> None:
    """A location: its zone is offered, the place itself is not kept."""
    where = update.effective_message.location if update.effective_message else None
    find = context.world.workshop.make
    zone = await find(places.zone_at, where.latitude, where.longitude) if where else None
    await locating.offer_zones(context, [Place("", "", zone)] if zone else [])


async def regions_asked(_: Update, context: Chat) -> None:
    """The list of regions."""
    await locating.pick_region(context)


async def region_tapped(_: Update, context: Chat) -> None:
    """The zones of one region, each with its present time."""
    region, now = context.tapped(1), context.world.clock()
    if region not in places.REGIONS:
        raise StaleError
    zones = [f"{region}/{city}" for city in places.REGIONS[region]]
    buttons = [Button(labels.zone(z.rsplit("/", 1)[-1], "", local(now, z)), kb.ZONE(z)) for z in zones]
    await context.change(Speech(intake.ZONE_PICK, rows(buttons, 2)))


async def zone_tapped(_: Update, context: Chat) -> None:
    """The runner's clock is set. When that was the last question, the plan stands."""
    if not places.is_zone(context.tapped(1)):
        raise StaleError
    async with context.visit() as visit:
        first = visit.runner.zone is None
        await clock.set_zone(visit, context.tapped(1))
        card = await screens.after_zone(visit, first=first)
        remind_at = visit.runner.remind_at
    await context.change(Speech(intake.zone_set(context.tapped(1), None if first else remind_at)))
    if first:
        await context.say(Speech(intake.ZONE_DONE, keyboard=ReplyKeyboard(())))
    await context.show(*card)


async def travel_asked(_: Update, context: Chat) -> None:
    """`/travel`: the runner is somewhere else."""
    async with context.visit() as visit:
        speech = await screens.if_ready(visit, screens.travel)
        await clock.ask_zone(visit)
    await context.say(speech)


async def cleared_asked(_: Update, context: Chat) -> None:
    """Has a professional cleared the runner? Asked twice, since it unlocks exercise."""
    yes, no = Button(labels.YES, kb.CLEARED()), Button(labels.NOT_YET, kb.NOT_CLEARED())
    await context.say(Speech(safety.CONFIRM_CLEARED, ((yes, no),)))


async def cleared_tapped(_: Update, context: Chat) -> None:
    """A professional has cleared the runner: on, one step lower."""
    async with context.visit() as visit:
        await onboarding.cleared(visit)
        card = await screens.current(visit)
    await context.change(Speech(safety.WELCOME_BACK))
    await context.show(*card)


async def not_cleared_tapped(_: Update, context: Chat) -> None:
    """Not yet: the plan waits, and tomorrow I ask again."""
    async with context.visit() as visit:
        if await stages.standing_flags(visit):
            await reminding.after_alarm(visit)
    await context.say(Speech(safety.NOT_YET))


HANDLERS = [
    command("start", started),
    command("travel", travel_asked),
    tap(kb.CONSENT, consent_tapped),
    tap(kb.ANSWER, answer_tapped),
    tap(kb.SURE, sure_tapped),
    tap(kb.TIME_ANSWER, time_tapped),
    tap(kb.TICK, ticked),
    tap(kb.TICKED, ticks_done),
    tap(kb.NONE_OF_THESE, none_tapped),
    tap(kb.BACK, back_tapped),
    tap(kb.PATTERN_WHY, pattern_asked),
    tap(kb.RECHECK, pattern_reopened),
    tap(kb.ZONE_REGIONS, regions_asked),
    tap(kb.ZONE_REGION, region_tapped),
    tap(kb.ZONE, zone_tapped),
    tap(kb.CLEARED_ASK, cleared_asked),
    tap(kb.CLEARED, cleared_tapped),
    tap(kb.NOT_CLEARED, not_cleared_tapped),
    message(filters.LOCATION, location_shared),
]
