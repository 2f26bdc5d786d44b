import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.media.art import lying, standing
from bot.media.art.drawing import SCENES
from bot.media.art.scene import Scene
from bot.media.art.skeleton import FOREARM, SHANK, THIGH, TRUNK, UPPER_ARM, Pose, bend
from bot.media.art.space import Vec

SHOWN = list(SCENES)
MOMENTS = st.floats(0, 1)


@pytest.mark.parametrize(("exercise", "level"), SHOWN)
@settings(deadline=None)  # the machine may be busy
@given(moment=MOMENTS)
def test_limbs_keep_their_length_through_the_movement(exercise: str, level: str, moment: float) -> None:
    pose = SCENES[exercise, level].pose(moment)
    for leg in (pose.working, pose.other):
        assert (leg.knee - leg.hip).length() == pytest.approx(THIGH, abs=0.005)
        assert (leg.ankle - leg.knee).length() == pytest.approx(SHANK, abs=0.005)
    for arm in pose.arms:
        assert (arm.elbow - arm.shoulder).length() == pytest.approx(UPPER_ARM, abs=0.02)
        assert (arm.hand - arm.elbow).length() == pytest.approx(FOREARM, abs=0.02)
    hips, neck = _middle(pose.working.hip, pose.other.hip), _middle(pose.arms[0].shoulder, pose.arms[1].shoulder)
    assert (neck - hips).length() == pytest.approx(TRUNK, abs=0.03)


@pytest.mark.parametrize(("exercise", "level"), SHOWN)
@settings(deadline=None)  # the machine may be busy
@given(moment=MOMENTS)
def test_knees_bend_forwards_and_nothing_sinks_into_the_ground(exercise: str, level: str, moment: float) -> None:
    pose = SCENES[exercise, level].pose(moment)
    for leg in (pose.working, pose.other):
        straight = _middle(leg.hip, leg.ankle)
        assert (leg.knee - straight).dot(_front(pose, leg.hip)) > -0.03
        assert min(leg.knee.y, leg.ankle.y, leg.hip.y) > 0.03


@pytest.mark.parametrize(("exercise", "level"), SHOWN)
def test_the_working_leg_is_on_the_side_that_the_scene_says(exercise: str, level: str) -> None:
    scene = SCENES[exercise, level]
    assert _anatomical_side(scene) == scene.drawn


def test_in_the_leg_raise_the_bottom_knee_is_bent_and_the_top_leg_straight() -> None:
    pose = lying.abduction(1)
    assert _knee_angle(pose.other) == pytest.approx(90, abs=15)
    assert _knee_angle(pose.working) == pytest.approx(180, abs=1)
    assert pose.other.knee.z > 0.2, "the bottom thigh lies forward, which keeps the trunk from rolling"
    assert pose.working.toes.y < -0.2, "hip turned in: toes point a little down"
    assert pose.working.ankle.y > lying.abduction(0).working.ankle.y + 0.3


@settings(deadline=None)  # the machine may be busy
@given(moment=MOMENTS)
def test_in_the_clamshell_the_feet_stay_together(moment: float) -> None:
    pose = lying.clamshell(moment)
    assert (pose.working.heel_at - pose.other.heel_at).length() < 0.16
    assert pose.working.ankle == lying.clamshell(0).working.ankle


@pytest.mark.parametrize(("bridge", "surface"), [(lying.bridge, 0.0), (lying.bridge_on_bench, lying.BENCH.height)])
def test_in_the_bridge_the_heel_stays_down_and_the_other_leg_is_straight(bridge: object, surface: float) -> None:
    assert callable(bridge)
    for moment in (0.0, 0.5, 1.0):
        pose = bridge(moment)
        assert pose.working.heel_at.y == pytest.approx(surface + 0.04, abs=0.01)
        assert _knee_angle(pose.other) == pytest.approx(180, abs=1)
    assert bridge(1).working.hip.y > bridge(0).working.hip.y + 0.15


@pytest.mark.parametrize("level", ["low_step", "tall_step"])
def test_in_the_step_down_the_free_heel_sinks_off_the_edge_and_the_knee_stays_over_the_foot(level: str) -> None:
    scene = SCENES["step_down", level]
    start, end = scene.pose(0), scene.pose(1)
    assert start.other.heel_at.y > end.other.heel_at.y + 0.1
    assert end.other.heel_at.y == pytest.approx(0.05, abs=0.04)
    assert end.other.ankle.x < -0.05, "beside the step, which begins at the middle"
    _knee_over_foot(end)


@pytest.mark.parametrize("squat", [SCENES["single_leg_squat", level] for level in ("shallow", "deep")])
def test_in_the_squat_the_knee_stays_over_the_foot(squat: Scene) -> None:
    _knee_over_foot(squat.pose(1))


def test_harder_levels_are_visibly_harder() -> None:
    def drop(exercise: str, level: str) -> float:
        scene = SCENES[exercise, level]
        return scene.pose(0).working.hip.y - scene.pose(1).working.hip.y

    assert drop("single_leg_squat", "deep") > 2 * drop("single_leg_squat", "shallow")
    assert drop("step_down", "tall_step") > 1.5 * drop("step_down", "low_step")


def test_in_the_monster_walk_the_feet_never_meet_and_the_knees_do_not_fall_in() -> None:
    for moment in (0.0, 1.0):
        pose = standing.monster_walk(moment)
        assert pose.working.ankle.x - pose.other.ankle.x > 0.25
        assert pose.working.knee.x - pose.other.knee.x > 0.25
        assert _knee_angle(pose.working) < 150, "a half squat"


def test_a_pose_out_of_reach_is_refused() -> None:
    with pytest.raises(ValueError, match="out of reach"):
        bend(Vec(), Vec(2, 0, 0), 0.4, 0.4, Vec(0, 1, 0))


def _middle(a: Vec, b: Vec) -> Vec:
    return a.towards(b, 0.5)


def _front(pose: Pose, hip: Vec) -> Vec:
    """Where a knee may point: the way the belly faces, turned with the spine."""
    neck = _middle(pose.arms[0].shoulder, pose.arms[1].shoulder)
    return pose.face.across(neck - hip)


def _anatomical_side(scene: Scene) -> str:
    pose = scene.pose(0)
    right = pose.face.cross(pose.crown)
    return "right" if (pose.working.hip - pose.other.hip).dot(right) > 0 else "left"


def _knee_angle(leg: object) -> float:
    import math

    from bot.media.art.skeleton import Leg

    assert isinstance(leg, Leg)
    thigh, shank = (leg.hip - leg.knee).unit(), (leg.ankle - leg.knee).unit()
    return math.degrees(math.acos(max(-1.0, min(1.0, thigh.dot(shank)))))


def _knee_over_foot(pose: Pose) -> None:
    leg = pose.working
    assert abs(leg.knee.x - leg.ankle.x) < 0.05, "neither in nor out"
    assert leg.knee.z < leg.toe_at.z + 0.03, "not far past the toes"
    assert leg.knee.z > leg.heel_at.z
