"""The exercises, to look at."""

from bot.texts.words import blocks, lines, plural
from protocols.model import Exercise

LIST = "<b>The exercises</b>\nTap one to see how it is done."


def how(exercise: Exercise) -> str:
    """How one exercise is done, its dose and its levels."""
    dose = exercise.dose
    reps = plural(dose.reps, "lap") if dose.laps else f"{dose.reps} repetitions"
    side = " on each side" if dose.per_side else ""
    return blocks(
        f"<b>{exercise.name}</b>\n{exercise.targets}",
        lines(*(f"{n}. {step}" for n, step in enumerate(exercise.steps, 1))),
        f"<b>{plural(dose.sets, 'set')} of {reps}{side}</b>",
        lines("Watch out:", *(f"• {mistake}" for mistake in exercise.mistakes)) if exercise.mistakes else None,
        lines("Easier to harder:", *(f"• {level.name}: {level.cue}" for level in exercise.levels)),
        f"<i>{exercise.tag} · {exercise.source}</i>",
    )
