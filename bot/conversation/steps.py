"""Steps of the conversation that a tap and typed text share: act on a visit, close it, then show.

A handler parses what came in and takes one of these steps.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot import keyboards as kb
from bot import screens
from bot.actions import asking, cadence, runs, stages
from bot.actions.runs import RunDraft
from bot.actions.session import Session
from bot.actions.stages import Stage
from bot.actions.visit import Visit
from bot.context import Chat
from bot.screens import Card
from bot.speech import Button, Speech, rows
from bot.texts import labels, logs, safety
from protocols.diary import CheckIn, Entry
from protocols.knowledge import Answer, Kind

T = TypeVar("T")
E = TypeVar("E", bound=Entry)
Act = Callable[[Visit], Awaitable[T]]


async def advance(
    context: Chat, act: Act[object], screen: Callable[[Visit], Awaitable[Card]] = screens.current
) -> None:
    """Act, then show where the runner now is."""
    async with context.visit() as visit:
        await act(visit)
        card = await screen(visit)
    await context.show(*card)


async def look(context: Chat, screen: Callable[[Visit], Awaitable[Speech]]) -> None:
    """Show something to runners with a plan; others see what stands in its way."""
    async with context.visit() as visit:
        speech = await screens.if_ready(visit, screen)
    await context.say(speech)


async def exercise(context: Chat, act: Act[Session]) -> None:
    """One step of the guided workout."""
    async with context.visit() as visit:
        session = await act(visit)
        card, after = await screens.workout_card(visit, session), await screens.after(visit)
    await context.show(screens.WORKOUT, card)
    if session.is_over:
        await context.let_go(screens.WORKOUT)
        await settle(context, after)


async def log_run(context: Chat, act: Act[RunDraft]) -> None:
    """One step of logging a run."""
    async with context.visit() as visit:
        card = await screens.run_card(visit, await act(visit))
    await context.show(screens.RUN, card)


async def save_run(context: Chat) -> None:
    """Note the run, unless something in it contradicts itself: that is asked once."""
    async with context.visit() as visit:
        run, doubts = await runs.save(visit)
        card, after = await screens.run_noted(visit, run, doubts), await screens.after(visit)
    await context.show(screens.RUN, card)
    if run is not None:
        await context.let_go(screens.RUN)
        await settle(context, after)


async def note_pain(context: Chat, act: Act[CheckIn]) -> None:
    """Note a pain value; the light and what follows."""
    async with context.visit() as visit:
        card, after = await screens.pain_noted(visit, await act(visit)), await screens.after(visit)
    await context.reply(card)
    await settle(context, after)


async def note(context: Chat, act: Act[E], text: Callable[[E], str]) -> None:
    """Note something else; it can be undone."""
    async with context.visit() as visit:
        entry = await act(visit)
        after = await screens.after(visit)
    await context.change(screens.noted(text(entry), entry.id))
    await settle(context, after)


async def count_steps(context: Chat, steps: int) -> None:
    """One more count of one foot in half a minute; the fourth makes the cadence."""
    async with context.visit() as visit:
        entry = await cadence.count(visit, steps)
        after = await screens.after(visit)
        if entry is None:
            card = screens.counted(await cadence.counted(visit) or ())
        else:
            card = screens.cadence_noted(entry, await visit.plan(), visit.protocol)
    await context.show(screens.CADENCE, card)
    if entry is not None:
        await context.let_go(screens.CADENCE)
        await settle(context, after)


async def stop_counting(context: Chat) -> None:
    """Nothing is counted."""
    async with context.visit() as visit:
        await cadence.stop(visit)
    await context.show(screens.CADENCE, Speech(logs.NOT_SAVED))
    await context.let_go(screens.CADENCE)


async def cancel_run(context: Chat) -> None:
    """Nothing is noted."""
    async with context.visit() as visit:
        await runs.cancel(visit)
        after = await screens.after(visit)
    await context.show(screens.RUN, Speech(logs.NOT_SAVED))
    await context.let_go(screens.RUN)
    await settle(context, after)


async def confirm_pain(context: Chat, value: int | None) -> None:
    """A pain value in words: is it about now?"""
    if value is None:
        await ask_pain(context)
        return
    await context.say(Speech(logs.pain_meant(value), ((Button(labels.NOTE_IT, kb.PAIN(value)),),)))


async def ask_pain(context: Chat) -> None:
    """How is the knee right now?"""
    async with context.glance() as visit:
        speech = await screens.pain_scale(visit)
    await context.reply(speech)


async def confirm_workout(context: Chat) -> None:
    """A session in words: shall it be noted?"""
    await context.say(Speech(logs.WORKOUT_MEANT, ((Button(labels.NOTE_IT, kb.LOG_WORKOUT()),),)))


async def confirm_cross(context: Chat, minutes: float | None) -> None:
    """Cross-training in words: which kind?"""
    known = round(minutes or 0)
    sports = [Button(label, kb.CROSS(key, known)) for key, label in labels.SPORTS.items()]
    await context.say(Speech(logs.CROSS, rows(sports, 2)))


async def answer(context: Chat, text: str, given: Answer) -> None:
    """Answer a question; one without an answer is kept for the admins."""
    async with context.visit() as visit:
        if given.kind is Kind.ABSTAIN:
            await asking.keep_unanswered(visit, text)
        phase = await _phase(visit)
        place = await stages.where(visit)
        stopped = place.stage is Stage.FLAGGED
        barred = stopped and (screens.teaches_exercise(given.entries) or screens.not_understood(given))
        greeted = place.stage is Stage.CONSENT and given.kind is Kind.CHAT
        card = await screens.current(visit) if place.stage is Stage.QUESTION or greeted or barred else None
    if not barred:
        await context.say(screens.answered(context.world.knowledge.respond(text, phase=phase), phase, stopped=stopped))
    if card is not None:
        await context.show(*card)


async def _phase(visit: Visit) -> str | None:
    """The runner's phase; None before there is a plan."""
    place = await stages.where(visit)
    return (await visit.plan()).phase.value if place.stage is Stage.READY else None


async def close_exercise(context: Chat) -> None:
    """No exercise stays on the screen while a red flag stands."""
    await context.close(screens.WORKOUT, Speech(safety.SESSION_OVER))


async def settle(context: Chat, after: screens.After) -> None:
    """Bring Today up to date; where a red flag stands, say so in a message of its own."""
    await context.refresh(screens.TODAY, after.today)
    if after.alarm is not None:
        await close_exercise(context)
        await context.show(screens.QUESTION, after.alarm)
    if after.clock is not None:
        await context.say(after.clock)


async def today(context: Chat) -> None:
    """Where we are, in a fresh message."""
    async with context.visit() as visit:
        card = await screens.current(visit)
    await context.show(*card)
