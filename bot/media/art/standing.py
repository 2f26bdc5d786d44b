"""The three exercises on the feet: step-down, single-leg squat and monster walk."""

from dataclasses import replace

from bot.media.art.props import Band, Box, Mat
from bot.media.art.scene import Moment, Scene
from bot.media.art.skeleton import (
    ANKLE_HEIGHT,
    HIP_GAP,
    SHANK,
    SHOULDER_GAP,
    THIGH,
    TRUNK,
    Leg,
    Pose,
    arm,
    leg,
    planted_leg,
)
from bot.media.art.space import Camera, Point, Vec

_ORIGIN = Point(0, 0)
_AHEAD = Vec(0, 0, 1)
_HALF_HIP = Vec(HIP_GAP / 2, 0, 0)  # the runner's left is the viewer's right
_HALF_SHOULDER = Vec(SHOULDER_GAP / 2, 0, 0)


def _upright(working: Leg, other: Leg, lean: float, *, hands: Vec, elbows: Vec) -> Pose:
    """A trunk over the hips leaning forward by `lean` (rise per metre); `hands` from the shoulders, mirrored."""
    hips = working.hip.towards(other.hip, 0.5)
    spine = Vec(0, 1, lean).unit()
    neck = hips + spine * TRUNK
    arms = []
    for turn in (1, -1):
        shoulder = neck + _HALF_SHOULDER * turn
        flip = Vec(hands.x * turn, hands.y, hands.z)
        arms.append(arm(shoulder, shoulder + flip, pole=Vec(elbows.x * turn, elbows.y, elbows.z)))
    crown = Vec(0, 1, lean * 0.35).unit()
    return Pose(working, other, (arms[0], arms[1]), head=neck + crown * 0.235, face=Vec(0, -0.05, 1), crown=crown)


def _balanced(working: Leg, other: Leg, lean: float, moment: Moment) -> Pose:
    """Hands in front for balance, a little higher the deeper it goes."""
    return _upright(working, other, lean, hands=Vec(0.02, -0.30 + 0.16 * moment, 0.36), elbows=Vec(0.5, -1, 0))


def step_down(moment: Moment, *, height: float) -> Pose:
    """The standing knee bends over its own toes; the free heel sinks beside the step, pelvis level."""
    drop = (height + 0.01) * moment
    hips = Vec(0, height + ANKLE_HEIGHT + THIGH + SHANK - 0.015 - drop, -0.78 * drop)
    ankle = Vec(HIP_GAP / 2 - 0.02, height + ANKLE_HEIGHT, 0)
    working = planted_leg(hips + _HALF_HIP, ankle, pole=_AHEAD, toes=Vec(0.06, 0, 1))
    hanging = Vec(-0.08, -1, 0.06 + 0.9 * drop).unit() * (THIGH + SHANK - 0.012)
    free_ankle = hips - _HALF_HIP + hanging
    other = leg(hips - _HALF_HIP, free_ankle, pole=_AHEAD, toes=Vec(-0.05, 0.25, 1))
    return _balanced(working, other, 0.05 + 1.6 * drop, moment)


def _low_step(moment: Moment) -> Pose:
    return step_down(moment, height=0.15)


def _tall_step(moment: Moment) -> Pose:
    return step_down(moment, height=0.30)


def _beside_free_foot(moment: Moment) -> Vec:
    return _tall_step(0).other.ankle + Vec(-0.22, -0.05 - 0.2 * moment, 0)


_STANDING_VIEW = Camera(yaw=28, pitch=10, scale=1, centre=Vec(0, 0.92, 0), at=_ORIGIN)
_GROUND = Mat(-0.42, 0.42, -0.32, 0.40)

LOW_STEP = Scene(
    _low_step,
    lambda moment: _low_step(0).other.ankle + Vec(-0.2, 0.05 - 0.17 * moment, 0),
    _STANDING_VIEW,
    "left",
    lying=False,
    label="low step",
    props=(_GROUND, Box(-0.01, 0.36, -0.25, 0.3, 0.15)),
)
TALL_STEP = Scene(
    _tall_step,
    _beside_free_foot,
    replace(_STANDING_VIEW, centre=Vec(0, 1.02, 0)),
    "left",
    lying=False,
    label="taller step",
    props=(_GROUND, Box(-0.01, 0.36, -0.25, 0.3, 0.30)),
)


def squat(moment: Moment, *, depth: float) -> Pose:
    """One leg: hips back and down by `depth` metres, knee over the foot; the free shank stays behind."""
    drop = depth * moment
    hips = Vec(0, ANKLE_HEIGHT + THIGH + SHANK - 0.015 - drop, -0.82 * drop)
    working = planted_leg(hips + _HALF_HIP, Vec(HIP_GAP / 2 - 0.03, ANKLE_HEIGHT, 0), pole=_AHEAD, toes=Vec(0.06, 0, 1))
    free_hip = hips - _HALF_HIP
    free_ankle = free_hip + Vec(-0.02, -0.50 + 0.05 * moment, -0.38)
    other = leg(free_hip, free_ankle, pole=Vec(0, -0.2, 1), toes=Vec(0, -1, -0.15))
    return _balanced(working, other, 0.05 + 1.8 * drop, moment)


def _shallow(moment: Moment) -> Pose:
    return squat(moment, depth=0.12)


def _deep(moment: Moment) -> Pose:
    return squat(moment, depth=0.29)


def _hips_sink(depth: float, moment: Moment) -> Vec:
    return Vec(0.50, 0.80 - depth * moment, 0)


SHALLOW = Scene(
    _shallow,
    lambda moment: _hips_sink(0.14, moment),
    _STANDING_VIEW,
    "left",
    lying=False,
    label="shallow",
    props=(_GROUND,),
)
DEEP = replace(SHALLOW, pose=_deep, trace=lambda moment: _hips_sink(0.32, moment), label="deeper")


def monster_walk(moment: Moment) -> Pose:
    """Half squat, feet never together; the leading foot steps out to the side against the band."""
    lead, trail = 0.16 + 0.22 * moment, -0.16
    hips = Vec((lead + trail) / 2, 0.70 - 0.02 * moment, -0.24)
    feet = (Vec(lead, ANKLE_HEIGHT, 0), Vec(trail, ANKLE_HEIGHT, 0))
    working = planted_leg(hips + _HALF_HIP, feet[0], pole=Vec(0.35, 0, 1), toes=Vec(0.08, 0, 1))
    other = planted_leg(hips - _HALF_HIP, feet[1], pole=Vec(-0.35, 0, 1), toes=Vec(-0.08, 0, 1))
    return _upright(working, other, 0.55, hands=Vec(-0.10, -0.20, 0.30), elbows=Vec(1, -0.6, 0))


def _sideways(moment: Moment) -> Vec:
    return Vec(0.33 + 0.22 * moment, 0.02, 0.40)


_FRONT_VIEW = Camera(yaw=10, pitch=12, scale=1, centre=Vec(0.1, 0.75, 0), at=_ORIGIN)

MONSTER_KNEES = Scene(
    monster_walk,
    _sideways,
    _FRONT_VIEW,
    "left",
    lying=False,
    label="band at knees",
    props=(Mat(-0.40, 0.62, -0.25, 0.45), Band(0.84)),
)
MONSTER_ANKLES = replace(
    MONSTER_KNEES, label="band at ankles", props=(Mat(-0.40, 0.62, -0.25, 0.45), Band(0.86, below_knee=True))
)
