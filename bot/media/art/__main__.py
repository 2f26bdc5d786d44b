"""`python -m bot.media.art` writes the SVG source of every exercise picture into protocols/itbs/pictures."""

from pathlib import Path

from bot.media.pictures import SIDES, draw, file_name, shown

PICTURES = Path(__file__).parents[3] / "protocols" / "itbs" / "pictures"


def main(folder: Path = PICTURES) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for exercise, level in shown():
        for side in SIDES:
            (folder / file_name(exercise, level, side)).write_text(draw(exercise, level, side), encoding="utf-8")


if __name__ == "__main__":
    main()
