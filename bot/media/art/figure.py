"""From a pose to flat parts in the order of their depth."""

from bot.media.art.shapes import INK, Dot, Limb, Part, Polygon, stroke
from bot.media.art.skeleton import Arm, Leg, Pose
from bot.media.art.space import Camera, Vec

SKIN = "#F0C9A4"
SHIRT = "#8FC1E3"
WORKING = "#F7A93B"
OTHER = "#C9D3DC"
SHOE = "#FFFFFF"
HAIR = "#5B4636"

# Radii in metres, joint by joint.
_HIP, _KNEE, _ANKLE = 0.085, 0.058, 0.042
_SHOULDER, _ELBOW, _WRIST, _PALM = 0.052, 0.040, 0.032, 0.042
_WAIST, _CHEST = 0.075, 0.070
HEAD = 0.112


def parts(pose: Pose, camera: Camera) -> list[Part]:
    """The body, farthest first. Widths are foreshortened by nothing: the view is orthographic."""
    pieces = [
        *_leg(pose.working, camera, WORKING),
        *_leg(pose.other, camera, OTHER),
        *(_arm(each, camera) for each in pose.arms),
        _trunk(pose, camera),
        *_head(pose, camera),
    ]
    return sorted(pieces, key=lambda part: part.nearness)


def face(pose: Pose, camera: Camera) -> str:
    """Eyes and a smile, where the viewer can see them."""
    side = pose.face.cross(pose.crown).unit()
    middle = camera.nearness(pose.head)
    marks = []
    for turn in (-1, 1):
        eye = pose.head + (pose.face * 0.9 + side * (0.42 * turn) + pose.crown * 0.12).unit() * (HEAD * 0.98)
        if camera.nearness(eye) > middle + 0.02:
            marks.append(f'<path d="{Dot(camera.sees(eye), camera.scale * 0.012).path()}" fill="{INK}"/>')
    smile = [
        pose.head + (pose.face + side * (0.3 * share) - pose.crown * (0.62 - 0.16 * share * share)).unit() * HEAD
        for share in (-1.0, -0.5, 0.0, 0.5, 1.0)
    ]
    shown = [camera.sees(point) for point in smile if camera.nearness(point) > middle + 0.01]
    if len(shown) > 2:
        marks.append(stroke(shown, INK, camera.scale * 0.009))
    return "".join(marks)


def _limb(camera: Camera, start: Vec, end: Vec, start_radius: float, end_radius: float) -> Limb:
    scale = camera.scale
    return Limb(camera.sees(start), camera.sees(end), start_radius * scale, end_radius * scale)


def _leg(leg: Leg, camera: Camera, fill: str) -> list[Part]:
    bones = (_limb(camera, leg.hip, leg.knee, _HIP, _KNEE), _limb(camera, leg.knee, leg.ankle, _KNEE, _ANKLE))
    depth = camera.nearness(leg.hip.towards(leg.knee, 0.75))
    shoe = (_limb(camera, leg.heel_at, leg.toe_at, 0.040, 0.033), _limb(camera, leg.ankle, leg.heel_at, 0.036, 0.036))
    shoe_depth = camera.nearness(leg.toe_at)
    return [Part(bones, fill, depth), Part(shoe, SHOE, max(depth + 0.001, shoe_depth))]


def _arm(arm: Arm, camera: Camera) -> Part:
    bones = (
        _limb(camera, arm.shoulder, arm.elbow, _SHOULDER, _ELBOW),
        _limb(camera, arm.elbow, arm.hand, _ELBOW, _WRIST),
        Dot(camera.sees(arm.hand), _PALM * camera.scale),
    )
    return Part(bones, SKIN, camera.nearness(arm.shoulder.towards(arm.hand, 0.5)))


def _trunk(pose: Pose, camera: Camera) -> Part:
    hips = (pose.working.hip, pose.other.hip)
    shoulders = (pose.arms[0].shoulder, pose.arms[1].shoulder)
    corners = (shoulders[0], shoulders[1], hips[1], hips[0])
    shapes = (
        _limb(camera, *shoulders, _CHEST, _CHEST),
        _limb(camera, *hips, _HIP, _HIP),
        _limb(camera, shoulders[0], hips[0], _CHEST, _WAIST),
        _limb(camera, shoulders[1], hips[1], _CHEST, _WAIST),
        Polygon(tuple(camera.sees(corner) for corner in corners)),
    )
    # The chest is thicker than a leg: a thigh lies over the shirt only when it clearly points at the viewer.
    depth = sum(camera.nearness(corner) for corner in corners) / 4 + 0.03
    return Part(shapes, SHIRT, depth)


def _head(pose: Pose, camera: Camera) -> list[Part]:
    neck = pose.arms[0].shoulder.towards(pose.arms[1].shoulder, 0.5)
    scale, depth = camera.scale, camera.nearness(pose.head)
    nose = pose.head + (pose.face - pose.crown * 0.15).unit() * (HEAD * 1.02)
    skull = (
        Dot(camera.sees(pose.head), HEAD * scale),
        Dot(camera.sees(nose), 0.02 * scale),
    )
    hair_at = pose.head - pose.face * 0.035 + pose.crown * 0.03
    bun_at = pose.head - pose.face * 0.06 + pose.crown * 0.125
    hair = (Dot(camera.sees(hair_at), HEAD * scale), Dot(camera.sees(bun_at), 0.05 * scale))
    return [
        Part((_limb(camera, neck, pose.head, 0.05, 0.045),), SKIN, depth - 0.003),
        Part(hair, HAIR, depth - 0.002),
        Part(skull, SKIN, depth),
    ]
