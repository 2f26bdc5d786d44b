"""Steps for what a runner wants or tells: faster, slower, afraid, ill, sore, tired, pregnant, after surgery."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot import keyboards as kb
from bot import screens
from bot.actions import records
from bot.context import Chat
from bot.conversation import steps
from bot.conversation.wishes import Wish
from bot.speech import Button, Speech, rows
from bot.texts import general, labels
from bot.texts import wishes as texts
from bot.texts.words import blocks


async def grant(context: Chat, wish: Wish) -> None:
    """What helps."""
    await _GRANTS[wish](context)


async def stop_for(context: Chat, flag: str) -> None:
    """It was meant: the plan waits for a professional's word."""
    async with context.visit() as visit:
        await records.flag(visit, flag)
        after = await screens.after(visit)
    await context.change(Speech(texts.STOPPED))
    await steps.settle(context, after)


async def _ahead(context: Chat) -> None:
    """Which conditions are met, and what an informed choice could take."""
    await steps.look(context, screens.gate)


async def _slower(context: Chat) -> None:
    """Staying is always possible; what is on offer can be put away at once."""
    await steps.look(context, screens.slower)


async def _afraid(context: Chat) -> None:
    """Fear after an injury is common, and the plan can wait for it."""
    await context.say(Speech(texts.AFRAID, ((Button(labels.NEXT_GATE, kb.GATE()), Button(labels.TODAY, kb.TODAY())),)))


async def _ill(context: Chat) -> None:
    """Rest first: for how long?"""
    lengths = [Button(label, kb.PAUSE("ill", days)) for days, label in labels.PAUSE_LENGTHS.items()]
    await context.say(Speech(texts.ILL, (*rows(lengths, 3), (Button(labels.PAUSE_OPEN, kb.PAUSE("ill", 0)),))))


async def _worse(context: Chat) -> None:
    """Safety first, then the number."""
    await steps.look(context, screens.flare)


async def _hurts(context: Chat) -> None:
    """How much?"""
    async with context.glance() as visit:
        scale = await screens.pain_scale(visit)
    await context.say(replace(scale, text=blocks(texts.HURTS, scale.text)))


async def _other_knee(context: Chat) -> None:
    """How much does that one hurt?"""
    async with context.glance() as visit:
        scale = await screens.other_knee_scale(visit)
    await context.say(replace(scale, text=blocks(texts.OTHER_KNEE, scale.text)))


async def _fell(context: Chat) -> None:
    """A fall may be more than this injury: safety first."""
    async with context.glance() as visit:
        signs = await screens.flare(visit)
    await context.say(replace(signs, text=texts.FELL))


async def _fine(context: Chat) -> None:
    """Good to hear; a number makes it count."""
    async with context.glance() as visit:
        scale = await screens.pain_scale(visit)
    await context.say(replace(scale, text=blocks(texts.FINE, scale.text)))


async def _fed_up(context: Chat) -> None:
    """Less, a pause, or a look back; and people, where it is more than the knee."""
    less, rest = Button(labels.SHORT, kb.WORKOUT_START("short")), Button(labels.REST, kb.PAUSE("life", 0))
    await context.say(Speech(texts.FED_UP, ((less, rest), (Button(labels.TODAY, kb.TODAY()),))))


async def _tired(context: Chat) -> None:
    """Less, or nothing, is fine."""
    less, none = Button(labels.SHORT, kb.WORKOUT_START("short")), Button(labels.SKIP, kb.SKIP_ASK())
    await context.say(Speech(texts.TIRED, ((less, none), (Button(labels.TODAY, kb.TODAY()),))))


async def _amends(context: Chat) -> None:
    """What is noted stays until it is taken back."""
    await context.say(Speech(general.EDITED))


def _flag(flag: str) -> Callable[[Chat], Awaitable[None]]:
    async def ask(context: Chat) -> None:
        yes, no = Button(labels.YES, kb.SAID(flag)), Button(labels.NO, kb.SAID("no"))
        await context.say(Speech(texts.FLAGS[flag], ((yes, no),)))

    return ask


async def nothing(context: Chat) -> None:
    """It was not meant."""
    await context.change(Speech(general.NEVER_MIND))


_GRANTS: dict[Wish, Callable[[Chat], Awaitable[None]]] = {
    Wish.AHEAD: _ahead,
    Wish.SLOWER: _slower,
    Wish.AFRAID: _afraid,
    Wish.ILL: _ill,
    Wish.WORSE: _worse,
    Wish.HURTS: _hurts,
    Wish.OTHER_KNEE: _other_knee,
    Wish.FELL: _fell,
    Wish.FINE: _fine,
    Wish.FED_UP: _fed_up,
    Wish.TIRED: _tired,
    Wish.AMENDS: _amends,
    Wish.PREGNANCY: _flag(Wish.PREGNANCY),
    Wish.SURGERY: _flag(Wish.SURGERY),
}
