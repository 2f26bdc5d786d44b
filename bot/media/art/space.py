"""Points in metres and the camera that sees them: x to the viewer's right, y up, z towards the viewer."""

import math
from dataclasses import dataclass
from typing import NamedTuple, Self


class Point(NamedTuple):
    """A place on the picture in pixels; y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Vec:
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0

    def __add__(self, other: "Vec") -> "Vec":
        return Vec(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other: "Vec") -> "Vec":
        return Vec(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor: float) -> "Vec":
        return Vec(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other: "Vec") -> float:
        return self.x * other.x + self.y * other.y + self.z * other.z

    def cross(self, other: "Vec") -> "Vec":
        return Vec(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )

    def length(self) -> float:
        return math.sqrt(self.dot(self))

    def unit(self) -> "Vec":
        return self * (1 / self.length())

    def across(self, axis: "Vec") -> "Vec":
        """The unit vector of the part of this one that is perpendicular to `axis`."""
        along = axis.unit()
        return (self - along * self.dot(along)).unit()

    def towards(self, other: "Vec", share: float) -> "Vec":
        return self + (other - self) * share


UP = Vec(0, 1, 0)


@dataclass(frozen=True, slots=True)
class Camera:
    """An orthographic view, turned by `yaw` and looking down by `pitch` (degrees).

    `centre` is the point in space that lands on `at`; `scale` is pixels per metre; a mirrored camera turns a person's
    left into the right, which is how one drawing serves both sides.
    """

    yaw: float
    pitch: float
    scale: float
    centre: Vec
    at: Point
    mirrored: bool = False

    def _turned(self, vec: Vec) -> Vec:
        yaw, pitch = math.radians(self.yaw), math.radians(self.pitch)
        x = vec.x * math.cos(yaw) + vec.z * math.sin(yaw)
        z = vec.z * math.cos(yaw) - vec.x * math.sin(yaw)
        y = vec.y * math.cos(pitch) - z * math.sin(pitch)
        return Vec(-x if self.mirrored else x, y, z * math.cos(pitch) + vec.y * math.sin(pitch))

    def sees(self, place: Vec) -> Point:
        turned = self._turned(place - self.centre)
        return Point(self.at.x + turned.x * self.scale, self.at.y - turned.y * self.scale)

    def nearness(self, place: Vec) -> float:
        """Metres towards the viewer: what is nearer is drawn later."""
        return self._turned(place - self.centre).z

    def moved(self, at: Point, scale: float) -> Self:
        return type(self)(self.yaw, self.pitch, scale, self.centre, at, self.mirrored)
