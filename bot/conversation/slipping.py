"""Steps for a severe number that may have been a slip of the finger."""

from bot import screens
from bot.actions import slips
from bot.context import Chat
from bot.speech import Speech
from bot.texts import general, safety


async def possible(context: Chat) -> bool:
    """True while nothing but a number that may be mistyped stops the plan."""
    async with context.glance() as visit:
        return await slips.maybe(visit) is not None


async def ask(context: Chat) -> None:
    """Was it a slip, and is nothing else wrong? Where nothing stopped the plan: how entries are changed."""
    async with context.visit() as visit:
        stops = await slips.maybe(visit) is not None or not await screens.is_ready(visit)
        speech = await screens.slip(visit) if stops else Speech(general.EDITED)
    await context.say(speech)


async def take_back(context: Chat) -> None:
    """It was: the plan goes on as before, and the knee is asked about anew."""
    async with context.visit() as visit:
        await slips.take_back(visit)
        card = await screens.current(visit)
        scale = (await screens.pain_scale(visit)).buttons if await screens.is_ready(visit) else ()
    await context.show(*card)
    await context.say(Speech(safety.SLIPPED if scale else safety.SLIPPED_ANSWER, scale))
