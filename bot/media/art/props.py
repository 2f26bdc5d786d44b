"""What an exercise needs besides a body: mat, step, bench, band, ankle weight."""

from dataclasses import dataclass
from typing import Protocol

from bot.media.art.shapes import Limb, Part, Polygon
from bot.media.art.skeleton import Leg, Pose
from bot.media.art.space import Camera, Point, Vec

LIGHT_BAND = "#2FA36B"
HEAVY_BAND = "#8E44AD"
_IN_FRONT = 0.2  # metres: a band lies over the legs that it joins


class Prop(Protocol):
    def parts(self, pose: Pose, camera: Camera) -> list[Part]: ...


@dataclass(frozen=True, slots=True)
class Mat:
    """A rectangle on the ground; it lies under everything."""

    left: float
    right: float
    back: float = -0.35
    front: float = 0.5

    def parts(self, pose: Pose, camera: Camera) -> list[Part]:
        del pose
        corners = ((self.left, self.back), (self.right, self.back), (self.right, self.front), (self.left, self.front))
        ground = Polygon(tuple(camera.sees(Vec(x, 0, z)) for x, z in corners))
        return [Part((ground,), "#E3EFE6", -9)]


@dataclass(frozen=True, slots=True)
class Box:
    """A step or a bench standing on the ground: its top, its front and the flank that the camera sees."""

    left: float
    right: float
    back: float
    front: float
    height: float

    def parts(self, pose: Pose, camera: Camera) -> list[Part]:
        del pose
        flank = self.right if camera.yaw < 0 else self.left
        top = self._face(
            camera,
            [
                (self.left, 1, self.back),
                (self.right, 1, self.back),
                (self.right, 1, self.front),
                (self.left, 1, self.front),
            ],
        )
        front = self._face(
            camera,
            [
                (self.left, 0, self.front),
                (self.right, 0, self.front),
                (self.right, 1, self.front),
                (self.left, 1, self.front),
            ],
        )
        side = self._face(
            camera, [(flank, 0, self.back), (flank, 0, self.front), (flank, 1, self.front), (flank, 1, self.back)]
        )
        return [Part((side,), "#BFA98C", -3), Part((front,), "#D9C6AC", -2.9), Part((top,), "#F0E3CF", -2.8)]

    def _face(self, camera: Camera, corners: list[tuple[float, int, float]]) -> Polygon:
        return Polygon(tuple(camera.sees(Vec(x, level * self.height, z)) for x, level, z in corners))


@dataclass(frozen=True, slots=True)
class Band:
    """An elastic loop around both legs, `share` of the way down the thighs or, below the knee, the shanks."""

    share: float
    below_knee: bool = False
    heavy: bool = False

    def parts(self, pose: Pose, camera: Camera) -> list[Part]:
        ends = (self._on(pose.working), self._on(pose.other))
        first, second = (camera.sees(end) for end in ends)
        width = camera.scale * (0.042 if self.heavy else 0.026)
        reach = camera.scale * ((0.046 if self.below_knee else 0.068) - 0.012)
        gap = max(1.0, ((second.x - first.x) ** 2 + (second.y - first.y) ** 2) ** 0.5)
        along = ((second.x - first.x) / gap * reach, (second.y - first.y) / gap * reach)
        loop = Limb(
            Point(first.x - along[0], first.y - along[1]),
            Point(second.x + along[0], second.y + along[1]),
            width,
            width,
        )
        nearness = max(camera.nearness(end) for end in ends) + _IN_FRONT
        return [Part((loop,), HEAVY_BAND if self.heavy else LIGHT_BAND, nearness)]

    def _on(self, leg: Leg) -> Vec:
        return leg.knee.towards(leg.ankle, self.share) if self.below_knee else leg.hip.towards(leg.knee, self.share)


@dataclass(frozen=True, slots=True)
class AnkleWeight:
    """A cuff around the working shank, just above the ankle."""

    def parts(self, pose: Pose, camera: Camera) -> list[Part]:
        leg = pose.working
        upper, lower = leg.knee.towards(leg.ankle, 0.76), leg.knee.towards(leg.ankle, 0.93)
        radius = 0.062 * camera.scale
        cuff = Limb(camera.sees(upper), camera.sees(lower), radius, radius)
        return [Part((cuff,), HEAVY_BAND, camera.nearness(leg.hip.towards(leg.knee, 0.75)) + 0.0005)]
