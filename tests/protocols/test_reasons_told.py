"""What a runner hears as the reason: the rule with their own numbers, in the situations that matter."""

from collections.abc import Iterator

import pytest

from bot.texts.reasons import yours
from protocols.diary import ExerciseLog
from protocols.outlook import Plan, Reason, TaskKind
from tests.support.diaries import Book, itbs

QUIET = {"daily_pain": 0}


def reasons(found: Plan) -> Iterator[Reason]:
    yield from found.reasons
    yield from found.avoid
    for ahead in found.ahead:
        for task in ahead.tasks:
            yield from task.reasons
            for item in task.strength:
                yield from item.reasons
    for cap in found.caps:
        yield from cap.reasons
    for alert in found.alerts:
        yield from alert.reasons
    for offer in found.offers:
        yield from offer.reasons
        yield from (condition.reason for condition in offer.unmet)
    yield from (condition.reason for condition in (found.gate.conditions if found.gate else ()))
    yield from found.cadence.reasons if found.cadence else ()


def told(book: Book, on: int) -> set[str]:
    """`rule: sentence` for every reason of a plan that has numbers to tell."""
    every = list(reasons(book.plan(on)))
    assert all(reason.rule in itbs().rules for reason in every)
    return {f"{r.rule}: {yours(itbs().rules[r.rule], r)}" for r in every if yours(itbs().rules[r.rule], r)}


def hears(book: Book, on: int, *sentences: str) -> None:
    missing = set(sentences) - told(book, on)
    assert not missing, sorted(told(book, on))


def test_the_first_day() -> None:
    hears(
        Book(),
        1,
        "gate_build_time: Day 1, 0 sessions so far.",
        "gate_build_pain: 1 such days so far.",
        "gate_build_half: The larger of the two had 0 km; half is 12 km.",
        "gate_build_onset: Longest run 0 km; pain starts at 3.6 km.",
        "half_volume: Your usual week is 24 km, so 12 km; 0 km so far.",
        "half_longest: Your longest is 10 km, so 5 km.",
        "onset_ceiling: Yours starts at 3.6 km, so stop at 3 km.",
        "pain_green: Pain 2.",
        "strength_week: 0/3 this week.",
    )


def test_a_week_later() -> None:
    book = Book({**QUIET, "kit": ("band",)})
    book.workouts((1, 3), effort=5)
    book.run(2, 24, 0, km=4.0)
    book.check(8, 1)
    hears(
        book,
        8,
        "gate_build_time: Day 8, 2 sessions so far.",
        "gate_build_half: The larger of the two had 4 km; half is 12 km.",
        "gate_build_onset: Longest run 4 km; pain starts at 4 km.",
        "level_up: Moved up on 4 Mar.",
        "kit_missing: Missing: step.",
        "kit_missing: Missing: bench.",
        "strength_week: 0/3 this week.",
    )


def test_a_used_up_week_and_a_missed_one() -> None:
    book = Book()
    book.run(1, 78, 0, km=13.0)
    hears(book, 1, "over_cap: 13 of 12 km.", "half_volume: Your usual week is 24 km, so 12 km; 13 km so far.")
    hears(book, 3, "missed_moved: Missed this week: 1.")
    hears(book, 5, "missed_dropped: Left out this week: 1.")
    hears(book, 8, "missed_week: The last one was on 2 Mar.")
    hears(book, 20, "silent: Silent for 19 days.")


def test_a_flare() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R4")
    book.run(on, 18, 7, step="R4")
    hears(
        book,
        on,
        "red_back: On 29 Mar: pain 7.",
        "pain_red: Pain 7.",
        "flare: Since 29 Mar; calm days so far: 0.",
    )
    book.check(on + 1, 1)
    hears(book, on + 1, "flare: Since 29 Mar; calm days so far: 1.", "pain_green: Pain 1.")


def test_a_limp() -> None:
    book = Book(QUIET)
    book.run(2, 18, 1, limp=True)
    hears(book, 2, "pain_limp: Pain 1, and it changed your run.")


def test_a_worse_morning() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R3")
    run = book.run(on, 20, step="R3")
    book.morning(on + 1, 2, run)
    assert (step := book.plan(on + 1).step)
    assert step.id == "R2"
    hears(book, on + 1, "morning_back: Before the run 0, next morning 2.")


def test_the_way_to_running() -> None:
    book = Book(QUIET)
    on = book.settled()
    hears(
        book,
        on,
        "gate_return_pain: 3 such days so far.",
        "gate_return_sessions: 6 sessions so far.",
        "gate_return_step_down: 10 so far.",
        "gate_return_walk: 30 minutes so far.",
        "decided: Since 9 Mar.",
    )


def test_on_the_ladder() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R2", last=1)
    hears(book, on, "ladder_calm: 1 so far.", "gate_grow_continuous: 0 such runs so far.", "decided: Since 20 Mar.")
    book.run(on, 16, 4, step="R2", onset_minutes=10.0)
    hears(book, on, "onset_after_amber: It started at 10 min, so stop at 8 min.", "pain_amber: Pain 4.")
    book.run(on + 1, 10)
    hears(book, on + 1, "runs_apart: Runs on 23 Mar and 24 Mar.")
    book.check(on + 2, 3)
    sore = Book(QUIET)
    day = sore.returning()
    sore.check(day, 3)
    hears(sore, day, "daily_pain_rest: Pain 3.")


def test_after_a_gap() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R5", last=1)
    for gap, rule in ((8, "repeat"), (15, "back"), (29, "build")):
        hears(book, on - 2 + gap, f"reentry_{rule}: The last run was on 2 Apr.")
    hears(book, on + 20, "level_gap: Since 1 Apr.")


def test_growing() -> None:
    book = Book({**QUIET, "volume": "300 min", "onset": "none", "longest": "60 min"})
    on = book.growing()
    monday = on + (1 - on) % 7
    for place in (1, 3, 5):
        book.calm_run(monday + place, 30)
    hears(
        book,
        monday + 7,
        "grow_week: From 90 min to 99 min; 0 min so far.",
        "grow_single: Longest 30 min, so at most 33 min.",
        "gate_full_weeks: 12 calm days so far.",
        "gate_full_hills: 0 so far.",
        "gate_full_volume: Best week 90 min; needed 270 min.",
        "hills_wait: 12 calm days so far.",
    )
    book.check(monday + 7, 3)
    hears(book, monday + 7, "grow_hold: Last on 11 May.", "grow_week: From 90 min to 90 min; 0 min so far.")
    book.run(monday + 8, 20, surface="hilly")
    hears(book, monday + 8, "hills_early: Run of 12 May.")
    book.run(monday + 9, 20, speed=True)
    hears(book, monday + 9, "speed_early: Fast run of 13 May.")
    book.check(monday + 10, 0)
    run = book.run(monday + 11, 20)
    book.morning(monday + 12, 2, run)
    hears(book, monday + 12, "grow_trim: Last on 16 May.")


def test_going_ahead() -> None:
    book = Book(QUIET)
    book.check(3, 0)
    book.override(3, "phase:build")
    hears(book, 3, "override: Your choice on 4 Mar.")


def test_an_exercise_that_hurt_and_too_few_days() -> None:
    book = Book({**QUIET, "days": ("sat", "sun")})
    book.workout(6, exercises=(ExerciseLog("clamshell", "band", 3, 3, 5, 4),))
    hears(book, 6, "level_down: On 7 Mar: pain 4.", "days_few: Room for 1, asked for 3.")


def test_cadence_and_shoes() -> None:
    book = Book(QUIET)
    on = book.returning()
    book.cadence(on, 160)
    book.shoes(on, drop_mm=4.0)
    hears(book, on, "cadence_waits: Yours: 160.", "shoes_drop: Yours: 4 mm.")
    book.calm_run(on, 15, step="R1")
    hears(book, on + 1, "cadence_first: From 160 to 168 steps a minute.")
    hears(book, on + 15, "cadence_second: From 160 to 176 steps a minute.")
    usual = Book(QUIET)
    usual.cadence(2, 174)
    hears(usual, 2, "cadence_range: Yours: 174.")


@pytest.mark.parametrize(("days", "rule"), [(29, "stalled_ask"), (43, "referral")])
def test_no_improvement(days: int, rule: str) -> None:
    book = Book({"daily_pain": 4})
    book.checks(range(2, days + 1), 4)
    book.workouts([7 * week + place for week in range(6) for place in (1, 3, 5) if 7 * week + place <= days])
    sessions = {29: "12 of 12", 43: "18 of 18"}[days]
    hears(book, days, f"{rule}: {sessions} sessions; daily pain 4 at the start, 4 now.")


def test_too_little_done_a_stuck_ladder_and_a_relapse() -> None:
    lazy = Book({"daily_pain": 4})
    lazy.checks(range(2, 30), 4)
    lazy.workouts((1, 3))
    hears(lazy, 29, "adherence: 2 of 12 sessions.")
    stuck = Book(QUIET)
    on = stuck.climb(stuck.returning(), "R2")
    stuck.workouts(range(14, on + 28, 2))
    for later in range(on, on + 28, 3):
        stuck.run(later, 16, 3, step="R2")
        stuck.check(later + 1, 0)
    hears(stuck, on + 28, "stalled_step: On R2; the furthest step dates from 20 Mar. 21 of 18 sessions.")


def test_red_flags_and_pauses() -> None:
    book = Book()
    book.flag(2)
    hears(book, 2, "red_flag: Raised: locking.")
    severe = Book()
    severe.check(4, 9)
    hears(severe, 4, "severe_pain: You said 9 of 10.")
    paused = Book()
    paused.pause(3)
    hears(paused, 9, "paused: Since 4 Mar.")


def test_maintenance_counts_to_two() -> None:
    book = Book({**QUIET, "volume": "60 min", "onset": "none"})
    on = book.growing()
    for later in range(on, on + 22, 2):
        book.calm_run(later, 20)
    end = on + 22
    book.go(end - 1, "hills")
    book.calm_run(end - 1, 20, surface="hilly")
    book.go(end, "phase:full")
    for later in range(end + 1, end + 16, 2):
        book.calm_run(later, 20)
    monday = end + 14 + (1 - end) % 7
    hears(book, monday, "gate_maintain_volume: The lower of the two had 60 min; needed 57 min.")
    hears(book, end + 13, "gate_maintain_symptoms: 13 of 14 days so far.")
    book.check(monday, 0)
    book.go(monday, "phase:maintain")
    hears(book, monday, "strength_maintain: 0/2 this week.")
    strength = [t for ahead in book.plan(monday).ahead for t in ahead.tasks if t.kind is TaskKind.STRENGTH]
    assert len(strength) == 2
