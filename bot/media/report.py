"""One page for a physio: what a runner logged, in a form that a clinician reads in a minute."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from bot.media.data.charts import PainTrend
from bot.media.data.report import PhysioReport
from bot.media.fonts import font_file
from bot.texts import report as texts

if TYPE_CHECKING:
    from fpdf import FPDF

_LEFT, _RIGHT, _WIDTH = 14.0, 108.0, 88.0  # two columns on A4, millimetres
_TOP, _WEEKS_TOP, _FOOT = 46.0, 190.0, 280.0
# How far down each list may go; what does not fit is counted instead of written.
_HISTORY_END, _TRIED_END, _COLUMN_END = 98.0, 146.0, 187.0
_INK, _FAINT, _RULE = (31, 45, 58), (95, 111, 126), (200, 208, 214)
_SIZE, _LEADING = 8.5, 0.48  # points, and millimetres of line height a point
MAX_WEEKS, MAX_CHARACTERS = 12, 150


def physio_report(data: PhysioReport) -> bytes:
    """A4 PDF, one page however much there is."""
    page = _page(data)
    _head(page, data)
    left = _section(page, _LEFT, _TOP, texts.HISTORY)
    left = _lines(page, (_LEFT, left), [f"{label}: {value}" for label, value in data.history], _HISTORY_END)
    left = _section(page, _LEFT, left + 4, texts.TRIED)
    left = _lines(page, (_LEFT, left), data.tried, _TRIED_END)
    left = _section(page, _LEFT, left + 4, texts.CAPS)
    _lines(page, (_LEFT, left), data.caps or (texts.NO_CAPS,), _COLUMN_END)
    right = _section(page, _RIGHT, _TOP, texts.PAIN)
    right = _trend(page, right, data.trend)
    right = _section(page, _RIGHT, right + 4, texts.QUESTIONS)
    _lines(page, (_RIGHT, right), (*data.questions, *texts.USUAL_QUESTIONS), _COLUMN_END)
    _weeks(page, _section(page, _LEFT, _WEEKS_TOP, texts.weeks_title(data.unit), 182), data)
    _foot(page)
    return bytes(page.output())


def _page(data: PhysioReport) -> "FPDF":
    from fpdf import FPDF  # heavy: loaded with the first report

    page = FPDF(format="A4")
    page.set_auto_page_break(False)
    page.add_font("DejaVu", "", str(font_file()))
    page.add_font("DejaVu", "B", str(font_file(bold=True)))
    page.set_title(texts.TITLE)
    page.set_creator("Strideback")
    page.set_lang("en")
    page.set_creation_date(data.made_at)
    page.add_page()
    return page


def _write(page: "FPDF", at: tuple[float, float], text: str, size: float, *, bold: bool = False, faint: bool = False,
           width: float = _WIDTH) -> float:  # fmt: skip
    """Wrapped text at (x, y); gives the y below it."""
    page.set_font("DejaVu", "B" if bold else "", size)
    page.set_text_color(*(_FAINT if faint else _INK))
    page.set_xy(*at)
    page.multi_cell(width, size * _LEADING, _fitting(text), align="L", new_x="LEFT", new_y="NEXT")
    return float(page.get_y())


def _fitting(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= MAX_CHARACTERS else one_line[: MAX_CHARACTERS - 1].rstrip() + "…"


def _head(page: "FPDF", data: PhysioReport) -> None:
    _write(page, (_LEFT, 14), texts.TITLE, 17, bold=True, width=182)
    _write(page, (_LEFT, 24), texts.subtitle(data.side, data.phase, data.made_at.date()), 10, width=182)
    _write(page, (_LEFT, 31), texts.WHAT_THIS_IS, 8, faint=True, width=182)


def _section(page: "FPDF", x: float, y: float, title: str, width: float = _WIDTH) -> float:
    page.set_draw_color(*_RULE)
    page.line(x, y, x + width, y)
    return _write(page, (x, y + 1.5), title, 11, bold=True, width=width) + 1


def _lines(page: "FPDF", at: tuple[float, float], lines: Sequence[str], end: float) -> float:
    """A list from `at` down to at most `end`; the last line counts what had to be left out."""
    x, y = at
    shown = [f"• {line}" for line in lines] or [texts.NOTHING_LOGGED]
    for number, line in enumerate(shown):
        last = number == len(shown) - 1
        if y + _height(page, line) > end - (0 if last else _SIZE * _LEADING):
            return _write(page, (x, y), texts.more(len(shown) - number), _SIZE, faint=True)
        y = _write(page, (x, y), line, _SIZE) + 0.6
    return y


def _height(page: "FPDF", line: str) -> float:
    page.set_font("DejaVu", "", _SIZE)
    return cast("float", page.multi_cell(_WIDTH, _SIZE * _LEADING, _fitting(line), dry_run=True, output="HEIGHT"))


def _trend(page: "FPDF", y: float, trend: PainTrend | None) -> float:
    if trend is None or not trend.days:
        return _write(page, (_RIGHT, y), texts.NOTHING_LOGGED, _SIZE)
    from bot.media.charts.pain import draw_pain_trend  # both are heavy: loaded with the first report
    from bot.media.charts.theme import rendered

    size = 68.0
    page.image(io.BytesIO(rendered(draw_pain_trend(trend, "light"))), _RIGHT + (_WIDTH - size) / 2, y, size, size)
    return y + size


def _weeks(page: "FPDF", y: float, data: PhysioReport) -> None:
    columns = (26, 26, 30, 26, 30, 44)
    rows = [texts.WEEK_COLUMNS, *(texts.week_row(week, data.unit) for week in data.weeks[-MAX_WEEKS:])]
    for number, row in enumerate(rows):
        x = _LEFT
        for text, width in zip(row, columns, strict=True):
            _write(page, (x, y), text, _SIZE, bold=number == 0, width=width)
            x += width
        y += 5.2
    if not data.weeks:
        _write(page, (_LEFT, y), texts.NOTHING_LOGGED, _SIZE)


def _foot(page: "FPDF") -> None:
    _write(page, (_LEFT, _FOOT), texts.FOOT, 7.5, faint=True, width=182)
