"""Noting things: runs, pain, sessions, cross-training; and taking them back."""

from telegram import Update

from bot import keyboards as kb
from bot import screens
from bot.actions import records, runs
from bot.actions.runs import RunDraft
from bot.context import Chat
from bot.conversation import slipping, steps
from bot.handlers.registry import command, tap
from bot.speech import Button, Speech, rows
from bot.texts import labels, logs
from protocols.diary import Side


async def log_asked(_: Update, context: Chat) -> None:
    """What shall be noted?"""
    await steps.look(context, screens.log_menu)


async def run_asked(_: Update, context: Chat) -> None:
    """A run, field by field."""
    await steps.log_run(context, lambda v: runs.start(v, RunDraft()))


async def run_as_planned(_: Update, context: Chat) -> None:
    """Today's run as it stands in the plan, without pain."""
    await steps.log_run(context, runs.as_planned)


async def run_field_tapped(_: Update, context: Chat) -> None:
    """A value for one field of the run."""
    await steps.log_run(context, lambda v: runs.fill(v, context.tapped(1), context.tapped(2)))


async def run_edit_tapped(_: Update, context: Chat) -> None:
    """One field is asked again."""
    await steps.log_run(context, lambda v: runs.ask(v, context.tapped(1)))


async def run_save_tapped(_: Update, context: Chat) -> None:
    """The run is right as it stands."""
    await steps.save_run(context)


async def run_cancelled(_: Update, context: Chat) -> None:
    """Nothing is noted."""
    await steps.cancel_run(context)


async def pain_asked(_: Update, context: Chat) -> None:
    """How is the knee right now?"""
    async with context.visit() as visit:
        speech = await screens.if_consented(visit, await screens.pain_scale(visit))
    await context.say(speech)


async def pain_tapped(_: Update, context: Chat) -> None:
    """Pain in daily life."""
    await steps.note_pain(context, lambda v: records.pain(v, int(context.tapped(1))))


async def other_knee_asked(_: Update, context: Chat) -> None:
    """It is the other knee."""
    async with context.visit() as visit:
        speech = await screens.if_consented(visit, await screens.other_knee_scale(visit))
    await context.reply(speech)


async def side_tapped(_: Update, context: Chat) -> None:
    """Pain of that knee."""
    side = Side(context.tapped(1))
    await steps.note_pain(context, lambda v: records.pain(v, int(context.tapped(2)), side))


async def morning_tapped(_: Update, context: Chat) -> None:
    """The knee, the morning after a run."""
    await steps.note_pain(context, lambda v: records.morning(v, context.tapped(1), int(context.tapped(2))))


async def morning_side_tapped(_: Update, context: Chat) -> None:
    """One of two sore knees, the morning after a run."""
    side, run, value = Side(context.tapped(1)), context.tapped(2), int(context.tapped(3))
    await steps.note_pain(context, lambda v: records.morning(v, run, value, side))


async def cross_asked(_: Update, context: Chat) -> None:
    """Which sport?"""
    await steps.confirm_cross(context, None)


async def cross_tapped(_: Update, context: Chat) -> None:
    """How long, then it is noted."""
    sport, minutes = context.tapped(1), int(context.tapped(2))
    if minutes:
        await steps.note(context, lambda v: records.cross_training(v, sport, minutes), logs.cross_saved)
        return
    choices = [Button(label, kb.CROSS(sport, n)) for n, label in labels.CROSS_MINUTES.items()]
    await context.change(Speech(logs.CROSS_MINUTES, rows(choices, 3)))


async def workout_noted(_: Update, context: Chat) -> None:
    """A session done without the guide."""
    await steps.note(context, records.workout, logs.workout_saved)


async def undo_asked(_: Update, context: Chat) -> None:
    """`/undo`: the last entry is taken back; while a severe number stops the plan, whether it was a slip."""
    if await slipping.possible(context):
        await slipping.ask(context)
        return
    async with context.visit() as visit:
        gone = await records.undo_last(visit)
        after = await screens.after(visit)
    await context.say(Speech(logs.undone(gone)))
    await steps.settle(context, after)


async def slip_asked(_: Update, context: Chat) -> None:
    """The number may have been a slip."""
    await slipping.ask(context)


async def slip_tapped(_: Update, context: Chat) -> None:
    """It was one, and nothing else is wrong."""
    await slipping.take_back(context)


async def undo_tapped(_: Update, context: Chat) -> None:
    """This entry is taken back."""
    async with context.visit() as visit:
        gone = await records.undo(visit, context.tapped(1))
        after = await screens.after(visit)
    await context.change(Speech(logs.undone(gone)))
    await steps.settle(context, after)


HANDLERS = [
    command("log", log_asked),
    command("pain", pain_asked),
    command("undo", undo_asked),
    tap(kb.LOG_MENU, log_asked),
    tap(kb.LOG_RUN, run_asked),
    tap(kb.LOG_PAIN, pain_asked),
    tap(kb.LOG_WORKOUT, workout_noted),
    tap(kb.LOG_CROSS, cross_asked),
    tap(kb.RUN_FIELD, run_field_tapped),
    tap(kb.RUN_EDIT, run_edit_tapped),
    tap(kb.RUN_AS_PLANNED, run_as_planned),
    tap(kb.RUN_SAVE, run_save_tapped),
    tap(kb.RUN_CANCEL, run_cancelled),
    tap(kb.PAIN, pain_tapped),
    tap(kb.PAIN_OTHER, other_knee_asked),
    tap(kb.PAIN_SIDE, side_tapped),
    tap(kb.MORNING, morning_tapped),
    tap(kb.MORNING_SIDE, morning_side_tapped),
    tap(kb.CROSS, cross_tapped),
    tap(kb.UNDO, undo_tapped),
    tap(kb.SLIP_ASK, slip_asked),
    tap(kb.SLIP, slip_tapped),
]
