"""What an admin sees of broadcasts: a desk and a broadcast in, a `Speech` out."""

from dataclasses import replace
from datetime import datetime

from bot.actions.admin import composing
from bot.actions.admin.desk import Desk
from bot.config import Role
from bot.keyboards import admin as kb
from bot.speech import Button, Speech, rows
from bot.texts import admin as texts
from bot.texts import audit as audit_texts
from bot.texts import progress
from scheduler.verdicts import recallable
from storage import audit, broadcasts, recipients
from storage.broadcasts import Broadcast, Stage
from storage.facets import facets
from storage.recipients import Tally


async def card(desk: Desk, broadcast: Broadcast) -> Speech:
    """A draft with its choices, or how it goes, with what this admin may do about it."""
    mine, may = broadcast.author == desk.admin.id, desk.admin.may(Role.EDITOR)
    if broadcast.state is Stage.DRAFT:
        shown = await draft(desk, broadcast)
        return shown if mine else Speech(shown.text)
    tally = await recipients.tally(desk.tx, broadcast.id)
    if broadcast.tally is not None and not tally.total:
        tally = Tally(**broadcast.tally)
    if broadcast.state is Stage.REVIEW and may and not mine:
        return approval(broadcast, desk.now, desk.zone, desk.rate)
    acts = kb.for_running(broadcast, arrived=tally.sent > 0, recallable=recallable(broadcast, desk.now)) if may else ()
    look_again = () if mine or broadcast.ended_at else kb.refresh(broadcast)
    return Speech(progress.progress(broadcast, tally, 0, desk.now, desk.zone), (*acts, *look_again))


async def draft(desk: Desk, broadcast: Broadcast) -> Speech:
    """A draft, its audience counted."""
    if not broadcast.message_ids:
        return Speech(texts.SEND_ME, kb.for_draft(broadcast))
    counted = await composing.count(desk, broadcast)
    return Speech(texts.draft(counted, desk.now, desk.zone, desk.rate), kb.for_draft(counted))


async def confirm(desk: Desk, broadcast: Broadcast) -> Speech:
    """The last question before it goes."""
    counted = await composing.count(desk, broadcast)
    return Speech(texts.confirm(counted, desk.now, desk.zone, desk.rate), kb.confirm(counted))


async def correction(desk: Desk, broadcast: Broadcast) -> Speech:
    """The last question before everybody's copy changes."""
    copies = (await recipients.tally(desk.tx, broadcast.id)).sent
    return Speech(texts.replace_in(copies), kb.replace(broadcast.id, copies))


async def audience(desk: Desk, broadcast: Broadcast) -> Speech:
    """What can be chosen of the audience, and how many each choice makes."""
    found = await facets(desk.tx, desk.keyring, broadcast.topic, broadcast.audience, desk.now)
    counted = replace(broadcast, expected=found.total)
    return Speech(texts.pick_audience(counted, desk.rate), kb.audience(counted, found))


async def overview(desk: Desk) -> Speech:
    """The newest broadcasts, and a new one."""
    found = await broadcasts.recent(desk.tx)
    buttons = [Button(f"#{each.id} {progress.stage(each)}"[:30], kb.OPEN(each.id)) for each in found]
    new = ((Button(texts.NEW, kb.NEW()),),) if desk.admin.may(Role.EDITOR) else ()
    return Speech(progress.listed(found, desk.zone), (*rows(buttons, 2), *new))


async def acts(desk: Desk) -> Speech:
    """The audit log, newest first."""
    return Speech(audit_texts.listed(await audit.newest(desk.tx), desk.zone))


def approval(broadcast: Broadcast, now: datetime, zone: str, rate: int) -> Speech:
    """The second admin's question."""
    return Speech(texts.approval(broadcast, now, zone, rate), kb.review(broadcast))
