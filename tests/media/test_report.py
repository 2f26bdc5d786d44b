import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pypdf import PdfReader

from bot.media.charts import DayPain, PainTrend, RunLoad
from bot.media.data.report import PhysioReport, ReportWeek
from bot.media.report import MAX_WEEKS, physio_report

MONDAY = date(2026, 5, 25)


WEEKS = tuple(
    ReportWeek(MONDAY - timedelta(weeks=11 - number), 3, 3, 40 + number, 45, number % 5, None) for number in range(12)
)


REPORT = PhysioReport(
    made_at=datetime(2026, 5, 31, 18, tzinfo=UTC),
    side="left",
    phase="building strength",
    unit="km",
    history=(("Began", "12 April, on a downhill run"), ("Before", "30 km a week, longest 12 km")),
    weeks=(*WEEKS[:-1], ReportWeek(MONDAY, 2, 3, 58, 59.4, 5, 3.1)),
    caps=("58 min this week (+10 %)", "28 min in one run"),
    tried=("Half the running for two weeks", "Step-downs up to the taller step"),
    questions=("Why does it come back after 5 km?",),
    trend=PainTrend((DayPain(MONDAY, 3),), (RunLoad(MONDAY, 4, 3.1),), "km", date(2026, 5, 31)),
)


def read(data: bytes) -> str:
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    return reader.pages[0].extract_text()


def test_the_report_is_one_page_with_everything_a_physio_asks() -> None:
    text = read(physio_report(REPORT))
    for part in (
        "Side: left", "31 May 2026", "Not a diagnosis", "12 April, on a downhill run", "Half the running for two weeks",
        "58 min this week (+10 %)", "Why does it come back after 5 km?", "Would an analysis of my gait help?",
        "25 May", "2 of 3", "58 min", "59 min", "3.1 km",
    ):  # fmt: skip
        assert part in text, part


def test_the_report_shows_the_pain_chart_only_when_there_is_pain_logged() -> None:
    def images(report: PhysioReport) -> int:
        return len(PdfReader(io.BytesIO(physio_report(report))).pages[0].images)

    assert images(REPORT) == 1
    assert images(replace(REPORT, trend=None)) == 0


def test_a_long_history_still_fits_one_page_and_says_what_is_left_out() -> None:
    long = replace(
        REPORT,
        weeks=tuple(replace(WEEKS[0], starts_on=MONDAY - timedelta(weeks=40 - number)) for number in range(40)),
        history=tuple((f"Label {number}", "word " * 80) for number in range(20)),
        tried=tuple(f"Attempt {number} " + "and more " * 40 for number in range(20)),
        caps=tuple(f"Cap {number} " + "and more " * 40 for number in range(20)),
        questions=tuple(f"Question {number} " + "and more " * 40 for number in range(20)),
    )
    data = physio_report(long)
    text = read(data)
    assert re.findall(r"and (\d+) more in the bot", text) == ["17", "18", "19", "22"]
    assert text.count("3 of 3") == MAX_WEEKS
    assert _lowest(data) > 15, "nothing is written off the page"


def test_an_empty_report_says_that_nothing_was_logged() -> None:
    text = read(physio_report(PhysioReport(REPORT.made_at, "right", "first two weeks", "min", (), ())))
    assert text.count("Nothing logged yet.") == 4


def test_the_report_names_nobody_and_is_small() -> None:
    data = physio_report(REPORT)
    information = PdfReader(io.BytesIO(data)).metadata
    assert information is not None
    assert information.author is None
    assert information.creation_date == REPORT.made_at
    assert len(data) < 200_000


def _lowest(data: bytes) -> float:
    """Points above the bottom edge of the lowest word."""
    heights: list[float] = []

    def visit(text: str, _cm: object, matrix: list[float], _font: object, _size: object) -> None:
        if text.strip():
            heights.append(matrix[5])

    PdfReader(io.BytesIO(data)).pages[0].extract_text(visitor_text=visit)
    return min(heights)
