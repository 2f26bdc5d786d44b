"""What an admin sees of broadcasts: a desk and a broadcast in, a `Speech` out."""

from bot import admin_keyboards as kb
from bot.actions.admin import composing
from bot.actions.admin.desk import Desk
from bot.speech import Button, Speech, rows
from bot.texts import admin as texts
from bot.texts import audit as audit_texts
from scheduler.verdicts import recallable
from storage import audiences, audit, broadcasts, recipients
from storage.broadcasts import Broadcast, Stage
from storage.recipients import Tally


async def card(desk: Desk, broadcast: Broadcast) -> Speech:
    """A draft with its choices, or how it goes."""
    if broadcast.state is Stage.DRAFT:
        return await draft(desk, broadcast)
    tally = await recipients.tally(desk.tx, broadcast.id)
    if broadcast.tally is not None and not tally.total:
        tally = Tally(**broadcast.tally)
    buttons = kb.for_running(broadcast, recallable=recallable(broadcast, desk.now))
    return Speech(texts.progress(broadcast, tally, 0), buttons)


async def draft(desk: Desk, broadcast: Broadcast) -> Speech:
    """A draft, its audience counted."""
    if not broadcast.message_ids:
        return Speech(texts.SEND_ME, kb.for_draft(broadcast))
    counted = await composing.count(desk, broadcast)
    return Speech(texts.draft(counted, desk.now, desk.zone), kb.for_draft(counted))


async def confirm(desk: Desk, broadcast: Broadcast) -> Speech:
    """The last question before it goes."""
    counted = await composing.count(desk, broadcast)
    go = Button(f"Send to {counted.expected}", kb.SEND(broadcast.id, "go"))
    text = texts.confirm(counted, desk.now, desk.zone)
    return Speech(text, ((go,), (Button("‹ Back", kb.OPEN(broadcast.id)),)))


async def audience(desk: Desk, broadcast: Broadcast) -> Speech:
    """What can be chosen of the audience, and how many that makes."""
    counted = await composing.count(desk, broadcast)
    languages, zones = await audiences.choices(desk.tx)
    text = f"{texts.PICK_AUDIENCE}\n\n{texts.audience(broadcast.audience)}: <b>{counted.expected}</b>"
    return Speech(text, kb.audience(broadcast.id, languages, zones))


async def overview(desk: Desk) -> Speech:
    """The newest broadcasts, and a new one."""
    found = await broadcasts.recent(desk.tx)
    buttons = [Button(f"#{each.id} {texts.STAGES[each.state]}"[:30], kb.OPEN(each.id)) for each in found]
    return Speech(texts.listed(found, desk.zone), (*rows(buttons, 2), (Button("New broadcast", kb.NEW()),)))


async def acts(desk: Desk) -> Speech:
    """The audit log, newest first."""
    return Speech(audit_texts.listed(await audit.newest(desk.tx), desk.zone))


def approval(broadcast: Broadcast, desk: Desk) -> Speech:
    """The second admin's question."""
    yes = Button("Approve and send", kb.REVIEW(broadcast.id, "approve"))
    no = Button("Reject", kb.REVIEW(broadcast.id, "reject"))
    return Speech(texts.approval(broadcast, desk.now, "UTC"), ((yes, no),))
