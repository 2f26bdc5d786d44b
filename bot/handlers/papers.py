"""Papers, made on request and handed to the runner alone: the page for a physio, the plan as a calendar."""

import asyncio

from telegram import Update
from telegram.constants import ChatAction

from bot import screens
from bot.actions.reminding import MORNING
from bot.context import Chat
from bot.handlers.registry import command, tap
from bot.keyboards import media as buttons
from bot.media.calendar_file import calendar_file
from bot.media.report import physio_report
from bot.screens import papers
from bot.texts import papers as texts


async def report_asked(_: Update, context: Chat) -> None:
    """One page for a physio; red flags are a reason for it, not against it."""
    async with context.visit() as visit:
        barred = None if (await visit.plan()).day > 0 else await screens.in_the_way(visit)
        protocol, diary, now = visit.protocol, await visit.diary(), visit.local
    if barred is not None:
        await context.say(barred)
        return
    await context.busy(ChatAction.UPLOAD_DOCUMENT)
    # Every week of the diary is looked at: in a thread, so that nobody else waits.
    data = await asyncio.to_thread(papers.physio_report, protocol, diary, now)
    page = await context.world.workshop.make(physio_report, data)
    await context.send_file(texts.REPORT_NAME, page, texts.REPORT)


async def calendar_asked(_: Update, context: Chat) -> None:
    """The week ahead and an outline of what follows, for a calendar app."""
    async with context.visit() as visit:
        barred = await screens.in_the_way(visit)
        events = papers.plan_events(await visit.plan(), visit.runner.remind_at or MORNING)
        zone, now = visit.zone, visit.now
    if barred is not None:
        await context.say(barred)
        return
    file = await context.world.workshop.make(calendar_file, events, zone=zone, made_at=now, name=texts.CALENDAR_TITLE)
    await context.send_file(texts.CALENDAR_NAME, file, texts.CALENDAR)


HANDLERS = [
    command("report", report_asked),
    command("calendar", calendar_asked),
    tap(buttons.REPORT, report_asked),
    tap(buttons.CALENDAR, calendar_asked),
]
