"""Temperatures, counts of sessions and pain on a scale, read from words."""

import pytest

from protocols.knowledge.measures import measures, sessions


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ("temperature 38,7 and shivers", ["fever"]),
        ("40.1 this morning", ["fever"]),
        ("36.8 in the morning", []),
        ("38.5 km on the bike", []),
        ("pain from 6 to 2", ["improving"]),
        ("pain was 5 , now is 5", ["unmoved"]),
        ("from 3 to 5", []),
        ("from 10 to 8 km", []),
    ],
)
def test_a_number_says_what_it_measures(said: str, labels: list[str]) -> None:
    assert [label for _, _, label in measures(said.split())] == labels


@pytest.mark.parametrize(
    ("said", "weeks"),
    [("24 sessions", 8), ("thirty one sessions", 31 / 3), ("45 full workouts", 15), ("my sessions", 0)],
)
def test_sessions_count_as_weeks_of_the_programme(said: str, weeks: float) -> None:
    assert [amount for _, _, amount in sessions(said.split())] == [pytest.approx(weeks)]
