"""Sums of many numbers in long integers are exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.knowledge.lanes import Lanes, summed

NUMBERS = st.integers(-127, 127)


def held(rows: list[list[int]]) -> list[bytes]:
    return [bytes(number + 128 for number in row) for row in rows]


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.tuples(st.lists(NUMBERS, min_size=width, max_size=width), st.integers(-1024, 1023)),
            min_size=1,
            max_size=40,
        )
    )
)
def test_a_row_of_values_times_a_matrix_is_exact(pairs: list[tuple[list[int], int]]) -> None:
    rows, values = [row for row, _ in pairs], [value for _, value in pairs]
    expected = [sum(value * row[column] for row, value in pairs) for column in range(len(rows[0]))]
    assert Lanes(held(rows)).times(values, 1024) == expected


def test_lanes_hold_the_largest_sums_of_the_readers_size() -> None:
    rows = [[127, -127]] * 400
    assert Lanes(held(rows)).times([1023] * 400, 1024) == [1023 * 127 * 400, -1023 * 127 * 400]


@pytest.mark.parametrize(("rows", "total"), [([], [0, 0]), ([[1, -2]], [1, -2]), ([[1, -2], [-127, 127]], [-126, 125])])
def test_rows_are_summed_number_by_number(rows: list[list[int]], total: list[int]) -> None:
    assert summed(held(rows), 2) == total
