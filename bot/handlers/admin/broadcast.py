"""Putting a broadcast together."""

from telegram import Update

from bot.actions.admin import composing, running
from bot.actions.admin.kinds import Broadcast, Stage
from bot.config import Role
from bot.context import Chat
from bot.handlers.admin.colleagues import team, tell
from bot.handlers.admin.doors import Door
from bot.keyboards import admin as kb
from bot.outbound import messages, posting
from bot.screens import admin as screens
from bot.speech import Speech
from bot.texts import admin as texts
from scheduler.outcome import Outcome


async def broadcasts_asked(_: Update, context: Chat) -> None:
    """The newest ones, and a new one."""
    async with context.desk("broadcast.list", Role.VIEWER) as desk:
        speech = await screens.overview(desk)
    await context.say(speech)


async def new_tapped(_: Update, context: Chat) -> None:
    """A new one: send me the message."""
    async with context.desk("broadcast.new") as desk:
        speech = await screens.card(desk, await composing.begin(desk))
    await context.say(speech)


async def opened(_: Update, context: Chat) -> None:
    """How one of them stands."""
    async with context.desk("broadcast.open", Role.VIEWER, id=_id(context)) as desk:
        found = await running.watch(desk, await running.get(desk, _id(context)), context.tapped_message)
        speech = await screens.card(desk, found)
    await live_here(context, found, speech)


async def message_tapped(_: Update, context: Chat) -> None:
    """Another message instead."""
    async with context.desk("broadcast.message", id=_id(context)) as desk:
        await composing.ask_message(desk, _id(context))
    await context.say(Speech(texts.SEND_ME))


async def topic_tapped(_: Update, context: Chat) -> None:
    """Its topic: asked or chosen."""
    topic = context.tapped(2)
    async with context.desk("broadcast.topic", id=_id(context), topic=topic) as desk:
        draft = await composing.draft_of(desk, _id(context))
        if topic != "ask":
            draft = await composing.choose_topic(desk, draft.id, topic)
        speech = Speech(texts.PICK_TOPIC, kb.topics(draft.id)) if topic == "ask" else await screens.draft(desk, draft)
    await context.change(speech)


async def audience_tapped(_: Update, context: Chat) -> None:
    """One dimension of the audience, or all there is to choose."""
    part, value = context.tapped(2), context.tapped(3)
    async with context.desk("broadcast.audience", id=_id(context), part=part, value=value) as desk:
        draft = await composing.draft_of(desk, _id(context))
        if part != "ask":
            draft = await composing.choose_audience(desk, draft.id, part, value)
        speech = await screens.audience(desk, draft)
    await context.change(speech)


async def moment_tapped(_: Update, context: Chat) -> None:
    """When: asked, chosen, or to be typed."""
    choice = context.tapped(2)
    async with context.desk("broadcast.moment", id=_id(context), choice=choice) as desk:
        draft = await composing.draft_of(desk, _id(context))
        if choice != "ask":
            draft = await composing.choose_moment(desk, draft.id, choice)
        ask = Speech(texts.TYPE_MOMENT if choice == "type" else texts.PICK_MOMENT, kb.moments(draft.id))
        speech = ask if choice in ("ask", "type") else await screens.draft(desk, draft)
    await context.change(speech)


async def switch_tapped(_: Update, context: Chat) -> None:
    """Health content or not, test cohort or not."""
    what = context.tapped(2)
    async with context.desk("broadcast.switch", id=_id(context), what=what) as desk:
        speech = await screens.draft(desk, await composing.switch(desk, _id(context), what))
    await context.change(speech)


async def preview_tapped(_: Update, context: Chat) -> None:
    """Exactly what a runner gets."""
    async with context.desk("broadcast.preview", id=_id(context)) as desk:
        draft = await composing.draft_of(desk, _id(context))
    await context.answer()
    await preview(context, draft, context.runner_id)


async def send_tapped(_: Update, context: Chat) -> None:
    """The last question, or the answer to it."""
    go = context.tapped(2) == "go"
    async with context.desk("broadcast.send", id=_id(context), sure=go) as desk:
        draft = await composing.draft_of(desk, _id(context))
        if go:
            draft = await composing.confirm(desk, draft.id, context.tapped_message)
        speech = await (screens.card(desk, draft) if go else screens.confirm(desk, draft))
    await context.change(speech)
    if draft.state is Stage.REVIEW:
        await _ask_a_second(context, draft)


async def discard_tapped(_: Update, context: Chat) -> None:
    """Nothing of it is left but a line in the audit log."""
    async with context.desk("broadcast.discard", id=_id(context)) as desk:
        await composing.discard(desk, _id(context))
    await context.change(Speech(texts.DISCARDED))


async def live_here(context: Chat, broadcast: Broadcast, card: Speech) -> None:
    """The tapped message is the author's living card now; one that lived before loses its buttons."""
    await context.change(card)
    before = broadcast.card_id if broadcast.author == context.runner_id else None
    if before not in (None, context.tapped_message):
        await messages.retire(context.bot, context.runner_id, before)


async def preview(context: Chat, draft: Broadcast, chat_id: int) -> Outcome | None:
    """Copy it to an admin, as it will be copied to runners."""
    if not draft.message_ids:
        return None
    outcome = await posting.send(context.bot, context.world, chat_id, posting.of(draft))
    if not outcome.ok:
        await context.say(Speech(texts.CANNOT_PREVIEW))
    return outcome


async def _ask_a_second(context: Chat, draft: Broadcast) -> None:
    asked = [await _ask(context, draft, colleague) for colleague in team(context)]
    await context.say(Speech(texts.APPROVAL_ASKED if any(asked) else texts.NO_SECOND))


async def _ask(context: Chat, draft: Broadcast, colleague: int) -> bool:
    """Show it to a colleague with the question, on their own clock; False when they cannot be reached."""
    if not (await posting.send(context.bot, context.world, colleague, posting.of(draft))).ok:
        return False
    async with context.world.visit(colleague, looks=True) as visit:
        question = screens.approval(draft, visit.now, visit.zone, context.world.broadcast_rate)
    return await tell(context, colleague, question) is not None


def _id(context: Chat) -> int:
    return int(context.tapped(1))


DOORS = [
    Door("broadcast", Role.VIEWER, broadcasts_asked),
    Door(kb.OPEN, Role.VIEWER, opened),
    Door(kb.NEW, Role.EDITOR, new_tapped),
    Door(kb.MESSAGE, Role.EDITOR, message_tapped),
    Door(kb.TOPIC, Role.EDITOR, topic_tapped),
    Door(kb.AUDIENCE, Role.EDITOR, audience_tapped),
    Door(kb.MOMENT, Role.EDITOR, moment_tapped),
    Door(kb.SWITCH, Role.EDITOR, switch_tapped),
    Door(kb.PREVIEW, Role.EDITOR, preview_tapped),
    Door(kb.SEND, Role.EDITOR, send_tapped),
    Door(kb.DISCARD, Role.EDITOR, discard_tapped),
]
