"""The guided workout: one message, edited in place."""

from telegram import Update

from bot import keyboards as kb
from bot import screens
from bot.actions import workout
from bot.actions.errors import StaleError
from bot.context import Chat
from bot.conversation import steps
from bot.handlers.registry import command, tap
from bot.speech import Button, Speech
from bot.texts import labels
from bot.texts import workout as workout_texts


async def start_tapped(_: Update, context: Chat) -> None:
    """Which length, then the first set."""
    length = context.tapped(1)
    async with context.glance() as visit:
        is_open = await workout.listening(visit) is not None
    if length == "ask" and not is_open:
        lengths = (Button(labels.FULL, kb.WORKOUT_START("full")), Button(labels.SHORT, kb.WORKOUT_START("short")))
        await context.show(screens.WORKOUT, Speech(workout_texts.CHOOSE, (lengths,)))
        return
    await steps.exercise(context, lambda visit: workout.begin(visit, length))


async def set_tapped(_: Update, context: Chat) -> None:
    """Done, too hard, hurts, swap, pause, go on, finish, bell."""
    await steps.exercise(context, lambda visit: workout.tap(visit, context.tapped(1), int(context.tapped(2))))


async def hurt_tapped(_: Update, context: Chat) -> None:
    """How much it hurts."""
    await steps.exercise(context, lambda visit: workout.hurt(visit, int(context.tapped(1)), int(context.tapped(2))))


async def effort_tapped(_: Update, context: Chat) -> None:
    """How hard it was."""
    await steps.exercise(context, lambda visit: workout.felt(visit, int(context.tapped(1)), int(context.tapped(2))))


async def knee_tapped(_: Update, context: Chat) -> None:
    """How the knee was; the session is noted."""
    await steps.exercise(context, lambda visit: workout.knee(visit, int(context.tapped(1)), int(context.tapped(2))))


async def exercises_asked(_: Update, context: Chat) -> None:
    """Every exercise, to look at."""
    async with context.visit() as visit:
        speech = await screens.unless_barred(visit, screens.exercises)
    await context.say(speech)


async def exercise_tapped(_: Update, context: Chat) -> None:
    """How one exercise is done."""
    async with context.visit() as visit:
        if context.tapped(1) not in visit.protocol.exercises:
            raise StaleError
        speech = await screens.unless_barred(visit, screens.exercise(context.tapped(1)))
    await context.say(speech)


HANDLERS = [
    command("exercises", exercises_asked),
    tap(kb.WORKOUT_START, start_tapped),
    tap(kb.SET, set_tapped),
    tap(kb.HURTS, hurt_tapped),
    tap(kb.EFFORT, effort_tapped),
    tap(kb.KNEE_AFTER, knee_tapped),
    tap(kb.EXERCISE, exercise_tapped),
]
