"""The three exercises on the mat: abduction and clamshell on the side, the bridge on the back."""

import math
from dataclasses import replace

from bot.media.art.props import AnkleWeight, Band, Box, Mat
from bot.media.art.scene import Moment, Scene
from bot.media.art.skeleton import (
    ANKLE_HEIGHT,
    HIP_GAP,
    SHANK,
    SHOULDER_GAP,
    THIGH,
    TRUNK,
    Arm,
    Leg,
    Pose,
    arm,
    leg,
    planted_leg,
    straight_leg,
)
from bot.media.art.space import Camera, Point, Vec

_ORIGIN = Point(0, 0)
_LOW_HIP = Vec(0, 0.09, 0)
_TOP_HIP = Vec(0, 0.09 + HIP_GAP, 0)


def _slope(degrees: float) -> Vec:
    return Vec(math.cos(math.radians(degrees)), math.sin(math.radians(degrees)), 0)


def _on_the_side(working: Leg, bottom: Leg) -> Pose:
    """Head to the viewer's left on the outstretched lower arm, the upper hand propped in front of the chest."""
    low, top = Vec(-TRUNK, 0.08, 0.03), Vec(-TRUNK, 0.08 + SHOULDER_GAP, 0)
    reaching = Arm(low, low + Vec(-0.32, -0.01, 0.05), low + Vec(-0.57, -0.02, 0.10))
    propped = arm(top, Vec(-0.30, 0.05, 0.36), pole=Vec(-0.6, 0.8, 0.3))
    return Pose(working, bottom, (propped, reaching), head=Vec(-0.76, 0.235, 0), face=Vec(0, 0, 1), crown=Vec(-1, 0, 0))


def _bottom_leg(hip_bend: float) -> Leg:
    """Thigh forward by `hip_bend` degrees, knee at a right angle, resting on the mat."""
    turn = math.radians(hip_bend)
    knee = _LOW_HIP + Vec(math.cos(turn) * THIGH, -0.02, math.sin(turn) * THIGH)
    heading = Vec(math.sin(turn), -0.02, -math.cos(turn)).unit()
    return Leg(_LOW_HIP, knee, knee + heading * SHANK, Vec(math.cos(turn), 0, math.sin(turn)), heading)


def abduction(moment: Moment) -> Pose:
    """Bottom knee bent; top leg straight, a touch behind the body, toes turned slightly down (hip turned in)."""
    raised = _slope(-4 + 36 * moment) + Vec(0, 0, -0.04)
    return _on_the_side(straight_leg(_TOP_HIP, raised, toes=Vec(0.1, -0.42, 0.9)), _bottom_leg(48))


def _ankle_arc(moment: Moment) -> Vec:
    return abduction(moment).working.ankle + Vec(0.16, -0.04 + 0.06 * moment, 0)


_SIDE_VIEW = Camera(yaw=-14, pitch=24, scale=1, centre=Vec(-0.13, 0.30, 0.1), at=_ORIGIN)
_SIDE_MAT = Mat(-1.25, 1.0, -0.3, 0.52)

ABDUCTION = Scene(abduction, _ankle_arc, _SIDE_VIEW, "left", lying=True, label="no weight", props=(_SIDE_MAT,))
ABDUCTION_LOADED = replace(ABDUCTION, label="ankle weight", props=(_SIDE_MAT, AnkleWeight()))


def clamshell(moment: Moment) -> Pose:
    """Hips and knees bent, heels together: the top knee opens while hip and ankle stay where they are."""
    bottom = _bottom_leg(45)
    lift = math.radians(4 + 56 * moment)
    ankle = bottom.ankle + Vec(0, 0.11, 0)
    top = leg(_TOP_HIP, ankle, pole=Vec(0, math.sin(lift), math.cos(lift)), toes=bottom.toes)
    # The shoe turns with the shank but its heel stays on the lower heel.
    return _on_the_side(replace(top, toes=top.toes.across(ankle - top.knee)), bottom)


def _knee_arc(moment: Moment) -> Vec:
    return clamshell(1).working.knee + Vec(0.02, 0.11 + 0.2 * moment, 0)


_CLAM_VIEW = Camera(yaw=-8, pitch=26, scale=1, centre=Vec(-0.22, 0.26, 0.1), at=_ORIGIN)
_CLAM_MAT = Mat(-1.25, 0.85, -0.3, 0.52)

CLAMSHELL = Scene(
    clamshell, _knee_arc, _CLAM_VIEW, "left", lying=True, label="band above knees", props=(_CLAM_MAT, Band(0.74))
)
CLAMSHELL_HEAVY = replace(CLAMSHELL, label="heavier band", props=(_CLAM_MAT, Band(0.74, heavy=True)))
CLAMSHELL_LONG = replace(CLAMSHELL, label="longer hold", hold=True)


def _bridge(moment: Moment, *, ankle: Vec, trunk: tuple[float, float], free: tuple[float, float]) -> Pose:
    """On the back, shoulders down; the hips rise from the first to the second slope (degrees) of trunk and free leg."""
    neck = Vec(-TRUNK, 0.085, 0)
    hips = neck + _slope(trunk[0] + (trunk[1] - trunk[0]) * moment) * TRUNK
    near, far = Vec(0, 0, HIP_GAP / 2), Vec(0, 0, -HIP_GAP / 2)
    working = planted_leg(hips + near, ankle + near, pole=Vec(-0.2, 1, 0), toes=Vec(1, 0, 0))
    other = straight_leg(hips + far, _slope(free[0] + (free[1] - free[0]) * moment), toes=Vec(-0.15, 1, 0))
    arms = tuple(
        Arm(neck + Vec(0, 0, z), neck + Vec(0.31, -0.035, z * 1.35), neck + Vec(0.565, -0.045, z * 1.5))
        for z in (SHOULDER_GAP / 2, -SHOULDER_GAP / 2)
    )
    return Pose(
        working, other, (arms[0], arms[1]), head=neck + Vec(-0.25, 0.03, 0), face=Vec(0, 1, 0), crown=Vec(-1, 0, 0)
    )


def bridge(moment: Moment) -> Pose:
    return _bridge(moment, ankle=Vec(0.40, ANKLE_HEIGHT, 0), trunk=(0, 26), free=(32, 27))


BENCH = Box(0.34, 0.86, -0.3, 0.3, 0.36)


def bridge_on_bench(moment: Moment) -> Pose:
    return _bridge(moment, ankle=Vec(0.46, BENCH.height + ANKLE_HEIGHT, 0), trunk=(0, 36), free=(40, 33))


def _hips_rise(moment: Moment) -> Vec:
    return Vec(-0.24, 0.30 + 0.22 * moment, 0.2)


_BACK_VIEW = Camera(yaw=-10, pitch=14, scale=1, centre=Vec(-0.02, 0.32, 0), at=_ORIGIN)
_BACK_MAT = Mat(-1.0, 0.95, -0.4, 0.4)

BRIDGE = Scene(bridge, _hips_rise, _BACK_VIEW, "right", lying=True, label="foot on floor", props=(_BACK_MAT,))
BRIDGE_BENCH = Scene(
    bridge_on_bench,
    _hips_rise,
    replace(_BACK_VIEW, centre=Vec(-0.02, 0.40, 0)),
    "right",
    lying=True,
    label="foot on bench",
    props=(_BACK_MAT, BENCH),
)
