"""What is looked at: charts, and exercises in motion."""

from collections.abc import Callable
from typing import cast

from telegram import Update

from bot import screens
from bot.actions.errors import StaleError
from bot.context import Chat
from bot.handlers.registry import tap
from bot.keyboards import media as buttons
from bot.media.data.charts import Theme
from bot.screens import charts
from bot.screens.kinds import Screen
from bot.speech import Speech


async def chart_asked(_: Update, context: Chat) -> None:
    """A chart, as a message of its own."""
    await context.say(await _chart(context))


async def chart_tapped(_: Update, context: Chat) -> None:
    """Another chart, or the other light, in place of the one that is shown."""
    await context.change(await _chart(context))


async def film_tapped(_: Update, context: Chat) -> None:
    """An exercise in motion, in place of its drawing."""
    await context.change(await _exercise(context, screens.film))


async def still_tapped(_: Update, context: Chat) -> None:
    """Its drawing again."""
    await context.change(await _exercise(context, screens.exercise))


async def _chart(context: Chat) -> Speech:
    screen = charts.chart(context.tapped(1), cast("Theme", context.tapped(2)))
    async with context.visit() as visit:
        return await screens.if_ready(visit, screen)


async def _exercise(context: Chat, screen: Callable[[str], Screen]) -> Speech:
    exercise = context.tapped(1)
    async with context.visit() as visit:
        if exercise not in visit.protocol.exercises:
            raise StaleError
        return await screens.unless_barred(visit, screen(exercise))


HANDLERS = [
    tap(buttons.SHOW_CHART, chart_asked),
    tap(buttons.CHART, chart_tapped),
    tap(buttons.FILM, film_tapped),
    tap(buttons.STILL, still_tapped),
]
