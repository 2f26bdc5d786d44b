import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar
from pypdf import PdfReader

from bot.media.calendar_file import PlanEvent, calendar_file
from bot.media.card import WeeklyCard, weekly_card
from bot.media.charts import DayPain, GateCondition, GateProgress, PainTrend, RunLoad
from bot.media.report import MAX_WEEKS, PhysioReport, ReportWeek, physio_report
from bot.texts import card as card_texts

MONDAY = date(2026, 5, 25)
GATE = GateProgress(
    "running again",
    (
        GateCondition("No pain in daily life for 3 days", met=False, share=2 / 3, figures="2 of 3 days"),
        GateCondition("Strength sessions", met=True, share=1, figures="7 of 6"),
    ),
)
CARD = WeeklyCard(MONDAY, "building strength", 2, 3, 58, 54, (1, None, 0, 2, 0, 0, 7), 3.1, 5.0, "km", GATE)
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


# The weekly card


def test_the_card_is_a_png_that_also_comes_in_words() -> None:
    made = weekly_card(CARD, "dark")
    assert made.png.startswith(b"\x89PNG")
    assert "Strength: 2 of 3, 1 short of the goal." in made.text
    assert "Running: 58 min, +4 against last week." in made.text
    assert "Worst pain: 7 of 10, 6 of 7 days logged." in made.text
    assert "Pain begins at: 3.1 → 5 km, later than before." in made.text
    assert "The way to running again: 1 of 2" in made.alt


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"onset_now": None}, ("no pain", "while running")),
        ({"onset_now": None, "run_minutes": 0}, ("no runs", "this week")),
        ({"onset_before": None}, ("5 km", "this week")),
        ({"onset_now": 2.5}, ("3.1 → 2.5 km", "earlier than before")),
        ({"onset_now": 3.1}, ("3.1 km", "this week")),
    ],
)
def test_the_onset_tile_says_where_it_moved(changes: dict[str, float | None], says: tuple[str, str]) -> None:
    label, *tile = card_texts.tiles(replace(CARD, **changes))[3]  # type: ignore[arg-type]  # a table of fields
    assert (label, tuple(tile)) == ("Pain begins at", says)


def test_a_week_without_entries_makes_a_card_that_says_so() -> None:
    empty = WeeklyCard(MONDAY, "first two weeks", 0, 3, 0, None, (None,) * 7, None, None, "min")
    made = weekly_card(empty)
    assert "Worst pain: not logged, 0 of 7 days logged." in made.text
    assert "first week" in made.text


def test_letters_that_mean_something_in_svg_are_only_letters() -> None:
    assert weekly_card(replace(CARD, phase="A & <b>")).png.startswith(b"\x89PNG")


# The page for the physio


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


# The calendar

BERLIN_FALL = (date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 26))  # clocks go back on the 25th
MADE = datetime(2026, 10, 1, 12, tzinfo=UTC)


def events(days: tuple[date, ...], at: time = time(7, 30)) -> list[PlanEvent]:
    return [PlanEvent(f"{on}:strength", on, at, 40, "Hip strength", "Six exercises; about 40 min") for on in days]


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Europe/Berlin", BERLIN_FALL),
        ("Europe/Berlin", (date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30))),
        ("America/New_York", (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 2))),
        ("Australia/Sydney", (date(2026, 10, 3), date(2026, 10, 4), date(2026, 10, 5))),
        ("Australia/Lord_Howe", (date(2026, 10, 3), date(2026, 10, 4), date(2026, 10, 5))),
        ("Asia/Kolkata", BERLIN_FALL),
        ("Africa/Casablanca", BERLIN_FALL),
    ],
)
def test_events_keep_their_wall_clock_time_over_a_change_of_the_clocks(zone: str, days: tuple[date, ...]) -> None:
    """Read by another library, which knows the zone only from the VTIMEZONE in the file."""
    data = calendar_file(events(days), zone=zone, made_at=MADE, name="Strideback")
    rules = tzical(io.StringIO(data.decode().replace("\r\n ", "").replace("\r\n", "\n"))).get(zone)
    for component, on in zip(Calendar.from_ical(data).walk("VEVENT"), days, strict=True):
        wall = component["DTSTART"].dt.replace(tzinfo=None)
        assert wall == datetime.combine(on, time(7, 30))
        assert wall.replace(tzinfo=rules).astimezone(UTC) == wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        assert component["DTEND"].dt - component["DTSTART"].dt == timedelta(minutes=40)


def test_a_time_that_the_clocks_skip_moves_behind_the_gap() -> None:
    data = calendar_file(events((date(2026, 3, 29),), time(2, 30)), zone="Europe/Berlin", made_at=MADE, name="S")
    (component,) = Calendar.from_ical(data).walk("VEVENT")
    assert component["DTSTART"].dt.time() == time(3, 30)


def test_the_file_has_what_calendar_apps_insist_on() -> None:
    data = calendar_file(events(BERLIN_FALL), zone="Europe/Berlin", made_at=MADE, name="Strideback")
    calendar = Calendar.from_ical(data)
    uids = [str(component["UID"]) for component in calendar.walk("VEVENT")]
    assert str(calendar["VERSION"]) == "2.0"
    assert calendar["METHOD"] == "PUBLISH"
    assert uids[0] == "2026-10-24:strength@strideback"
    assert len(set(uids)) == 3
    assert all(component["DTSTAMP"].dt == MADE for component in calendar.walk("VEVENT"))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"DTSTART;TZID=Europe/Berlin:20261025T073000" in data
    assert len(data) < 6_000


def test_special_letters_survive_the_way_into_the_calendar() -> None:
    event = PlanEvent(
        "x", MONDAY, time(7), 30, "Run; 5 × 2 min, easy", "One line\nand another, with commas; and ümlauts"
    )
    (component,) = Calendar.from_ical(calendar_file([event], zone="UTC", made_at=MADE, name="S")).walk("VEVENT")
    assert (str(component["SUMMARY"]), str(component["DESCRIPTION"])) == (event.title, event.notes)


def test_a_plan_without_events_is_still_a_calendar() -> None:
    assert Calendar.from_ical(calendar_file([], zone="Europe/Berlin", made_at=MADE, name="S")).walk("VEVENT") == []
