from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.budget import DAILY, WEEKLY, Fold, Send, Verdict, Void, Wait, allowance, judge, midnight
from scheduler.reminders import KEEPS, Kind
from storage.addressees import Addressee
from storage.heard import Heard
from storage.outbox import Message, Priority

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 6, 3, 10, 0, tzinfo=UTC)  # 12:00 in Berlin


def message(kind: str = Kind.WORKOUT, *, due_at: datetime = NOON, **more: object) -> Message:
    about = {"muted": False, "unreachable": False, **more}
    priority = about.pop("priority", Priority.REMINDER)
    to = Addressee("Europe/Berlin", time(22, 0), time(8, 0), **about)  # type: ignore[arg-type]
    return Message(1, 1, kind, "x", due_at, priority, {}, 1, False, to, due_at)  # type: ignore[arg-type]


def hours(*ago: float) -> list[datetime]:
    return [NOON - timedelta(hours=h) for h in ago]


def heard(now: datetime, sent: list[datetime], seen_at: datetime = NOON) -> Heard:
    week = [at for at in sent if at > now - timedelta(days=7)]
    began = midnight(now, "Europe/Berlin")
    return Heard(sum(at >= began for at in week), len(week), sum(at > seen_at for at in week))


EVENING = datetime(2026, 6, 3, 20, 30, tzinfo=UTC)  # 22:30 in Berlin
DAWN = datetime(2026, 6, 3, 4, 30, tzinfo=UTC)  # 06:30
EIGHT = datetime(2026, 6, 3, 6, 0, tzinfo=UTC)
EIGHT_TOMORROW = EIGHT + timedelta(days=1)


@pytest.mark.parametrize(
    ("about", "now", "sent", "verdict"),
    [
        (message(), NOON, [], Send()),
        (message(), NOON, hours(1, 2), Send()),
        (message(), NOON, hours(1, 2, 3), Fold("budget")),
        (message(Kind.WEEKLY), NOON, hours(1, 2, 3), Wait(EIGHT_TOMORROW, moves=False)),
        (message(), NOON, hours(1, 2, 13), Send()),  # the third was before midnight
        (message(), NOON, hours(*range(24, 156, 11)), Fold("budget")),  # twelve in the week
        (message(priority=Priority.SAFETY), NOON, hours(1, 2, 3, 4), Send()),
        (message(priority=Priority.SAFETY, due_at=EVENING), EVENING, [], Send()),
        (message(priority=Priority.SAFETY, muted=True), NOON, [], Send()),
        (message(priority=Priority.SAFETY, unreachable=True), NOON, [], Void("unreachable")),
        (message(muted=True), NOON, [], Void("muted")),
        (message(due_at=DAWN), DAWN, [], Wait(EIGHT, moves=True)),  # the day is still the same at eight
        (message(due_at=EVENING - timedelta(hours=1)), EVENING, [], Fold("quiet hours")),
        (message(Kind.GATE_OFFER, due_at=EVENING), EVENING, [], Wait(EIGHT_TOMORROW, moves=False)),
        (message("news", priority=Priority.BROADCAST, due_at=EVENING), EVENING, [], Wait(EIGHT_TOMORROW, moves=False)),
        (message("news", priority=Priority.BROADCAST), NOON + timedelta(hours=5), hours(1, 2, 3), Send()),
        (message(due_at=NOON - timedelta(hours=2)), NOON, [], Fold("late")),
        (message(Kind.MORNING_CHECK, due_at=EIGHT), NOON - timedelta(minutes=1), [], Send()),
        (message(Kind.MORNING_CHECK, due_at=EIGHT), NOON, [], Fold("late")),
        (message(Kind.WEEKLY, due_at=NOON - timedelta(hours=47)), NOON, [], Send()),
        (message(Kind.WEEKLY, due_at=NOON - timedelta(hours=48)), NOON, [], Fold("late")),
    ],
)  # fmt: skip
def test_what_may_be_said_unasked(about: Message, now: datetime, sent: list[datetime], verdict: Verdict) -> None:
    assert judge(about, now, heard(now, sent)) == verdict


@pytest.mark.parametrize(
    ("ignored", "daily", "weekly"), [(0, 3, 12), (2, 3, 12), (3, 1, 5), (5, 1, 5), (6, 1, 2), (40, 1, 2)]
)
def test_the_less_a_runner_answers_the_less_the_bot_says(ignored: int, daily: int, weekly: int) -> None:
    assert (allowance(ignored).daily, allowance(ignored).weekly) == (daily, weekly)


def test_a_sign_of_life_gives_the_full_budget_back() -> None:
    ignored = hours(30, 54, 78, 102, 126)
    assert judge(message(), NOON, heard(NOON, ignored, seen_at=NOON - timedelta(days=7))) == Fold("budget")
    assert judge(message(), NOON, heard(NOON, ignored, seen_at=NOON - timedelta(hours=1))) == Send()


@given(
    asked=st.lists(st.integers(0, 28 * 24 * 4), max_size=120).map(sorted),
    kind=st.sampled_from(sorted(KEEPS | {Kind.WORKOUT, Kind.RUN})),
    answers=st.booleans(),
)
def test_no_four_weeks_ever_hold_more_than_the_budget(asked: list[int], kind: Kind, answers: bool) -> None:
    start = datetime(2026, 3, 16, 0, 0, tzinfo=UTC)  # the clocks change within
    sent: list[datetime] = []
    for quarter in asked:
        now = start + timedelta(minutes=15 * quarter)
        so_far = heard(now, sent, seen_at=now if answers else start)
        if judge(message(kind, due_at=now), now, so_far) == Send():
            sent.append(now)
            assert time(8, 0) <= now.astimezone(BERLIN).time() < time(22, 0)
    for at in sent:
        assert sum(at - timedelta(days=7) < other <= at for other in sent) <= WEEKLY
        assert sum(other.astimezone(BERLIN).date() == at.astimezone(BERLIN).date() for other in sent) <= DAILY
