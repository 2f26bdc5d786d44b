import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.media.sound.session import CLEAR_MS
from bot.media.sounds import plan_session
from bot.texts.media import session_title
from protocols.model import Step
from tests.media.ladder import LADDER

STEPS = st.builds(
    Step, st.just("R0"), st.integers(1, 30), st.integers(1, 3), st.integers(1, 8), last=st.sampled_from([0, 4])
)


@pytest.mark.parametrize(
    ("step", "title"), [("R3", "Run 2 / walk 2 × 5"), ("R9", "Run 8 / walk 1 × 2 + 4 min"), ("R11", "Run 20 min")]
)
def test_a_session_is_titled_by_its_step(step: str, title: str) -> None:
    assert session_title(LADDER[step]) == title


@pytest.mark.parametrize("name", LADDER)
def test_every_ladder_step_has_its_runs_and_walks_between_warm_up_and_cool_down(name: str) -> None:
    step = LADDER[name]
    kinds = [part.kind for part in plan_session(step).parts]
    minutes = sum(part.ends_ms - part.starts_ms for part in plan_session(step).parts if part.kind == "run") / 60_000
    assert kinds[0] == "warm_up"
    assert kinds[-1] == "cool_down"
    assert kinds.count("run") == step.rounds + bool(step.last)
    assert kinds.count("walk") == kinds.count("run") - 1
    assert minutes == step.running_minutes


def test_the_cues_of_r3_are_where_a_coach_would_call_them() -> None:
    cues = [(cue.kind, (cue.at_ms - 500) / 60_000) for cue in plan_session(LADDER["R3"]).cues]
    assert cues == [
        ("warm_up", 0), ("run", 5), ("walk", 7), ("run", 9), ("walk", 11), ("run", 13), ("halfway", 14), ("walk", 15),
        ("run", 17), ("walk", 19), ("last_one", 21 - 4 / 60), ("run", 21), ("cool_down", 23), ("finish", 28),
    ]  # fmt: skip


def test_a_continuous_run_has_halfway_but_no_last_one() -> None:
    kinds = [cue.kind for cue in plan_session(LADDER["R11"]).cues]
    assert kinds == ["warm_up", "run", "halfway", "cool_down", "finish"]


@settings(deadline=None)  # the machine may be busy
@given(step=STEPS)
def test_parts_join_and_no_two_cues_collide(step: Step) -> None:
    plan = plan_session(step)
    assert all(a.ends_ms == b.starts_ms for a, b in itertools.pairwise(plan.parts))
    gaps = [b.at_ms - a.at_ms for a, b in itertools.pairwise(plan.cues)]
    assert min(gaps) >= 4000
    halfway = next(cue for cue in plan.cues if cue.kind == "halfway")
    assert all(abs(cue.at_ms - halfway.at_ms) >= CLEAR_MS for cue in plan.cues if cue != halfway)
    assert plan.cues[-1].at_ms < plan.duration_ms
