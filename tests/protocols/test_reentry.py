"""Coming back after days without a run: resume, repeat, two steps back and half, or the gate again."""

import pytest

from protocols.model import Overlay, Phase
from protocols.outlook import TaskKind
from tests.support.diaries import Book, alerts, cap, day, offers, rules, run_tasks, tasks

QUIET = {"daily_pain": 0, "volume": "300 min", "longest": "60 min", "onset": "none"}


def stopped(step: str = "R6") -> tuple[Book, int]:
    """One calm session done on a step; returns the day of that run."""
    book = Book(QUIET)
    on = book.climb(book.returning(), step, last=1)
    return book, on - 2


@pytest.mark.parametrize(
    ("gap", "phase", "step", "rule"),
    [
        (7, Phase.RETURN, "R6", None),
        (8, Phase.RETURN, "R6", "reentry_repeat"),
        (14, Phase.RETURN, "R6", "reentry_repeat"),
        (15, Phase.RETURN, "R4", "reentry_back"),
        (28, Phase.RETURN, "R4", "reentry_back"),
        (29, Phase.BUILD, None, "reentry_build"),
    ],
)
@pytest.mark.parametrize("talks", [False, True])
def test_the_ladder_after_a_gap(gap: int, phase: Phase, step: str | None, rule: str | None, talks: bool) -> None:
    book, last = stopped()
    if talks:  # saying something every day changes nothing about days without a run
        book.checks(range(last + 2, last + gap + 1))
    found = book.plan(last + gap)
    assert found.phase is phase
    assert (found.step.id if found.step else None) == step
    assert ("re_entry" in alerts(found)) is (rule is not None)
    if rule:
        assert rule in rules(found)


def test_after_eight_days_the_calm_sessions_count_from_nought() -> None:
    book, last = stopped()
    book.calm_run(last + 9, 20, step="R6")
    assert offers(book.plan(last + 10)) == set()
    book.calm_run(last + 11, 20, step="R6")
    book.workout(last + 12)
    assert offers(book.plan(last + 12)) == {"step:R7"}


def test_after_seven_days_they_do_not() -> None:
    book, last = stopped()
    book.calm_run(last + 7, 20, step="R6")
    assert offers(book.plan(last + 8)) == {"step:R7"}


def test_a_gap_counts_its_days_once() -> None:
    book, last = stopped()
    book.checks(range(last + 15, last + 20))
    book.run(last + 20, 18, step="R4")
    found = book.plan(last + 21)
    assert found.step is not None
    assert found.step.id == "R4"
    assert "re_entry" not in alerts(found)


def test_the_gate_opens_anew_after_a_month() -> None:
    book, last = stopped()
    on = last + 30
    book.check(on, 0)
    found = book.plan(on)
    assert found.gate is not None
    assert found.gate.leads_to is Phase.RETURN
    assert not found.gate.open
    assert found.phase_since == day(last + 29)
    assert "re_entry" in alerts(book.plan(on + 6))
    assert "re_entry" not in alerts(book.plan(on + 7))


def test_why_the_gate_is_back_is_told_however_late_the_runner_is() -> None:
    book, last = stopped()
    assert "re_entry" in alerts(book.plan(last + 90))
    book.check(last + 90, 0)
    assert "re_entry" in alerts(book.plan(last + 96))
    assert "re_entry" not in alerts(book.plan(last + 97))


def test_a_pause_is_a_gap_like_any_other() -> None:
    book, last = stopped()
    book.pause(last + 2, until=last + 20)
    found = book.plan(last + 20)
    assert found.step is not None
    assert found.step.id == "R4"


def growing(gap: int, volume: str = "300 min") -> tuple[Book, int, int]:
    """Two weeks of 150 minutes in grow, then a gap; returns book, last run's day and today."""
    book = Book({**QUIET, "volume": volume})
    on = book.growing()
    monday = on + (1 - on) % 7
    for week in range(2):
        for place in (1, 3, 5):
            book.calm_run(monday + 7 * week + place, 50)
    last = monday + 12
    return book, last, last + gap


@pytest.mark.parametrize(
    ("gap", "minutes", "km", "rule"),
    [
        (7, 165, 27.5, "grow_base"),
        (8, 150, 25, "reentry_repeat"),
        (14, 150, 25, "reentry_repeat"),
        (15, 75, 12.5, "reentry_back"),
        (28, 75, 12.5, "reentry_back"),
    ],
)
def test_volume_after_a_gap(gap: int, minutes: float, km: float, rule: str) -> None:
    for volume, limit in (("300 min", minutes), ("50 km", km)):
        book, last, today = growing(gap, volume)
        found = book.plan(today)
        assert found.phase is Phase.GROW
        assert cap(found, "week").limit == limit
        reasons = {reason.rule: reason.numbers for reason in cap(found, "week").reasons}
        assert rule in reasons
        if rule != "grow_base":
            assert reasons[rule] == {"on": day(last)}


def test_growth_goes_on_from_what_was_run_after_the_gap() -> None:
    book, _, today = growing(10)
    monday = today + (1 - today) % 7
    for place in (1, 3, 5):
        book.calm_run(monday + place, 40)
    assert cap(book.plan(monday + 7), "week").limit == 132


def test_somebody_who_is_back_and_pauses_three_weeks_grows_again_from_half() -> None:
    book = Book({**QUIET, "volume": "60 min"})
    on = book.growing()
    for later in range(on, on + 22, 2):
        book.calm_run(later, 20)
    end = on + 22
    book.go(end - 1, "hills")
    book.calm_run(end - 1, 20, surface="hilly")
    book.go(end, "phase:full")
    assert book.plan(end).phase is Phase.FULL
    found = book.plan(end + 15)
    assert found.phase is Phase.GROW
    assert "hills_wait" in {reason.rule for reason in found.avoid}


def test_after_four_weeks_without_a_run_the_gate_comes_before_any_running() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R6", last=1)
    book.checks(range(on + 20, on + 31), 0)
    found = book.plan(on + 30)
    assert found.phase is Phase.BUILD
    assert run_tasks(found) == []
    assert cap(found, "week").limit == 0
    crossing = tasks(found, TaskKind.CROSS)
    assert crossing
    assert "reentry_build" in {reason.rule for task in crossing for reason in task.reasons}
    book.run(on + 30, 10)
    assert cap(book.plan(on + 30), "week").limit > 0  # who runs all the same is held to the half


@pytest.mark.parametrize(("days", "silent"), [(13, False), (14, True)])
def test_two_weeks_without_a_word_are_silence(days: int, silent: bool) -> None:
    book = Book(QUIET)
    book.workout(3)
    found = book.plan(3 + days)
    assert (Overlay.SILENT in found.overlays) is silent


@pytest.mark.parametrize(("days", "asks"), [(6, False), (7, True)])
def test_a_week_without_a_session_asks_life_or_knee(days: int, asks: bool) -> None:
    book = Book(QUIET)
    book.workout(3)
    book.checks(range(4, 3 + days))
    assert ("gap_week" in alerts(book.plan(3 + days))) is asks
    assert "gap_week" in alerts(Book(QUIET).plan(8))


def test_nobody_asks_life_or_knee_right_after_a_pause_or_a_stop() -> None:
    paused = Book(QUIET)
    paused.pause(2, until=20)
    assert "gap_week" not in alerts(paused.plan(26))
    assert "gap_week" in alerts(paused.plan(27))
    stopped_ = Book(QUIET)
    stopped_.flag(2)
    stopped_.cleared(20)
    assert "gap_week" not in alerts(stopped_.plan(26))
    assert "gap_week" in alerts(stopped_.plan(27))


def test_nobody_asks_life_or_knee_in_a_pause_or_beside_a_red_flag() -> None:
    for trouble in ("pause", "flag"):
        book = Book(QUIET)
        getattr(book, trouble)(2)
        assert "gap_week" not in alerts(book.plan(20))


def test_the_length_of_a_pause_that_was_said_last_counts() -> None:
    book = Book()
    book.workout(1)
    book.pause(2)
    book.pause(3, until=6)
    assert Overlay.PAUSED in book.plan(5).overlays
    assert Overlay.PAUSED not in book.plan(6).overlays
