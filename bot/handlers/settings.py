"""Settings, stopping, privacy."""

import json
from datetime import time

from telegram import Update

from bot import keyboards as kb
from bot import screens
from bot.actions import clock, onboarding, privacy, settings
from bot.context import Chat
from bot.handlers.registry import command, tap
from bot.speech import Button, Speech
from bot.texts import general, labels
from bot.texts.words import day


async def settings_asked(_: Update, context: Chat) -> None:
    """All settings."""
    async with context.visit() as visit:
        speech = await screens.settings(visit)
    await context.show(screens.SETTINGS, speech)


async def setting_tapped(_: Update, context: Chat) -> None:
    """One setting: shown with its choices, or switched."""
    name = context.tapped(1)
    async with context.visit() as visit:
        if name == "discreet":
            await settings.toggle_discreet(visit)
        elif name == "zone":
            await clock.ask_zone(visit)
        speech = await screens.setting(visit, name)
    await context.show(screens.SETTINGS, speech)


async def consent_withdrawn(_: Update, context: Chat) -> None:
    """As easily as it was given: one tap, and one to take that back."""
    async with context.visit() as visit:
        await onboarding.decline(visit)
        card = await screens.settings(visit)
    await context.show(screens.SETTINGS, card)
    again, erase = Button(labels.AGREE, kb.CONSENT("yes")), Button(labels.ERASE, kb.STOP("erase"))
    await context.say(Speech(general.WITHDRAWN, ((again,), (erase,))))


async def quiet_tapped(_: Update, context: Chat) -> None:
    """Hours in which the bot never writes first."""
    start, end = (time(int(digits[:2]), int(digits[2:])) for digits in (context.tapped(1), context.tapped(2)))
    async with context.visit() as visit:
        await settings.be_quiet(visit, start, end)
        speech = await screens.settings(visit)
    await context.show(screens.SETTINGS, speech)


async def stop_asked(_: Update, context: Chat) -> None:
    """What shall stop?"""
    choices = [(labels.STOP_MESSAGES, "messages"), (labels.ERASE, "erase"), (labels.NEVER_MIND, "back")]
    await context.say(Speech(general.STOP, tuple((Button(label, kb.STOP(key)),) for label, key in choices)))


async def stop_tapped(update: Update, context: Chat) -> None:
    """Messages stop, or erasing is asked about."""
    said = context.tapped(1)
    if said == "erase":
        await delete_asked(update, context)
        return
    if said == "messages":
        async with context.visit() as visit:
            await settings.mute(visit)
    await context.change(Speech(general.STOPPED if said == "messages" else general.NEVER_MIND))


async def delete_asked(_: Update, context: Chat) -> None:
    """What erasing means; a second tap confirms."""
    choices = [(labels.ERASE_NOW, "now"), (labels.ERASE_LATER, "hold"), (labels.NEVER_MIND, "cancel")]
    await context.say(Speech(general.ERASE, tuple((Button(label, kb.ERASE(key)),) for label, key in choices)))


async def erase_tapped(_: Update, context: Chat) -> None:
    """Erase now, in 30 days, or not at all."""
    said = context.tapped(1)
    text = general.NEVER_MIND
    if said != "cancel":
        async with context.visit() as visit:
            text = general.ERASED
            if said == "now":
                await privacy.erase(visit)
            else:
                text = general.ERASE_HELD.format(day=day(await privacy.hold(visit)))
    await context.change(Speech(text))


async def privacy_asked(_: Update, context: Chat) -> None:
    """What is kept, why, how long, and the rights."""
    await context.say(Speech(general.PRIVACY))


async def mydata_asked(_: Update, context: Chat) -> None:
    """Everything that is held, as a file."""
    async with context.visit() as visit:
        held, table = await privacy.everything(visit), await privacy.diary_table(visit)
    await context.send_file("strideback.json", json.dumps(held, indent=2, ensure_ascii=False).encode(), general.MYDATA)
    await context.send_file("strideback-diary.csv", table.encode("utf-8-sig"), general.MYDATA_TABLE)


HANDLERS = [
    command("settings", settings_asked),
    command("stop", stop_asked),
    command("delete", delete_asked),
    command("privacy", privacy_asked),
    command("mydata", mydata_asked),
    tap(kb.SETTING, setting_tapped),
    tap(kb.WITHDRAW, consent_withdrawn),
    tap(kb.QUIET, quiet_tapped),
    tap(kb.STOP, stop_tapped),
    tap(kb.ERASE, erase_tapped),
]
