"""What a run means: load, onset, the ladder, and the morning after."""

from datetime import date, timedelta

from protocols.course import RUNNING, Course
from protocols.diary import CheckIn, Run, Surface
from protocols.ladder import back
from protocols.model import Light, Phase, Step
from protocols.outlook import Reason
from protocols.pain import light_of_run, note_amber, read, uncalm
from protocols.seen import DAY, Load, RunSeen, monday

FLAT = (Surface.FLAT, Surface.TRACK, Surface.TREADMILL)
HILLY = (Surface.HILLY, Surface.DOWNHILL)


def take_run(course: Course, run: Run) -> None:
    """A run: what it adds, what it shows, and whether it was red."""
    seen = _seen(course, run)
    course.runs.append(seen)
    week = monday(run.on)
    _add(course.weeks, week, seen.load)
    if seen.light is Light.GREEN:
        _add(course.calm_weeks, week, seen.load)
    if run.km and run.minutes:
        course.learn_pace(run.minutes, run.km)
    course.run_clock, course.reentry = max(course.run_clock, run.on), 0
    _onset(course, run, seen)
    _terrain(course, run)
    if seen.light is Light.GREEN:
        course.amber = None
    note_amber(course, run.on, run.pain, seen.light)
    read(course, run.on, run.pain, seen.light, run=True, limp=run.limp or run.rising)
    seen.stepped = seen.light is Light.RED or course.flare_on == run.on


def _add(weeks: dict[date, Load], week: date, load: Load) -> None:
    known = weeks.get(week)
    if known is None:
        weeks[week] = Load(load.minutes, load.km)
    else:
        known.add(load)


def take_morning(course: Course, check: CheckIn) -> None:
    """Tie a check-in to the runs it follows: those it names, or yesterday's."""
    if not course.runs or (check.run is None and check.on - course.runs[-1].on > DAY):
        return
    on = _followed(course, check)
    if on is None:
        return
    light = course.light(check.pain)
    note_amber(course, check.on, check.pain, light)
    for run in course.recent_runs(on):
        if run.on == on and (run.morning is None or check.pain > run.morning):
            _judge(course, run, check, light)


def missing_morning(course: Course, today: date) -> RunSeen | None:
    """The latest run before today whose morning nobody has told, while an answer still counts."""
    since = today - timedelta(days=int(course.protocol.value("morning_check", "days")))
    return next((run for run in course.recent_runs(since) if run.on < today and run.morning is None), None)


def continuous_calm(course: Course) -> int:
    """Pain-free continuous runs with a calm morning, the latest in a row."""
    least = course.protocol.value("gate_grow_continuous", "minutes")
    most = course.protocol.value("gate_grow_continuous", "pain_max")
    count = 0
    for run in course.recent_runs(course.phase_since):
        if run.light is not Light.GREEN:
            break
        if run.rung and run.rung.continuous:
            if run.pain > most or (run.rise or 0) > 0:
                break
            count += run.easy and run.rise is not None and run.load.minutes >= least
    return count


def _seen(course: Course, run: Run) -> RunSeen:
    light = light_of_run(course, run)
    easy = run.surface in FLAT and not run.speed and not run.backfilled
    rung = next((step for step in course.protocol.ladder if step.id == run.step), None) if run.step else None
    return RunSeen(
        id=run.id,
        on=run.on,
        load=Load(run.minutes, run.km or run.minutes / course.pace),
        pain=run.pain,
        light=light,
        before=course.rest_pain or 0,
        rung=rung,
        easy=easy,
        hilly=run.surface in HILLY,
        counts=light is Light.GREEN and easy and _is_session(course, run, rung),
        epoch=course.epoch,
    )


def _is_session(course: Course, run: Run, rung: Step | None) -> bool:
    """True when the run was the current step and nearly whole."""
    if course.phase is not Phase.RETURN or rung is not course.rung or course.flare_on:
        return False
    least = rung.total_minutes * course.protocol.value("ladder_counts", "percent") / 100
    return run.minutes >= least


def _onset(course: Course, run: Run, seen: RunSeen) -> None:
    """Pain that began at a point is the new onset; a painless run beyond the old one moves it out."""
    if run.onset_km or run.onset_minutes:
        pace = run.minutes / run.km if run.km and run.minutes else course.pace
        km = run.onset_km or (run.onset_minutes or 0) / pace
        course.onset = Load(run.onset_minutes or km * pace, km)
        course.onset_fresh = seen.light is not Light.GREEN
    elif seen.light is Light.GREEN:
        course.onset_fresh = False
        if run.pain == 0 and course.onset and seen.load.minutes > course.onset.minutes:
            course.onset = Load(seen.load.minutes, seen.load.km)


def _terrain(course: Course, run: Run) -> None:
    hilly = run.surface in HILLY
    course.hilly_on = run.on if hilly else course.hilly_on
    if (hilly and not course.hills_on) or (run.speed and not course.speed_on):
        course.early_on = run.on
        course.early = Reason("hills_early" if hilly else "speed_early", {"on": run.on})


def _followed(course: Course, check: CheckIn) -> date | None:
    """The day of the runs that a check-in is about."""
    days = course.protocol.value("morning_check", "days") if check.run else 1
    for run in reversed(course.runs):
        gap = (check.on - run.on).days
        if gap > days:
            return None
        if gap > 0 and check.run in (None, run.id):
            return run.on
    return None


def _judge(course: Course, run: RunSeen, check: CheckIn, light: Light) -> None:
    first = run.morning is None
    run.morning = check.pain
    rise = check.pain - run.before
    if rise < course.protocol.value("morning_hold", "rise"):
        if first and light is Light.GREEN and run.light is Light.GREEN:
            _calm(course, run, check.on)
        return
    uncalm(course, check.on)
    if rise >= course.protocol.value("morning_back", "rise") and not run.stepped:
        run.stepped = True
        if light is not Light.RED:
            _worse(course, run, check.on)


def _calm(course: Course, run: RunSeen, on: date) -> None:
    quiet = course.uncalm_on is None or course.uncalm_on < run.on  # nothing hurt on the day of the run or since
    if quiet and run.counts and run.epoch == course.epoch:
        course.calm_sessions += 1
    if quiet and run.hilly and course.hills_on is not None and run.on >= course.hills_on:
        course.hilly_runs += 1
    if course.cadence is not None and course.cadence_since is None and course.phase in RUNNING:
        course.cadence_since = on


def _worse(course: Course, run: RunSeen, on: date) -> None:
    """A morning well above the level before: a step back, or a smaller week where weeks are counted."""
    if course.phase is Phase.RETURN:
        back(course, 1, on, Reason("morning_back", {"before": run.before, "morning": run.morning or 0}))
    elif course.phase in RUNNING:
        course.trimmed_on = on
