"""A body of equal limbs in every pose.

Segment lengths are shares of a height of 1.75 m as in Winter, Biomechanics and Motor Control of Human Movement
(after Drillis and Contini): thigh .245, shank .246, upper arm .186, forearm .146, trunk .288.
"""

import math
from dataclasses import dataclass

from bot.media.art.space import UP, Vec

THIGH = 0.43
SHANK = 0.43
UPPER_ARM = 0.325
FOREARM = 0.26
TRUNK = 0.50
HIP_GAP = 0.18  # between the hip joints
SHOULDER_GAP = 0.34
ANKLE_HEIGHT = 0.095  # ankle joint above the ground in a shoe


@dataclass(frozen=True, slots=True)
class Leg:
    hip: Vec
    knee: Vec
    ankle: Vec
    toes: Vec  # unit direction heel to toes
    sole: Vec  # unit direction from the ankle to the sole

    @property
    def heel_at(self) -> Vec:
        return self.ankle + self.sole * 0.055 - self.toes * 0.05

    @property
    def toe_at(self) -> Vec:
        return self.ankle + self.sole * 0.062 + self.toes * 0.165


@dataclass(frozen=True, slots=True)
class Arm:
    shoulder: Vec
    elbow: Vec
    hand: Vec


@dataclass(frozen=True, slots=True)
class Pose:
    """`working` is the leg that trains; `face` is where the eyes look, `crown` the way from neck to top of the head."""

    working: Leg
    other: Leg
    arms: tuple[Arm, Arm]
    head: Vec
    face: Vec
    crown: Vec


def bend(root: Vec, end: Vec, first: float, second: float, pole: Vec) -> Vec:
    """Where the joint between two bones lies, bent towards `pole`: two-bone inverse kinematics.

    Raises ValueError when `end` is out of reach: a pose that would stretch a limb is a mistake in the pose.
    """
    reach = (end - root).length()
    if not abs(first - second) <= reach <= first + second:
        raise ValueError(f"{reach:.3f} m is out of reach for bones of {first} and {second} m")
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    height = math.sqrt(max(0.0, first**2 - along**2))
    axis = end - root
    return root + axis.unit() * along + pole.across(axis) * height


def leg(hip: Vec, ankle: Vec, *, pole: Vec, toes: Vec) -> Leg:
    """A leg from hip to ankle whose knee points to `pole`."""
    knee = bend(hip, ankle, THIGH, SHANK, pole)
    toes = toes.unit()
    return Leg(hip, knee, ankle, toes, (ankle - knee).across(toes))


def straight_leg(hip: Vec, direction: Vec, *, toes: Vec) -> Leg:
    along = direction.unit()
    ankle = hip + along * (THIGH + SHANK)
    toes = toes.across(along)
    return Leg(hip, hip + along * THIGH, ankle, toes, along)


def planted_leg(hip: Vec, ankle: Vec, *, pole: Vec, toes: Vec) -> Leg:
    """A leg whose foot stands flat."""
    knee = bend(hip, ankle, THIGH, SHANK, pole)
    return Leg(hip, knee, ankle, toes.unit(), UP * -1)


def arm(shoulder: Vec, hand: Vec, *, pole: Vec) -> Arm:
    return Arm(shoulder, bend(shoulder, hand, UPPER_ARM, FOREARM, pole), hand)
