"""Spans of time in words."""

import pytest

from protocols.knowledge.durations import durations


@pytest.mark.parametrize(
    ("said", "weeks"),
    [
        ("six weeks", 6),
        ("two or three weeks", 3),
        ("45 days", 45 / 7),
        ("week nine", 9),
        ("the ninth week", 9),
        ("my 4 th month", 4 * 4.3),
        ("half a year", 26),
        ("a dozen weeks", 12),
        ("twelve honest weeks", 12),
        ("for months", 8.6),
        ("6 / 52", 6),
        ("3 / 12", 12.9),
        ("since march", 4.3),
        ("all winter", 4.3),
        ("since mid september", 4.3),
        ("since the schools went back", 4.3),
        ("two and a bit months", 2 * 4.3),
        ("ten minutes", None),
        ("week", None),
    ],
)
def test_a_span_is_read_in_weeks(said: str, weeks: float | None) -> None:
    found = [amount for _, _, amount in durations(said.split())]
    assert found == ([] if weeks is None else [pytest.approx(weeks)])


def test_a_span_knows_its_place() -> None:
    said = ["now", "since", "march", "it", "is", "six", "weeks"]
    assert sorted((start, end) for start, end, _ in durations(said)) == [(1, 3), (5, 7)]
