"""The week on one card: what was done, how the knee was, how far the gate is."""

from html import escape

from bot.media.art.drawing import document
from bot.media.art.shapes import num, words
from bot.media.art.space import Point
from bot.media.charts.theme import COLOURS, GREEN, PAIN, Colours
from bot.media.data.card import WeeklyCard
from bot.media.data.charts import Chart, GateProgress, Theme
from bot.media.svg import png_of
from bot.texts import card as texts

SIZE = 1080
_MARGIN, _GAP = 48, 24
_TILE = ((SIZE - 2 * _MARGIN - _GAP) // 2, 188)
_TILES_TOP, _WEEK_TOP, _GATE_TOP = 172, 604, 800


def weekly_card(data: WeeklyCard, theme: Theme = "light") -> Chart:
    return Chart(png_of(card_svg(data, theme), SIZE), texts.alt(data), texts.text(data))


def card_svg(data: WeeklyCard, theme: Theme) -> str:
    colours = COLOURS[theme]
    body = [
        f'<rect width="{SIZE}" height="{SIZE}" fill="{colours.paper}"/>',
        _words(texts.title(data.starts_on), _MARGIN, 88, 50, colours.ink, bold=True),
        _words(texts.phase(data.phase), _MARGIN, 138, 32, colours.faint),
        *_tiles(data, colours),
        *_week(data, colours),
        *(_gate(data.gate, colours) if data.gate else []),
    ]
    return document(body, SIZE, SIZE)


def _tiles(data: WeeklyCard, colours: Colours) -> list[str]:
    width, height = _TILE
    drawn = []
    for number, (label, value, remark) in enumerate(texts.tiles(data)):
        x = _MARGIN + number % 2 * (width + _GAP)
        y = _TILES_TOP + number // 2 * (height + _GAP)
        drawn += [
            _box(x, y, width, height, colours.grid, 28),
            _words(label, x + 28, y + 50, 30, colours.ink),
            _words(value, x + 28, y + 116, 58, colours.ink, bold=True),
            _words(remark, x + 28, y + 162, 28, colours.ink),
        ]
    return drawn


def _week(data: WeeklyCard, colours: Colours) -> list[str]:
    step = (SIZE - 2 * _MARGIN) / 7
    drawn = [_words(texts.PAIN_EACH_DAY, _MARGIN, _WEEK_TOP + 30, 30, colours.faint)]
    for number, (name, pain) in enumerate(zip(texts.WEEKDAYS, data.pains, strict=True)):
        middle = _MARGIN + step * (number + 0.5)
        fill = colours.paper if pain is None else PAIN[pain]
        centre = f'cx="{num(middle)}" cy="{_WEEK_TOP + 90}"'
        drawn += [
            f'<circle {centre} r="40" fill="{fill}" stroke="{colours.grid}" stroke-width="3"/>',
            _words("·" if pain is None else str(pain), middle, _WEEK_TOP + 104, 40, _on(pain, colours), "middle"),
            _words(name, middle, _WEEK_TOP + 168, 28, colours.faint, "middle"),
        ]
    return drawn


def _on(pain: int | None, colours: Colours) -> str:
    if pain is None:
        return colours.faint
    return COLOURS["light"].ink if pain < 6 else COLOURS["light"].paper


def _gate(gate: GateProgress, colours: Colours) -> list[str]:
    """One segment a condition, filled when it is met, and the first one that is not in words."""
    met = [each.met for each in gate.conditions]
    width = (SIZE - 2 * _MARGIN - 12 * (len(met) - 1)) / max(1, len(met))
    drawn = [_words(texts.gate(gate), _MARGIN, _GATE_TOP + 56, 34, colours.ink, bold=True)]
    for number, each in enumerate(sorted(met, reverse=True)):
        x = _MARGIN + number * (width + 12)
        drawn.append(_box(x, _GATE_TOP + 86, width, 40, GREEN if each else colours.grid, 16))
    return [*drawn, _words(texts.still_missing(gate), _MARGIN, _GATE_TOP + 182, 30, colours.faint)]


def _box(x: float, y: float, width: float, height: float, fill: str, radius: int) -> str:
    at = f'x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}"'
    return f'<rect {at} rx="{radius}" fill="{fill}"/>'


def _words(text: str, x: float, y: float, size: int, fill: str, anchor: str = "start", *, bold: bool = False) -> str:
    return words(escape(text), Point(x, y), size, fill=fill, anchor=anchor, bold=bold)
