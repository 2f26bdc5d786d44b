"""Sounds: the audio of today's run, a metronome."""

from telegram import Update

from bot import screens
from bot.context import Chat
from bot.conversation import reading, steps
from bot.handlers.registry import command, tap
from bot.keyboards import media as buttons
from bot.screens import sounds


async def audio_asked(_: Update, context: Chat) -> None:
    """The sound of the run that is due today."""
    await steps.look(context, sounds.run_audio)


async def metronome_asked(_: Update, context: Chat) -> None:
    """`/metronome 172`; without a number at the runner's target."""
    await _metronome(context, reading.number(" ".join(context.args or ())))


async def rate_tapped(_: Update, context: Chat) -> None:
    """A metronome at this rate."""
    await _metronome(context, float(context.tapped(1)))


async def _metronome(context: Chat, spm: float | None) -> None:
    async with context.visit() as visit:
        speech = await screens.unless_barred(visit, sounds.metronome(spm))
    await context.say(speech)


HANDLERS = [
    command("audio", audio_asked),
    command("metronome", metronome_asked),
    tap(buttons.AUDIO, audio_asked),
    tap(buttons.METRONOME, rate_tapped),
]
