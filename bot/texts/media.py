"""Alt texts, titles and captions of pictures and sounds. Plain text: nothing in here needs escaping."""

from typing import Final

from protocols.model import Step

EXERCISE_TITLES: Final = {
    "side_lying_abduction": "Side-lying leg raise",
    "clamshell": "Clamshell",
    "single_leg_bridge": "Single-leg bridge",
    "step_down": "Step-down",
    "single_leg_squat": "Single-leg squat",
    "monster_walk": "Monster walk",
}

LEVEL_TITLES: Final = {
    ("side_lying_abduction", "plain"): "no weight",
    ("side_lying_abduction", "loaded"): "ankle weight or band",
    ("clamshell", "band"): "band above the knees",
    ("clamshell", "heavy_band"): "heavier band",
    ("clamshell", "long_hold"): "longer hold",
    ("single_leg_bridge", "floor"): "foot on the floor",
    ("single_leg_bridge", "bench"): "foot on a bench",
    ("step_down", "low_step"): "low step",
    ("step_down", "tall_step"): "taller step",
    ("single_leg_squat", "shallow"): "shallow",
    ("single_leg_squat", "deep"): "deeper",
    ("monster_walk", "knees"): "band at the knees",
    ("monster_walk", "ankles"): "band at the ankles",
}

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


def exercise_alt(exercise: str, level: str, side: str) -> str:
    """What the picture of an exercise shows, for people who do not see it."""
    sentences = f"{_MOVEMENT[exercise]} {_DETAIL.get((exercise, level), '')}".strip()
    return sentences.format(side=side, other="right" if side == "left" else "left")


def exercise_caption(exercise: str, level: str, side: str) -> str:
    return f"{EXERCISE_TITLES[exercise]}, {LEVEL_TITLES[exercise, level]}: {side} leg"


def metronome_title(spm: float) -> str:
    return f"Metronome {spm:g} steps/min"


def session_title(step: Step) -> str:
    """'Run 8 / walk 1 × 2 + 4 min' or 'Run 20 min'."""
    if step.continuous:
        return f"Run {step.running_minutes:g} min"
    return f"Run {step.run:g} / walk {step.walk:g} × {step.rounds}{f' + {step.last:g} min' if step.last else ''}"


SESSION_LEGEND: Final = (
    "What you will hear: two low notes = walk to warm up. Rising = run. Falling = walk. Two equal notes = halfway. "
    "Three quick high ones = the last run is next. A slow fall = cool down. A little fanfare = done. "
    "The clicks while you run are your steps: low is left, high is right."
)
