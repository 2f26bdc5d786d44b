"""Alt texts, titles and captions of pictures and sounds. Plain text: nothing in here needs escaping."""

from typing import Final

from bot.media.run_files.figures import RunFile
from bot.texts.words import amount
from protocols.model import Step

# {side} is the leg that works, {other} the other one.
_MOVEMENT: Final = {
    "side_lying_abduction": (
        "Lying on the {other} side, lower knee bent, head on the lower arm. The straight {side} leg lifts from just "
        "above the lower leg to about thirty degrees, toes turned slightly down."
    ),
    "clamshell": (
        "Lying on the {other} side, hips and knees bent, feet together, a band around both thighs just above the "
        "knees. The {side} knee opens upwards while the heels stay together."
    ),
    "single_leg_bridge": (
        "Lying on the back, {side} knee bent, {other} leg stretched out in the air. The hips lift until trunk and "
        "thigh form one line; the weight is on the {side} heel."
    ),
    "step_down": (
        "Standing on a step on the {side} leg, the {other} leg hanging off the edge. The {side} knee bends over its "
        "own foot until the {other} heel nearly reaches the floor."
    ),
    "single_leg_squat": (
        "Standing on the {side} leg, {other} foot held behind, arms forward. Hips go back and down; the {side} knee "
        "stays above the foot and does not fall inwards."
    ),
    "monster_walk": (
        "Half squat facing forward, feet apart against the band. The {side} foot steps out to the {side}; the knees "
        "stay above the feet."
    ),
}

_DETAIL: Final = {
    ("side_lying_abduction", "loaded"): "A weight is strapped above the {side} ankle.",
    ("clamshell", "heavy_band"): "The band is a wider, heavier one.",
    ("clamshell", "long_hold"): "A stopwatch: stay open longer before closing.",
    ("single_leg_bridge", "floor"): "The {side} foot is flat on the floor.",
    ("single_leg_bridge", "bench"): "The {side} foot is up on a bench.",
    ("step_down", "low_step"): "The step is low.",
    ("step_down", "tall_step"): "The step is about twice as tall.",
    ("single_leg_squat", "shallow"): "The knee bends only a little.",
    ("single_leg_squat", "deep"): "The thigh sinks well towards level.",
    ("monster_walk", "knees"): "The band is just above the knees.",
    ("monster_walk", "ankles"): "The band is around the ankles.",
}

PERFORMER: Final = "Strideback"
HILLY_METRES: Final = 30  # metres down in one run; below it the sensor may be wrong or a bridge was crossed


def exercise_alt(exercise: str, level: str, side: str) -> str:
    """What the picture of an exercise shows, for people who do not see it."""
    sentences = f"{_MOVEMENT[exercise]} {_DETAIL.get((exercise, level), '')}".strip()
    return sentences.format(side=side, other="right" if side == "left" else "left")


def metronome_title(spm: float) -> str:
    return f"Metronome {spm:g} steps/min"


def session_title(step: Step) -> str:
    """'Run 8 / walk 1 × 2 + 4 min' or 'Run 20 min'."""
    if step.continuous:
        return f"Run {step.running_minutes:g} min"
    return f"Run {step.run:g} / walk {step.walk:g} × {step.rounds}{f' + {step.last:g} min' if step.last else ''}"


# Why a run file was not taken, by the code of RunFileError.
RUN_FILE_PROBLEMS: Final = {
    "run_file_empty": "That file is empty.",
    "run_file_too_big": "That file is too big for a single run: 10 MB is the most I read.",
    "run_file_zipped": "That is a packed file. Please unpack it and send the .fit, .gpx or .tcx inside.",
    "run_file_unknown_format": "I read .fit, .gpx and .tcx files. Most watch apps export one of them.",
    "run_file_malformed": "That file is damaged or cut short. Please export it once more.",
    "run_file_unsafe": "That file holds instructions that no run needs, so I did not open it.",
    "run_file_too_long": "There are far more points in that file than in a single run.",
    "run_file_too_slow": "I could not read that file in a reasonable time. You can log the run by hand: /log.",
    "run_file_no_run": "I find no run in it: a planned route has no times.",
    "run_file_not_a_run": "That is another sport. For cross-training, just tell me the minutes.",
    "run_file_implausible": "The figures in that file cannot be a run. You can still log it by hand.",
}


def run_file_found(run: RunFile, *, flat_only: bool) -> str:
    """What was read from a file and, while the plan is flat, what its hills mean; to be confirmed by the runner."""
    figures = [
        amount(run.minutes, "min"),
        run.km is not None and amount(run.km, "km"),
        run.cadence is not None and f"{run.cadence:.0f} steps/min",
        run.ascent_m is not None and f"{run.ascent_m:.0f} m up",
        run.descent_m is not None and f"{run.descent_m:.0f} m down",
    ]
    found = ", ".join(each for each in figures if each)
    if flat_only and (run.descent_m or 0) >= HILLY_METRES:
        return f"{found}.\n{run.descent_m:.0f} m down: the plan says flat for now."
    return f"{found}."
