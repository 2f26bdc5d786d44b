"""The wall clock against a walk through every minute of twelve years, in forty zones."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pytest

from scheduler.clock import EVERY_DAY, WeeklyRule, moment, next_due

ZONES = [
    *("Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Kyiv", "Europe/Chisinau"),
    *("Europe/Istanbul", "Europe/Moscow", "Atlantic/Azores", "America/New_York", "America/Chicago", "America/Denver"),
    *("America/Los_Angeles", "America/Phoenix", "America/St_Johns", "America/Halifax", "America/Havana"),
    *("America/Santiago", "America/Asuncion", "America/Sao_Paulo", "America/Nuuk", "Africa/Cairo", "Africa/Casablanca"),
    *("Africa/El_Aaiun", "Africa/Lagos", "Asia/Beirut", "Asia/Jerusalem", "Asia/Gaza", "Asia/Tehran", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Asia/Almaty", "Asia/Tokyo", "Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe"),
    *("Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "UTC"),
]
# Changes at midnight, of half an hour, around Ramadan, of the zone itself; and one zone like most.
STRANGE = {"Europe/Berlin", "America/Havana", "Africa/Casablanca", "Australia/Lord_Howe", "America/Nuuk", "Asia/Gaza"}
FIRST, DAYS = date(2024, 1, 1), (date(2036, 1, 1) - date(2024, 1, 1)).days
HOUR, DAY = 60, 24 * 60  # minutes
BEFORE = DAY  # the walk begins a day early and ends a day late, so that every zone's first and last day is whole
START = datetime(2023, 12, 31, tzinfo=UTC)
Minutes = npt.NDArray[np.int64]


def offsets(zone: ZoneInfo) -> Minutes:
    """The zone's offset in minutes, at every minute of the walk; where it changes within an hour, minute by minute."""

    def offset(minute: int) -> int:
        found = (START + timedelta(minutes=minute)).astimezone(zone).utcoffset()
        assert found is not None
        return int(found.total_seconds()) // 60

    hours = [offset(minute) for minute in range(0, (DAYS + 2) * DAY + 1, HOUR)]
    walked = np.repeat(np.array(hours[:-1], dtype=np.int64), HOUR)
    for number, (now, then) in enumerate(pairwise(hours)):
        if now != then:
            walked[number * HOUR : (number + 1) * HOUR] = [offset(number * HOUR + minute) for minute in range(HOUR)]
    return walked


def first_seen(walked: Minutes) -> tuple[Minutes, Minutes]:
    """For every local minute from `FIRST` on, the minute of the walk when the wall shows it first, or has passed it.

    And the days that are not like others.
    """
    wall = np.arange(len(walked)) + walked - BEFORE  # local minutes since FIRST
    seen = np.searchsorted(np.maximum.accumulate(wall), np.arange(DAYS * DAY))
    changes = (np.flatnonzero(np.diff(walked)) + walked[:-1][np.diff(walked) != 0] - BEFORE) // DAY
    unlike = np.unique(np.concatenate([changes - 1, changes, changes + 1]))
    return seen, unlike[(unlike >= 0) & (unlike < DAYS)]


def compare(zone: ZoneInfo, seen: Minutes, day: int, minutes: range) -> None:
    on = FIRST + timedelta(days=day)
    told = [moment.__wrapped__(on, time(minute // 60, minute % 60), zone) for minute in minutes]
    expected = [START + timedelta(minutes=int(seen[day * DAY + minute])) for minute in minutes]
    assert told == expected, (zone, on)


@pytest.mark.parametrize("name", [pytest.param(z, marks=[] if z in STRANGE else pytest.mark.thorough) for z in ZONES])
def test_a_recurrence_fires_when_the_wall_first_shows_its_time(name: str) -> None:
    zone = ZoneInfo(name)
    seen, unlike = first_seen(offsets(zone))
    for day in unlike.tolist():
        compare(zone, seen, day, range(DAY))
    for day in range(DAYS):
        compare(zone, seen, day, range(day % 211, DAY, 211))
    for at, weekdays in ((time(7, 0), 0b0010101), (time(2, 30), EVERY_DAY), (time(0, 0), 0b1000000)):
        walk_through(WeeklyRule(weekdays, at, name), seen)


@pytest.mark.thorough
@pytest.mark.parametrize("name", ZONES)
def test_every_minute_of_twelve_years(name: str) -> None:
    zone = ZoneInfo(name)
    seen, _ = first_seen(offsets(zone))
    for day in range(DAYS):
        compare(zone, seen, day, range(DAY))


def walk_through(rule: WeeklyRule, seen: Minutes) -> None:
    """At these moments and at no others."""
    days = [n for n in range(DAYS) if rule.weekdays >> (FIRST + timedelta(days=n)).weekday() & 1]
    expected = [START + timedelta(minutes=int(seen[n * DAY + rule.at.hour * 60 + rule.at.minute])) for n in days]
    after = expected[0] - timedelta(seconds=1)
    for due in expected:
        assert next_due(rule, after) == due
        assert next_due(rule, due - timedelta(microseconds=1)) == due
        after = due
