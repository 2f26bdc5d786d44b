"""Writes the contact sheets of docs/images, so that a person can look at everything at once.

python -m benchmarks.sheets [folder]
"""

import io
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from benchmarks.samples import FEW, FULL, Row
from bot.media import pictures
from bot.media.charts import Theme
from bot.media.fonts import font_file

CELL, CAPTION, COLUMNS = 360, 34, 4
PAPER, INK = "#FFFDF8", "#1F2D3A"


def exercises() -> Image.Image:
    """Every exercise at every level, left and right in turn, so that each row shows both sides."""
    cells = [
        (f"{exercise} · {level}", pictures.png(exercise, level, pictures.SIDES[number % 2], width=CELL))
        for number, (exercise, level) in enumerate(pictures.shown())
    ]
    return sheet(cells, CELL, CELL)


def sample_charts() -> Image.Image:
    """Every chart with a full diary in the light theme, then in the dark one, then with very little in it."""
    pages: tuple[tuple[str, Theme, tuple[Row, ...]], ...] = (
        ("light", "light", FULL),
        ("dark", "dark", FULL),
        ("few data", "light", FEW),
    )
    cells = [
        (f"{name} · {label}", chart(data, theme).png) for label, theme, rows in pages for name, chart, data in rows
    ]
    return sheet(cells, CELL, CELL, columns=6)


def sheet(cells: list[tuple[str, bytes]], width: int, height: int, columns: int = COLUMNS) -> Image.Image:
    rows = -(-len(cells) // columns)
    page = Image.new("RGB", (columns * width, rows * (height + CAPTION)), PAPER)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(font_file()), 15)
    for number, (title, data) in enumerate(cells):
        x, y = number % columns * width, number // columns * (height + CAPTION)
        image = Image.open(io.BytesIO(data)).convert("RGB")
        image.thumbnail((width, height))
        page.paste(image, (x, y + CAPTION))
        pen.text((x + 10, y + 9), title, fill=INK, font=font)
    return page


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in (("exercises", exercises()), ("charts", sample_charts())):
        page.quantize(128).save(folder / f"{name}.png", optimize=True)
    (folder / "step_down.gif").write_bytes(pictures.animation("step_down", "low_step", "left"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/images"))
