"""What to leave out: the article's aggravators, what had changed, hills, speed, shoes."""

import pytest

from tests.support.diaries import Book

QUIET = {"daily_pain": 0, "changed": ()}
EARLY = {"avoid_downhill", "avoid_camber", "avoid_turns", "cross_climbs", "rolling"}
CHANGES = ("volume", "hills", "downhill", "surface", "track", "comeback", "shoes_minimal", "shoes_drop")


def left_out(book: Book, on: int) -> set[str]:
    return {reason.rule for reason in book.plan(on).avoid}


@pytest.mark.parametrize("change", CHANGES)
def test_what_had_changed_becomes_a_rule_of_the_first_two_weeks(change: str) -> None:
    book = Book({**QUIET, "changed": (change,)})
    book.checks(range(2, 9))
    book.go(8, "phase:build")
    assert f"changed_{change}" in left_out(book, 14)
    assert f"changed_{change}" not in left_out(book, 15)


def test_the_aggravators_hold_for_two_weeks_and_as_long_as_it_is_not_calm() -> None:
    book = Book(QUIET)
    assert left_out(book, 14) >= EARLY
    assert left_out(book, 20) >= EARLY
    book.checks(range(2, 9))
    book.go(8, "phase:build")
    assert left_out(book, 14) >= EARLY
    assert not left_out(book, 15) & EARLY


def test_hills_and_speed_are_left_out_until_allowed_and_a_flare_wants_no_roller() -> None:
    book = Book(QUIET)
    assert left_out(book, 30) >= {"hills_wait", "speed_wait"}
    book.run(30, limp=True)
    assert "flare_care" in left_out(book, 30)


@pytest.mark.parametrize(
    ("shoes", "rules"),
    [
        ({"minimal": True}, {"shoes_minimal"}),
        ({"drop_mm": 4.0}, {"shoes_drop"}),
        ({"drop_mm": 8.0}, set()),
        ({"minimal": True, "drop_mm": 0.0}, {"shoes_minimal", "shoes_drop"}),
        ({}, set()),
    ],
)
def test_shoes(shoes: dict[str, object], rules: set[str]) -> None:
    book = Book(QUIET)
    book.shoes(3, **shoes)  # type: ignore[arg-type]
    assert left_out(book, 3) & {"shoes_minimal", "shoes_drop"} == rules


def test_climbs_on_the_bike_wait_as_long_as_it_is_early() -> None:
    from protocols.outlook import TaskKind
    from tests.support.diaries import tasks

    early = {r.rule for task in tasks(Book(QUIET).plan(1), TaskKind.CROSS) for r in task.reasons}
    assert "cross_climbs" in early
    book = Book({**QUIET})
    on = book.returning()
    assert "cross_climbs" not in {r.rule for t in tasks(book.plan(on + 1), TaskKind.CROSS) for r in t.reasons}
