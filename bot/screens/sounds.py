"""Sounds for a run: today's step, a metronome."""

from bot.actions import runs
from bot.actions.visit import Visit
from bot.keyboards import media as buttons
from bot.media.sounds import MAX_SPM, MIN_SPM
from bot.screens.kinds import Screen
from bot.speech import Beat, Speech, StepAudio
from bot.texts import sounds as texts
from protocols.outlook import RunTask


async def run_audio(visit: Visit) -> Speech:
    """The sound of the run that is due today."""
    task = runs.planned(await visit.plan())
    if task is None:
        return Speech(texts.NO_RUN)
    return of_run(task) or Speech(texts.NO_SOUND)


def of_run(task: RunTask) -> Speech | None:
    """Cues and clicks of exactly this step; without a step the metronome; None when there is neither."""
    if task.step is not None:
        return Speech(texts.session(task.step, task.cadence), sound=StepAudio(task.step, task.cadence))
    if task.cadence is not None:
        return Speech(texts.metronome(task.cadence, None), sound=Beat(task.cadence))
    return None


def metronome(spm: float | None) -> Screen:
    """A metronome at a rate, or at the runner's target; who has none is asked."""

    async def screen(visit: Visit) -> Speech:
        own = (await visit.plan()).cadence
        wanted = spm if spm is not None else own.target if own else None
        if wanted is None:
            return Speech(texts.WHICH, ((buttons.metronome(round(own.baseline)),),) if own else ())
        if not MIN_SPM <= wanted <= MAX_SPM:
            return Speech(texts.OUT_OF_RANGE)
        return Speech(texts.metronome(wanted, own.baseline if own else None), sound=Beat(round(wanted, 1)))

    return screen
