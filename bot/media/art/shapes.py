"""Flat shapes and their SVG: everything that is drawn is a rounded limb, a polygon, a stroke or a word."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.media.art.space import Point

INK = "#1F2D3A"
PAPER = "#FFFDF8"
LINE = 5.0  # px, half of it outside the shape


def num(value: float) -> str:
    """Tenths of a pixel: short files, and the same ones on every machine."""
    text = f"{value:.1f}"
    return "0" if text in {"-0.0", "0.0"} else text.removesuffix(".0")


def xy(point: Point) -> str:
    return f"{num(point.x)} {num(point.y)}"


@dataclass(frozen=True, slots=True)
class Limb:
    """A tapered capsule: the outline around two circles."""

    start: Point
    end: Point
    start_radius: float
    end_radius: float

    def path(self) -> str:
        dx, dy = self.end.x - self.start.x, self.end.y - self.start.y
        length = math.hypot(dx, dy)
        if length <= abs(self.start_radius - self.end_radius) + 0.1:
            bigger = max((self.start_radius, self.start), (self.end_radius, self.end))
            return circle_path(bigger[1], bigger[0])
        heading = math.atan2(dy, dx)
        spread = math.acos((self.start_radius - self.end_radius) / length)
        a, d = (_around(self.start, self.start_radius, heading + turn) for turn in (spread, -spread))
        b, c = (_around(self.end, self.end_radius, heading + turn) for turn in (spread, -spread))
        far, near = int(spread > math.pi / 2), int(spread < math.pi / 2)
        r1, r2 = num(self.start_radius), num(self.end_radius)
        return f"M{xy(a)}L{xy(b)}A{r2} {r2} 0 {far} 0 {xy(c)}L{xy(d)}A{r1} {r1} 0 {near} 0 {xy(a)}Z"


@dataclass(frozen=True, slots=True)
class Polygon:
    points: tuple[Point, ...]

    def path(self) -> str:
        return "M" + "L".join(xy(point) for point in self.points) + "Z"


@dataclass(frozen=True, slots=True)
class Dot:
    centre: Point
    radius: float

    def path(self) -> str:
        return circle_path(self.centre, self.radius)


@dataclass(frozen=True, slots=True)
class Part:
    """Shapes that melt into one outline, drawn at one depth."""

    shapes: tuple[Limb | Polygon | Dot, ...]
    fill: str
    nearness: float

    def svg(self) -> str:
        paths = self._paths()
        outline = f'<g fill="{INK}" stroke="{INK}" stroke-width="{num(LINE)}" stroke-linejoin="round">{paths}</g>'
        # The second coat hides the seams that the first one left where shapes overlap.
        return f'{outline}<g fill="{self.fill}">{paths}</g>'

    def ghost(self) -> str:
        return f'<g fill="#E4E7EA">{self._paths()}</g>'

    def _paths(self) -> str:
        return "".join(f'<path d="{shape.path()}"/>' for shape in self.shapes)


def circle_path(centre: Point, radius: float) -> str:
    r = num(radius)
    left, right = Point(centre.x - radius, centre.y), Point(centre.x + radius, centre.y)
    return f"M{xy(left)}A{r} {r} 0 1 0 {xy(right)}A{r} {r} 0 1 0 {xy(left)}Z"


def stroke(points: Sequence[Point], colour: str, width: float, *, dashed: bool = False) -> str:
    dash = f' stroke-dasharray="{num(width * 2)} {num(width * 2)}"' if dashed else ""
    return (
        f'<path d="M{"L".join(xy(point) for point in points)}" fill="none" stroke="{colour}" '
        f'stroke-width="{num(width)}" stroke-linecap="round" stroke-linejoin="round"{dash}/>'
    )


def arrow(points: Sequence[Point], colour: str, width: float) -> str:
    """A curve through `points` with a solid head beyond the last one."""
    tail, tip = points[-2], points[-1]
    heading = math.atan2(tip.y - tail.y, tip.x - tail.x)
    corners = tuple(_around(tip, width * size, heading + turn) for size, turn in ((3.0, 0.0), (2.0, 1.9), (2.0, -1.9)))
    head = f'<path d="{Polygon(corners).path()}" fill="{colour}" stroke="{colour}" stroke-width="4"/>'
    return stroke(points, PAPER, width + 8) + stroke(points, colour, width) + head


def words(text: str, at: Point, size: int, *, fill: str = INK, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{num(at.x)}" y="{num(at.y)}" font-family="DejaVu Sans" font-size="{size}"{weight} '
        f'fill="{fill}" text-anchor="{anchor}">{text}</text>'
    )


def _around(centre: Point, radius: float, angle: float) -> Point:
    return Point(centre.x + radius * math.cos(angle), centre.y + radius * math.sin(angle))
