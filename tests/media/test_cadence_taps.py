import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.media.cadence_taps import CadenceCountError, from_counts, from_taps


@pytest.mark.parametrize(
    ("counts", "spm"),
    [
        ((42, 42, 42, 42), 168.0),
        ((41, 42, 43, 42), 168.0),
        ((42, 43, 42, 43), 170.0),
        ((42, 42, 42, 34), 168.0),  # one miscount is left out
        ((30, 30, 60, 60), 180.0),  # no majority: all count
    ],
)
def test_four_counts_of_one_foot_make_steps_per_minute(counts: tuple[int, ...], spm: float) -> None:
    assert from_counts(counts) == spm


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.integers(25, 60), min_size=4, max_size=4))
def test_the_result_lies_between_the_counts(counts: list[int]) -> None:
    assert 4 * min(counts) <= from_counts(counts) <= 4 * max(counts)


@pytest.mark.parametrize("counts", [(), (42, 42, 42), (42,) * 5, (42, 42, 42, 0), (42, 42, 42, 84), (42, 42, 42, -42)])
def test_counts_that_are_no_running_are_refused(counts: tuple[int, ...]) -> None:
    with pytest.raises(CadenceCountError):
        from_counts(counts)


def tapped(
    seed: int, spm: float, *, jitter: float = 20, lost: float = 0.0, doubled: float = 0.0, batch: float = 0.0
) -> list[float]:
    """Arrival times of 15 s of taps: a human hand (15 ms), a network (`jitter` ms late), losses and doubles."""
    chance = random.Random(seed)
    times = []
    for step in range(int(15 * spm / 60)):
        if chance.random() < lost:
            continue
        at = step * 60_000 / spm + chance.gauss(0, 15) + chance.expovariate(1 / jitter)
        times += [at, at + 80] if chance.random() < doubled else [at]
    return [-(-at // batch) * batch for at in times] if batch else times


SPM = st.floats(140, 200)
SEED = st.integers(0, 10_000)


@settings(deadline=None)  # the machine may be busy
@given(seed=SEED, spm=SPM)
def test_taps_over_a_good_connection_give_the_cadence(seed: int, spm: float) -> None:
    found = from_taps(tapped(seed, spm))
    assert found is not None
    assert found == pytest.approx(spm, abs=2)


@settings(deadline=None)  # the machine may be busy
@given(
    seed=SEED, spm=SPM, jitter=st.floats(1, 300), lost=st.floats(0, 0.5), doubled=st.floats(0, 0.1),
    batch=st.sampled_from([0, 0, 100, 250, 350, 500, 1000]),
)  # fmt: skip
def test_whatever_the_network_does_the_answer_is_right_or_none(
    seed: int, spm: float, jitter: float, lost: float, doubled: float, batch: float
) -> None:
    found = from_taps(tapped(seed, spm, jitter=jitter, lost=lost, doubled=doubled, batch=batch))
    assert found is None or found == pytest.approx(spm, abs=5)


@pytest.mark.parametrize(
    "trouble", [{"jitter": 250}, {"lost": 0.4}, {"batch": 350}, {"batch": 1000}], ids=lambda each: next(iter(each))
)
def test_a_bad_connection_is_said_to_be_one(trouble: dict[str, float]) -> None:
    answers = [from_taps(tapped(seed, 150 + seed, **trouble)) for seed in range(40)]
    assert answers.count(None) >= 38


def test_too_few_or_too_short_is_no_rhythm() -> None:
    assert from_taps([]) is None
    assert from_taps(tapped(1, 170)[:14]) is None
    assert from_taps([n * 10 for n in range(200)]) is None


@settings(deadline=None)  # the machine may be busy
@given(seed=SEED)
@example(seed=120)  # these two look a little like a rhythm
@example(seed=2648)
def test_taps_without_rhythm_give_nothing(seed: int) -> None:
    chance = random.Random(seed)
    assert from_taps([chance.uniform(0, 15_000) for _ in range(40)]) is None


def test_the_order_in_which_taps_arrive_does_not_matter() -> None:
    times = tapped(3, 172)
    assert from_taps(times[::-1]) == from_taps(times)
