"""How every chart looks: 1080 px square, letters that a phone can show, colours that colour-blind people tell apart.

The hues are Okabe and Ito's; whatever a colour says, a number, a sign or a pattern says as well.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.media.data.charts import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE_INCHES, DPI = 6.0, 180
SMALL, NORMAL, LARGE = 10.5, 12.0, 15.0

BLUE, GREEN, RED, SKY = "#0072B2", "#009E73", "#D55E00", "#56B4E9"
# Pain from 0 to 10, light to dark with one turn of hue: it also reads in grey.
PAIN = (
    "#F2F0E6",
    "#FBE9B7",
    "#FCD98A",
    "#FBC25F",
    "#F7A63F",
    "#EE8830",
    "#DD6A2C",
    "#C44E2E",
    "#A5362F",
    "#82232F",
    "#5C152B",
)


@dataclass(frozen=True, slots=True)
class Colours:
    paper: str
    ink: str
    faint: str
    grid: str
    bar: str
    bands: tuple[str, str, str]  # behind pain 0-2, 3-5, 6-10


COLOURS: dict[Theme, Colours] = {
    "light": Colours("#FFFFFF", "#1F2D3A", "#5F6F7E", "#DCE2E7", SKY, ("#E7F4EF", "#FCF3DD", "#FBE6DC")),
    "dark": Colours("#17212B", "#EAF0F5", "#9FB0BF", "#2F3E4C", "#3D8FC0", ("#17322D", "#3A3320", "#3F2A22")),
}


def figure(theme: Theme, title: str) -> "Figure":
    from matplotlib.figure import Figure  # heavy, and without pyplot there is no global state
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    layout = ConstrainedLayoutEngine(w_pad=0.16, h_pad=0.12)
    made = Figure(figsize=(SIZE_INCHES, SIZE_INCHES), dpi=DPI, layout=layout, facecolor=COLOURS[theme].paper)
    made.suptitle(title, fontsize=LARGE, fontweight="bold", color=COLOURS[theme].ink, x=0.04, ha="left")
    return made


def stacked(made: "Figure", theme: Theme, heights: Sequence[float]) -> "list[Axes]":
    """Axes one below the other that share the axis of time."""
    rows = made.subplots(len(heights), 1, sharex=True, height_ratios=list(heights), squeeze=False)
    axes = [row[0] for row in rows]
    for each in axes:
        tidy(each, theme)
    return axes


def tidy(axes: "Axes", theme: Theme) -> None:
    colours = COLOURS[theme]
    axes.set_facecolor(colours.paper)
    axes.tick_params(colors=colours.faint, labelsize=SMALL, length=0)
    axes.grid(visible=True, axis="y", color=colours.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(colours.grid)


def heading(axes: "Axes", theme: Theme, text: str) -> None:
    axes.set_title(text, loc="left", fontsize=NORMAL, color=COLOURS[theme].faint, pad=8)


def note(axes: "Axes", theme: Theme, text: str) -> None:
    """A remark in the middle of axes that have little or nothing to show."""
    axes.text(
        0.5,
        0.5,
        text,
        transform=axes.transAxes,
        ha="center",
        va="center",
        fontsize=NORMAL,
        color=COLOURS[theme].faint,
        wrap=True,
    )


def rendered(made: "Figure") -> bytes:
    out = io.BytesIO()
    made.savefig(out, format="png")
    return out.getvalue()
