"""The strength ladder: which level an exercise is at, and what a session prescribes today."""

from datetime import date

from protocols.course import Course
from protocols.diary import Workout
from protocols.model import Exercise, Light, Phase
from protocols.outlook import Prescription, Reason
from protocols.pain import read
from protocols.seen import Progress

_ORDER = tuple(Phase)


def joined(course: Course) -> list[Exercise]:
    """The exercises of the routine so far, in the protocol's order. One that joined never leaves."""
    reached = _ORDER.index(course.phase)
    return [
        exercise
        for exercise in course.protocol.exercises.values()
        if _ORDER.index(exercise.joins) <= reached or exercise.id in course.progress
    ]


def take_workout(course: Course, workout: Workout) -> None:
    """A session: how much of one it was, what it says about each level, and its worst pain."""
    share = _share(course, workout)
    second = bool(course.sessions) and course.sessions[-1][0] == workout.on
    if second:
        course.sessions[-1] = (workout.on, max(share, course.sessions[-1][1]))  # two on a day are one
    elif share > 0:
        course.sessions.append((workout.on, share))
    course.levels_eased_on = None
    if not workout.backfilled:
        quiet = course.reading_light is Light.GREEN and course.flare_on is None
        _take_exercises(course, workout, moves_up=quiet and share == 1 and not second)
    pains = [log.pain for log in workout.exercises if log.pain is not None]
    if pains:
        worst = max(pains)
        read(course, workout.on, worst, course.light(worst))


def fade(course: Course, day: date) -> None:
    """Weeks without a session start every exercise lower; asked once a gap, of somebody who has had a session."""
    last = course.sessions[-1][0]
    if (day - last).days >= course.protocol.value("level_gap", "days"):
        course.levels_eased_on = last
        ease_all(course, int(course.protocol.value("level_gap", "levels")), Reason("level_gap", {"on": last}))


def ease_all(course: Course, levels: int, why: Reason) -> None:
    """Every exercise so many levels lower."""
    for progress in course.progress.values():
        _lower(progress, levels, why)


def levels(course: Course) -> dict[str, int]:
    """The level reached in each exercise of the routine."""
    return {exercise.id: _level(course, exercise) for exercise in joined(course)}


def prescriptions(course: Course) -> tuple[Prescription, ...]:
    """Today's session, exercise by exercise."""
    return tuple(_prescribe(course, exercise) for exercise in joined(course))


def _level(course: Course, exercise: Exercise) -> int:
    progress = course.progress.get(exercise.id)
    return progress.level if progress else 0


def _prescribe(course: Course, exercise: Exercise) -> Prescription:
    reasons: list[Reason] = [Reason("squat_joins")] if exercise.joins is not Phase.CALM else []
    progress = course.progress.get(exercise.id)
    if progress and progress.why:
        reasons.append(progress.why)
    lighter = _lighter(course)
    if lighter:
        reasons.append(Reason(lighter))
    level = shown_level(course, exercise)
    missing = _missing(course, exercise, max(0, _level(course, exercise) - _levels_off(course)))
    if missing:
        reasons.append(Reason("kit_missing", {"kit": missing}))
    return Prescription(
        exercise=exercise.id,
        level=level,
        sets=_sets(course, exercise, progress),
        reps=exercise.dose.reps,
        per_side=exercise.dose.per_side,
        laps=exercise.dose.laps,
        hold_s=exercise.level(level).hold_s,
        reasons=tuple(reasons),
    )


def shown_level(course: Course, exercise: Exercise) -> int:
    """The level to do today: the one reached, lighter on a bad day, and one that the runner's kit allows."""
    return _doable(course, exercise)[max(0, _level(course, exercise) - _levels_off(course))]


def _doable(course: Course, exercise: Exercise) -> tuple[int, ...]:
    """For each level the nearest one, not above it, that the kit allows; the easiest can always be done somehow."""
    known = course.doable.get(exercise.id)
    if known is None:
        every = range(len(exercise.levels))
        allowed = [index for index in every if index == 0 or not _missing(course, exercise, index)]
        known = tuple(max(i for i in allowed if i <= index) for index in every)
        course.doable[exercise.id] = known
    return known


def _missing(course: Course, exercise: Exercise, level: int) -> str:
    """What the runner lacks for a level, "" when nothing."""
    kit = course.profile.kit
    return next((need for need in exercise.level(level).kit if not any(item in kit for item in need.split("|"))), "")


def _lighter(course: Course) -> str | None:
    """The rule that makes today's session lighter."""
    if course.flare_on:
        return "flare_strength"
    return "level_amber" if course.reading_light is Light.AMBER else None


def _levels_off(course: Course) -> int:
    """Levels below the one reached; a flare has already taken one of its two for good."""
    lighter = _lighter(course)
    if lighter is None:
        return 0
    return int(course.protocol.value(lighter, "levels")) - (1 if course.flare_on else 0)


def _sets(course: Course, exercise: Exercise, progress: Progress | None) -> int:
    off = int(course.protocol.value("flare_strength", "sets")) if course.flare_on else 0
    if progress and progress.eased:
        off = max(off, int(course.protocol.value("level_down", "sets")))
    return max(1, exercise.dose.sets - off)


def _share(course: Course, workout: Workout) -> float:
    """1 for a whole session, a part of it for a short one, 0 when nothing was done."""
    done = planned = 0
    for log in workout.exercises:
        done += log.sets
        planned += log.planned
    if done == 0:
        return 0.0
    value = course.protocol.value
    whole = not workout.short and done * 100 >= planned * value("strength_short", "full")
    return 1.0 if whole else value("strength_short", "share") / 100


def _take_exercises(course: Course, workout: Workout, *, moves_up: bool) -> None:
    """What each exercise says about its level: down where it hurt, up where it went well on a day that allows it."""
    value, exercises, known, ranks = course.protocol.value, course.protocol.exercises, course.progress, course.ranks
    hurts, hard, sore = value("level_down", "pain"), value("level_up", "effort_max"), value("level_up", "pain_max")
    for log in workout.exercises:
        exercise = exercises.get(log.exercise)
        if exercise is None:
            continue
        progress = known.get(log.exercise)
        if progress is None:
            progress = known[log.exercise] = Progress()
        pain = log.pain or 0
        if pain >= hurts:
            progress.eased = progress.level == 0
            _lower(progress, 1, Reason("level_down", {"on": workout.on, "pain": pain}))
        elif pain > sore or (log.effort or 0) > hard:
            progress.good = 0
        elif moves_up and log.sets >= log.planned and ranks[log.exercise].get(log.level, -1) >= _due(course, exercise):
            progress.eased = False
            _count_good(course, workout.on, exercise, progress)


def _due(course: Course, exercise: Exercise) -> int:
    """The index of the level that is due: the one reached, as far as the kit allows it."""
    known = course.doable.get(exercise.id) or _doable(course, exercise)
    return known[course.progress[exercise.id].level]


def _count_good(course: Course, on: date, exercise: Exercise, progress: Progress) -> None:
    progress.good += 1
    if progress.level < len(exercise.levels) - 1 and progress.good >= course.protocol.value("level_up", "sessions"):
        progress.level, progress.good = progress.level + 1, 0
        progress.why = Reason("level_up", {"on": on})


def _lower(progress: Progress, levels: int, why: Reason) -> None:
    progress.level, progress.good, progress.why = max(0, progress.level - levels), 0, why
