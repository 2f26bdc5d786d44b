import io
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from bot.media.calendar_file import PlanEvent, calendar_file

MONDAY = date(2026, 5, 25)


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
