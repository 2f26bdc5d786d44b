"""Charts of what was recorded, each with the same in words."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.actions.visit import Visit
from bot.keyboards import media as media_buttons
from bot.media import charts
from bot.media.card import weekly_card
from bot.media.data.charts import Theme
from bot.screens import looking_back
from bot.screens.kinds import Screen
from bot.speech import Drawn, Speech
from bot.texts import charts as words
from bot.texts import looks

Draw = Callable[[Visit, Theme], Awaitable[tuple[Drawn, str] | None]]


def chart(kind: str, theme: Theme) -> Screen:
    """One chart, and the others one tap away."""

    async def screen(visit: Visit) -> Speech:
        found = await _KINDS[kind](visit, theme)
        if found is None:
            return Speech(looks.NO_GATE, media_buttons.other_charts(kind, theme))
        drawn, text = found
        return Speech(text, media_buttons.other_charts(kind, theme), picture=drawn)

    return screen


async def week_card(visit: Visit) -> Drawn:
    """This week as a picture; the words beside it are the reminder's."""
    return Drawn(weekly_card, looking_back.weekly_card(visit.protocol, await visit.diary(), visit.today))


async def _pain(visit: Visit, theme: Theme) -> tuple[Drawn, str]:
    data = looking_back.pain_trend(visit.protocol, await visit.diary(), visit.today)
    return Drawn(charts.pain_trend, data, theme), looks.chart(words.PAIN_TREND_TITLE, words.pain_trend_text(data))


async def _minutes(visit: Visit, theme: Theme) -> tuple[Drawn, str]:
    # The plan is looked at on two days of every week: too long for the loop in a long diary.
    data = await asyncio.to_thread(looking_back.weekly_minutes, visit.protocol, await visit.diary(), visit.today)
    return Drawn(charts.weekly_minutes, data, theme), looks.chart(words.WEEKLY_TITLE, words.weekly_minutes_text(data))


async def _strength(visit: Visit, theme: Theme) -> tuple[Drawn, str]:
    data = looking_back.strength_levels(visit.protocol, await visit.plan())
    text = words.strength_levels_text(data)
    return Drawn(charts.strength_levels, data, theme), looks.chart(words.STRENGTH_TITLE, text)


async def _gate(visit: Visit, theme: Theme) -> tuple[Drawn, str] | None:
    data = looking_back.gate_progress(visit.protocol, await visit.plan())
    if data is None:
        return None
    text = words.gate_text(data).partition("\n")[2]
    return Drawn(charts.gate_progress, data, theme), looks.chart(words.gate_alt(data), text)


async def _calendar(visit: Visit, theme: Theme) -> tuple[Drawn, str]:
    data = looking_back.pain_calendar(visit.protocol, await visit.diary(), visit.today)
    return Drawn(charts.pain_calendar, data, theme), looks.chart(words.CALENDAR_TITLE, words.pain_calendar_text(data))


_KINDS: dict[str, Draw] = {
    "pain": _pain,
    "minutes": _minutes,
    "strength": _strength,
    "gate": _gate,
    "calendar": _calendar,
}
