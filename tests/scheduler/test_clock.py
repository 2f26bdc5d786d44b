import itertools
import random
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.clock import (
    EVERY_DAY,
    Later,
    QuietHours,
    WeeklyRule,
    is_late,
    later_at,
    later_choices,
    moment,
    next_allowed,
    next_due,
)

# Every kind of trouble: gaps and repeats at 00:00, 01:00, 02:00, 03:00 and over midnight, half-hour shifts, odd
# offsets, zones without summer time, the far ends of the day, clocks that change for Ramadan.
ZONES = [
    *("Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Chisinau", "Europe/Istanbul", "Atlantic/Azores"),
    *("America/New_York", "America/Chicago", "America/Los_Angeles", "America/St_Johns", "America/Halifax"),
    *("America/Havana", "America/Santiago", "America/Asuncion", "America/Sao_Paulo", "America/Nuuk"),
    *("America/Scoresbysund", "America/Phoenix", "Africa/Cairo", "Africa/Casablanca", "Africa/Lagos", "Asia/Beirut"),
    *("Asia/Jerusalem", "Asia/Gaza", "Asia/Tehran", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Almaty", "Asia/Shanghai"),
    *("Asia/Tokyo", "Australia/Sydney", "Australia/Lord_Howe", "Australia/Adelaide", "Australia/Eucla"),
    *("Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Easter", "UTC"),
]
MINUTE = timedelta(minutes=1)
WALL_TIMES = [
    time(0, 0),
    time(0, 30),
    time(1, 30),
    time(2, 0),
    time(2, 15),
    time(2, 30),
    time(3, 0),
    time(7, 0),
    time(23, 30),
]


MOMENTS = st.integers(0, 12 * 365 * 86400).map(lambda seconds: utc("2024-01-01") + timedelta(seconds=seconds))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_there_are_forty_zones_to_try() -> None:
    assert len(set(ZONES)) == 40


@pytest.mark.parametrize(
    ("zone", "at", "after", "due"),
    [
        ("Europe/Berlin", "07:00", "2026-03-28T05:59", "2026-03-28T06:00"),  # winter
        ("Europe/Berlin", "07:00", "2026-03-28T06:00", "2026-03-29T05:00"),  # summer: still 07:00 on the wall
        ("Europe/Berlin", "02:30", "2026-03-28T12:00", "2026-03-29T01:00"),  # missing: the gap's end, 03:00
        ("Europe/Berlin", "02:30", "2026-10-24T12:00", "2026-10-25T00:30"),  # twice: the first
        ("Europe/Berlin", "02:30", "2026-10-25T00:30", "2026-10-26T01:30"),  # …and not the second
        ("America/Havana", "00:30", "2026-03-07T12:00", "2026-03-08T05:00"),  # missing at midnight
        ("America/Nuuk", "23:30", "2026-03-28T12:00", "2026-03-29T01:00"),  # missing over midnight
        ("Australia/Lord_Howe", "02:15", "2026-10-03T00:00", "2026-10-03T15:30"),  # a gap of half an hour
    ],
)
def test_a_daily_time_stays_on_the_wall(zone: str, at: str, after: str, due: str) -> None:
    assert next_due(WeeklyRule(EVERY_DAY, time.fromisoformat(at), zone), utc(after)) == utc(due)


def test_weekdays_count_from_monday_in_the_runners_zone() -> None:
    monday_in_auckland = WeeklyRule(0b0000001, time(7, 0), "Pacific/Auckland")
    due = next_due(monday_in_auckland, utc("2026-06-03T00:00"))
    assert due == utc("2026-06-07T19:00")  # a Sunday in UTC


def test_a_rule_without_a_day_never_fires() -> None:
    assert next_due(WeeklyRule(0, time(7, 0), "UTC"), utc("2026-01-01T00:00")) is None


def brute_force(rule: WeeklyRule, start: datetime, end: datetime) -> list[datetime]:
    """Walk the minutes and watch the wall: for each day of the rule, the first minute that shows its time or later."""
    zone = ZoneInfo(rule.zone)
    days = (date(start.year - 1, 12, 25) + timedelta(days=n) for n in itertools.count())
    waiting = (datetime.combine(day, rule.at) for day in days if rule.weekdays >> day.weekday() & 1)
    wanted, fires, now = next(waiting), [], start
    while now < end:
        wall = now.astimezone(zone).replace(tzinfo=None)
        while wall >= wanted:
            fires.append(now)
            wanted = next(waiting)
        now += MINUTE
    return fires


def assert_equal_at_every_minute(rule: WeeklyRule, start: datetime, end: datetime, *, step: timedelta = MINUTE) -> None:
    fires = [fire for fire in brute_force(rule, start - timedelta(days=1), end) if fire > start]
    coming, now = iter(fires), start
    expected = next(coming, None)
    while expected is not None and now < end:
        while expected is not None and expected <= now:
            expected = next(coming, None)
        if expected is not None:
            assert next_due(rule, now) == expected, (rule, now)
        now += step


@pytest.mark.parametrize("zone", ZONES)
def test_next_due_equals_brute_force_around_changes_of_the_clocks(zone: str) -> None:
    pick = random.Random(zone)
    for month in (3, 10):
        year, at = pick.randrange(2024, 2036), pick.choice(WALL_TIMES)
        start = datetime(year, month, 1, tzinfo=UTC)
        rule = WeeklyRule(pick.choice([EVERY_DAY, pick.randrange(1, 128)]), at, zone)
        assert_equal_at_every_minute(rule, start, start + timedelta(days=45), step=17 * MINUTE)


@pytest.mark.thorough
@pytest.mark.parametrize("zone", ZONES)
def test_next_due_equals_brute_force_at_every_minute_of_twelve_years(zone: str) -> None:
    pick = random.Random(zone)
    for year in range(2024, 2036):
        rule = WeeklyRule(pick.choice([EVERY_DAY, pick.randrange(1, 128)]), pick.choice(WALL_TIMES), zone)
        assert_equal_at_every_minute(
            rule, datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC) + timedelta(days=8)
        )


@given(
    zone=st.sampled_from(ZONES),
    weekdays=st.integers(1, 127),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    after=MOMENTS,
)
def test_the_next_moment_is_ahead_within_eight_days_and_the_one_after_is_another(
    zone: str, weekdays: int, at: time, after: datetime
) -> None:
    rule = WeeklyRule(weekdays, at, zone)
    due = next_due(rule, after)
    assert due is not None
    assert after < due <= after + timedelta(days=8, hours=1)
    assert next_due(rule, due - timedelta(seconds=1)) == due
    following = next_due(rule, due)
    assert following is not None
    assert following - due >= timedelta(hours=20)


def test_one_call_costs_ten_microseconds_at_most() -> None:
    rules = [WeeklyRule(0b0010101, time(7, 0), zone) for zone in ZONES]
    now = utc("2026-06-03T12:34")

    def cost() -> float:
        started = perf_counter()
        for rule in rules:
            next_due(rule, now)
        return (perf_counter() - started) / len(rules)

    assert min(cost() for _ in range(200)) < 10e-6  # the best of many: other work on the machine is not ours


@pytest.mark.parametrize(("minutes", "late"), [(-5, False), (0, False), (89, False), (90, True), (360, True)])
def test_late_begins_at_ninety_minutes(minutes: int, late: bool) -> None:
    due = utc("2026-06-03T07:00")
    assert is_late(due, due + timedelta(minutes=minutes)) is late


@pytest.mark.parametrize(
    ("now", "allowed"),
    [
        ("2026-01-10T20:59", "2026-01-10T20:59"),  # 21:59 in Berlin
        ("2026-01-10T21:00", "2026-01-11T07:00"),  # 22:00: until 08:00
        ("2026-01-11T06:59", "2026-01-11T07:00"),
        ("2026-01-11T07:00", "2026-01-11T07:00"),
        ("2026-03-28T23:00", "2026-03-29T06:00"),  # the night that loses an hour
    ],
)
def test_quiet_hours_end_at_eight_on_the_wall(now: str, allowed: str) -> None:
    assert next_allowed(utc(now), "Europe/Berlin", QuietHours()) == utc(allowed)


def test_quiet_hours_may_lie_within_a_day_or_not_be_there() -> None:
    siesta, none = QuietHours(time(13, 0), time(15, 0)), QuietHours(time(8, 0), time(8, 0))
    assert next_allowed(utc("2026-06-03T14:00"), "UTC", siesta) == utc("2026-06-03T15:00")
    assert next_allowed(utc("2026-06-03T23:00"), "UTC", siesta) == utc("2026-06-03T23:00")
    assert next_allowed(utc("2026-06-03T08:00"), "UTC", none) == utc("2026-06-03T08:00")


@given(
    now=MOMENTS,
    zone=st.sampled_from(ZONES),
    start=st.integers(0, 23),
    end=st.integers(0, 23),
)
def test_what_is_allowed_is_never_quiet_and_never_more_than_a_day_away(
    now: datetime, zone: str, start: int, end: int
) -> None:
    quiet = QuietHours(time(start, 0), time(end, 0))
    allowed = next_allowed(now, zone, quiet)
    assert now <= allowed <= now + timedelta(hours=26)
    assert allowed == now or not quiet.cover(allowed.astimezone(ZoneInfo(zone)).time())


def test_later_means_a_quarter_an_hour_this_evening_or_tomorrow() -> None:
    now = utc("2026-06-03T05:00")  # 07:00 in Berlin
    choices = {choice: later_at(choice, now, "Europe/Berlin", time(7, 30)) for choice in Later}
    assert choices == {
        Later.QUARTER: utc("2026-06-03T05:15"),
        Later.HOUR: utc("2026-06-03T06:00"),
        Later.TONIGHT: utc("2026-06-03T17:00"),
        Later.TOMORROW: utc("2026-06-04T05:30"),
    }


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        ("2026-06-03T10:00", set(Later)),
        ("2026-06-03T16:45", {Later.QUARTER, Later.HOUR, Later.TOMORROW}),  # 18:45: tonight is now
        ("2026-06-03T19:30", {Later.QUARTER, Later.TOMORROW}),  # 21:30: an hour on is quiet
        ("2026-06-03T19:50", {Later.TOMORROW}),
    ],
)
def test_later_offers_only_what_makes_sense(now: str, offered: set[Later]) -> None:
    assert set(later_choices(utc(now), "Europe/Berlin", time(7, 0), QuietHours())) == offered


def test_a_day_that_was_skipped_altogether_begins_with_the_next_one() -> None:
    assert moment(date(2011, 12, 30), time(7, 0), ZoneInfo("Pacific/Apia")) == utc("2011-12-30T10:00")
