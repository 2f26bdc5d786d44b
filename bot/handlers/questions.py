"""Questions and answers: topics, related passages, thumbs."""

from telegram import Update

from bot import keyboards as kb
from bot import screens
from bot.actions import asking, stages
from bot.actions.errors import StaleError
from bot.context import Chat
from bot.handlers.registry import command, tap
from bot.texts import general
from protocols.knowledge import Entry


async def topics_asked(_: Update, context: Chat) -> None:
    """Everything one can ask about."""
    await context.say(screens.topics(context.world.knowledge))


async def topic_tapped(_: Update, context: Chat) -> None:
    """The passages of a topic."""
    await context.change(screens.topic(context.world.knowledge, context.tapped(1)))


async def passage_tapped(_: Update, context: Chat) -> None:
    """One passage."""
    entry = _entry(context)
    async with context.glance() as visit:
        stopped = bool(await stages.standing_flags(visit))
        barred = stopped and screens.teaches_exercise((entry,))
        speech = await screens.flagged(visit) if barred else screens.passage(entry, stopped=stopped)
    await context.say(speech)


async def voted(_: Update, context: Chat) -> None:
    """An answer helped, or did not."""
    helped = context.tapped(2) == "up"
    async with context.visit() as visit:
        await asking.vote(visit, _entry(context).id, helped=helped)
    await context.answer(general.THANKS if helped else general.SORRY)


def _entry(context: Chat) -> Entry:
    """The passage whose id was tapped."""
    try:
        return context.world.knowledge.entry(context.tapped(1))
    except KeyError as unknown:
        raise StaleError from unknown


HANDLERS = [
    command("topics", topics_asked),
    tap(kb.TOPICS, topics_asked),
    tap(kb.TOPIC, topic_tapped),
    tap(kb.PASSAGE, passage_tapped),
    tap(kb.VOTE, voted),
]
