import io
import itertools
import struct
import xml.etree.ElementTree as ET
import zlib

import pytest
from PIL import Image, ImageChops

from bot.media import pictures
from bot.media.art.drawing import SCENES
from bot.texts import media as texts

LEVELS = {
    "side_lying_abduction": ("plain", "loaded"),
    "clamshell": ("band", "heavy_band", "long_hold"),
    "single_leg_bridge": ("floor", "bench"),
    "step_down": ("low_step", "tall_step"),
    "single_leg_squat": ("shallow", "deep"),
    "monster_walk": ("knees", "ankles"),
}


SHOWN = [(exercise, level) for exercise, levels in LEVELS.items() for level in levels]


SHEETS = [(*shown, side) for shown in SHOWN for side in pictures.SIDES]


def test_every_exercise_of_the_programme_is_drawn_at_every_level() -> None:
    assert sorted(pictures.shown()) == sorted(SHOWN)


@pytest.mark.parametrize(("exercise", "level", "side"), SHEETS)
def test_the_committed_drawing_is_what_the_poses_give(exercise: str, level: str, side: pictures.Side) -> None:
    assert pictures.source(exercise, level, side) == pictures.draw(exercise, level, side)


@pytest.mark.parametrize(("exercise", "level", "side"), SHEETS)
def test_a_drawing_is_svg_that_names_its_side(exercise: str, level: str, side: pictures.Side) -> None:
    root = ET.fromstring(pictures.source(exercise, level, side))
    words = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert root.get("width") == "1080"
    assert side.upper() in words
    assert {"1", "2", SCENES[exercise, level].label} <= words


def test_an_unknown_level_is_refused_by_name() -> None:
    with pytest.raises(pictures.UnknownPictureError, match="clamshell/upside_down"):
        pictures.png("clamshell", "upside_down", "left")


@pytest.mark.parametrize(("exercise", "level"), [SHOWN[0], SHOWN[7]])
def test_a_sheet_is_a_png_1080_pixels_wide(exercise: str, level: str) -> None:
    data = pictures.png(exercise, level, "left")
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (1080, 1080)
    assert zlib.crc32(data[12:29]) == struct.unpack(">I", data[29:33])[0]
    assert len(data) < 400_000


def test_words_are_drawn_with_our_own_font() -> None:
    """Without the font file the renderer leaves words out silently; the pill's text would be missing."""
    image = Image.open(io.BytesIO(pictures.png("clamshell", "band", "left"))).convert("L")
    pill = image.crop((60, 40, 240, 84))
    assert sum(1 for value in pill.tobytes() if value < 80) > 400


@pytest.mark.parametrize(("exercise", "level"), SHOWN)
def test_the_animation_loops_under_a_megabyte(exercise: str, level: str) -> None:
    data = pictures.animation(exercise, level, "right")
    film = Image.open(io.BytesIO(data))
    assert film.format == "GIF"
    assert film.info["loop"] == 0
    assert len(data) < 1_000_000
    frames = getattr(film, "n_frames", 1)
    assert frames >= 16
    first = film.convert("RGB")
    film.seek(frames // 2)
    assert ImageChops.difference(first, film.convert("RGB")).getbbox() is not None


def test_the_longer_hold_rests_longer_at_the_top() -> None:
    def longest(level: str) -> int:
        film = Image.open(io.BytesIO(pictures.animation("clamshell", level, "left")))
        rests = []
        for number in range(getattr(film, "n_frames", 1)):
            film.seek(number)
            rests.append(int(film.info["duration"]))
        return max(rests)

    assert longest("long_hold") > 2 * longest("band")


def test_every_picture_has_its_own_alt_text() -> None:
    alts = {texts.exercise_alt(*sheet) for sheet in SHEETS}
    assert len(alts) == len(SHEETS)
    assert all("{" not in alt and 60 < len(alt) < 400 for alt in alts)


def test_no_two_sheets_look_the_same() -> None:
    drawn = [pictures.source(*sheet) for sheet in SHEETS]
    assert all(a != b for a, b in itertools.combinations(drawn, 2))
