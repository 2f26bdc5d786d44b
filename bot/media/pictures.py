"""Exercise pictures for the chat: a still sheet as PNG and a looping GIF, both from our own drawings.

The SVG sources lie in `protocols/itbs/pictures`; `python -m bot.media.art` writes them anew from the poses.
"""

import io
import math
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.media.art.drawing import SCENES, frame, still
from bot.media.art.scene import SIDES, Moment, Side
from bot.media.svg import png_of

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["SIDES", "Side", "UnknownPictureError", "animation", "file_name", "png", "shown", "source"]

PNG_WIDTH = 1080
GIF_WIDTH = 540
_STEPS = 11  # frames of one way; smooth enough at 60 ms each
_TICK = 60  # milliseconds
_COLOURS = 48


class UnknownPictureError(LookupError):
    """There is no drawing of this exercise at this level."""


def shown() -> tuple[tuple[str, str], ...]:
    """Every (exercise, level) that has a picture."""
    return tuple(SCENES)


def file_name(exercise: str, level: str, side: Side) -> str:
    if (exercise, level) not in SCENES:
        raise UnknownPictureError(f"{exercise}/{level}")
    return f"{exercise}-{level}-{side}.svg"


def draw(exercise: str, level: str, side: Side) -> str:
    """The SVG as the poses give it today; the committed sources equal it."""
    file_name(exercise, level, side)
    return still(SCENES[exercise, level], side)


def source(exercise: str, level: str, side: Side) -> str:
    """The committed SVG."""
    name = file_name(exercise, level, side)
    return (files("protocols") / "itbs" / "pictures" / name).read_text(encoding="utf-8")


def png(exercise: str, level: str, side: Side, *, width: int = PNG_WIDTH) -> bytes:
    """Start and end position on one sheet, `width` by `width` pixels."""
    return png_of(source(exercise, level, side), width)


def animation(exercise: str, level: str, side: Side) -> bytes:
    """A GIF that loops start → end → start, with a rest at both; well under 1 MB."""
    file_name(exercise, level, side)
    scene = SCENES[exercise, level]
    moments = [_eased(step / _STEPS) for step in range(_STEPS + 1)]
    there = [_opened(png_of(frame(scene, side, moment), GIF_WIDTH)) for moment in moments]
    pauses = [700, *[_TICK] * (_STEPS - 1), 2400 if scene.hold else 900]
    return _looped([*there, *there[-2:0:-1]], [*pauses, *[_TICK] * (_STEPS - 1)])


def _eased(share: float) -> Moment:
    """Slow at both ends, as a controlled movement is."""
    return (1 - math.cos(math.pi * share)) / 2


def _opened(data: bytes) -> "Image":
    from PIL import Image  # heavy: loaded with the first animation

    return Image.open(io.BytesIO(data)).convert("RGB")


def _looped(frames: "list[Image]", milliseconds: list[int]) -> bytes:
    from PIL import Image  # as above

    palette = frames[len(frames) // 2].quantize(_COLOURS)
    flat = [each.quantize(palette=palette, dither=Image.Dither.NONE) for each in frames]
    out = io.BytesIO()
    flat[0].save(
        out, "GIF", save_all=True, append_images=flat[1:], duration=milliseconds, loop=0, optimize=False, disposal=1
    )
    return out.getvalue()
