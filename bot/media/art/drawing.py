"""Whole pictures: a still sheet with start and end side by side, and single frames for the animation."""

from bot.media.art import figure
from bot.media.art.lying import (
    ABDUCTION,
    ABDUCTION_LOADED,
    BRIDGE,
    BRIDGE_BENCH,
    CLAMSHELL,
    CLAMSHELL_HEAVY,
    CLAMSHELL_LONG,
)
from bot.media.art.scene import Moment, Scene, Side
from bot.media.art.shapes import INK, PAPER, arrow, circle_path, stroke, words
from bot.media.art.space import Camera, Point
from bot.media.art.standing import DEEP, LOW_STEP, MONSTER_ANKLES, MONSTER_KNEES, SHALLOW, TALL_STEP

SCENES: dict[tuple[str, str], Scene] = {
    ("side_lying_abduction", "plain"): ABDUCTION,
    ("side_lying_abduction", "loaded"): ABDUCTION_LOADED,
    ("clamshell", "band"): CLAMSHELL,
    ("clamshell", "heavy_band"): CLAMSHELL_HEAVY,
    ("clamshell", "long_hold"): CLAMSHELL_LONG,
    ("single_leg_bridge", "floor"): BRIDGE,
    ("single_leg_bridge", "bench"): BRIDGE_BENCH,
    ("step_down", "low_step"): LOW_STEP,
    ("step_down", "tall_step"): TALL_STEP,
    ("single_leg_squat", "shallow"): SHALLOW,
    ("single_leg_squat", "deep"): DEEP,
    ("monster_walk", "knees"): MONSTER_KNEES,
    ("monster_walk", "ankles"): MONSTER_ANKLES,
}
"""Every exercise at every level; ids as in the protocol."""

WIDTH, HEIGHT = 1080, 1080
ARROW = "#D1495B"


def still(scene: Scene, side: Side) -> str:
    """Start (1) and end (2) of one exercise as SVG; beside the end, an arrow and the ghost of the start."""
    panels = _panels(scene, side)
    body = [
        _panel(scene, panels[0], 0.0, None),
        _panel(scene, panels[1], 1.0, 0.0),
        _trace(scene, panels[1]),
        _divider(scene),
        _header(scene, side),
        *(_badge(str(number), at) for number, at in enumerate(_badge_places(scene, panels[0]), start=1)),
    ]
    return document(body, WIDTH, HEIGHT)


def frame(scene: Scene, side: Side, moment: Moment) -> str:
    """One moment of the movement, alone, as an SVG document 540 px wide."""
    at, scale, height = (Point(270, 206), 222, 340) if scene.lying else (Point(270, 304), 212, 540)
    camera = scene.seen_for(side, at, scale)
    return document([_panel(scene, camera, moment, None), _side_pill(side, 16, 0.62)], 540, height)


def document(body: list[str], width: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _panels(scene: Scene, side: Side) -> tuple[Camera, Camera]:
    if scene.lying:
        return scene.seen_for(side, Point(540, 345), 420), scene.seen_for(side, Point(540, 835), 420)
    return scene.seen_for(side, Point(285, 620), 410), scene.seen_for(side, Point(815, 620), 410)


def _panel(scene: Scene, camera: Camera, moment: Moment, ghost: Moment | None) -> str:
    pose = scene.pose(moment)
    pieces = figure.parts(pose, camera) + [part for prop in scene.props for part in prop.parts(pose, camera)]
    pieces.sort(key=lambda part: part.nearness)
    ground = [part.svg() for part in pieces if part.nearness < -1]
    body = [part.svg() for part in pieces if part.nearness >= -1]
    shadow = [] if ghost is None else [part.ghost() for part in figure.parts(scene.pose(ghost), camera)]
    return "\n".join([*ground, *shadow, *body, figure.face(pose, camera)])


def _trace(scene: Scene, camera: Camera) -> str:
    return arrow([camera.sees(scene.trace(step / 12)) for step in range(13)], ARROW, 11)


def _divider(scene: Scene) -> str:
    ends = (Point(60, 590), Point(1020, 590)) if scene.lying else (Point(545, 160), Point(545, 1030))
    return stroke(ends, "#C7CDD3", 3, dashed=True)


def _badge_places(scene: Scene, camera: Camera) -> tuple[Point, Point]:
    if not scene.lying:
        return Point(64, 160), Point(600, 160)
    beside_head = 1016 if camera.mirrored else 64
    return Point(beside_head, 160), Point(beside_head, 650)


def _badge(text: str, at: Point) -> str:
    disc = f'<path d="{circle_path(at, 30)}" fill="{INK}"/>'
    return disc + words(text, Point(at.x, at.y + 14), 38, fill=PAPER, anchor="middle", bold=True)


def _header(scene: Scene, side: Side) -> str:
    label = words(scene.label, Point(1044, 76), 46, anchor="end", bold=True)
    clock = _stopwatch(Point(690, 60)) if scene.hold else ""
    return _side_pill(side, 36, 1.0) + label + clock


def _side_pill(side: Side, x: float, size: float) -> str:
    """LEFT at the left or RIGHT, in the colour of the leg that works."""
    pill = f'<rect x="{x:g}" y="{24 * size:g}" width="{230 * size:g}" height="{72 * size:g}" rx="{36 * size:g}" '
    pill += f'fill="{figure.WORKING}" stroke="{INK}" stroke-width="{4 * size:g}"/>'
    return pill + words(side.upper(), Point(x + 115 * size, 76 * size), round(44 * size), anchor="middle", bold=True)


def _stopwatch(at: Point) -> str:
    rim = f'<path d="{circle_path(at, 26)}" fill="{PAPER}" stroke="{INK}" stroke-width="6"/>'
    hand = stroke((at, Point(at.x, at.y - 16)), ARROW, 6)
    crown = stroke((Point(at.x, at.y - 30), Point(at.x, at.y - 36)), INK, 10)
    return rim + hand + crown
