"""One exercise at one level, ready to be drawn."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.media.art.props import Prop
from bot.media.art.skeleton import Pose
from bot.media.art.space import Camera, Point, Vec

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")

Moment = float  # 0 = start position, 1 = end position


@dataclass(frozen=True, slots=True)
class Scene:
    """`trace` is where the arrow of movement runs; `drawn` the side whose leg works as the pose stands."""

    pose: Callable[[Moment], Pose]
    trace: Callable[[Moment], Vec]
    camera: Camera
    drawn: Side
    lying: bool
    label: str
    props: tuple[Prop, ...] = field(default=())
    hold: bool = False

    def seen_for(self, side: Side, at: Point, scale: float) -> Camera:
        camera = self.camera.moved(at, scale)
        return Camera(camera.yaw, camera.pitch, scale, camera.centre, at, mirrored=side != self.drawn)
