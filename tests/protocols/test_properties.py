"""What holds in every life, whatever happens: random diaries of 100 to 140 days.

The default run tries 100 lives for six properties and 60 for two of them, 720 in all; `pytest tests/protocols
--hypothesis-profile=thorough` tries ten times as many.
"""

from datetime import date
from itertools import pairwise
from random import Random

import hypothesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.texts.reasons import why
from protocols.diary import CheckIn, Choice, Decision, Diary, Entry, Run, Skip, Test, Workout
from protocols.model import Light, Overlay, Phase
from protocols.outlook import Plan, Reason, TaskKind
from protocols.plan import plan
from protocols.seen import monday
from tests.support.diaries import day, itbs, run_tasks, tasks
from tests.support.flags import standing
from tests.support.lives import Life, lives

# A life is a seed and some chances: shrinking it makes no simpler story, only a slower failure.
LIVES = settings(
    deadline=None,
    phases=(hypothesis.Phase.explicit, hypothesis.Phase.reuse, hypothesis.Phase.generate),
    suppress_health_check=list(HealthCheck),
)
FEWER = settings(LIVES, max_examples=LIVES.max_examples * 6 // 10)
PHASES = tuple(Phase)


def sampled(life: Life, many: int = 12) -> list[Plan]:
    """Plans of some days of a life, the last one among them."""
    last = life.nature.days
    days = sorted({*Random(life.nature.seed).sample(range(1, last + 1), many), last})
    return [plan(itbs(), life.diary, day(number)) for number in days]


@LIVES
@given(lives())
def test_no_day_breaks_a_rule(life: Life) -> None:
    for found in sampled(life):
        never_above_a_cap(found)
        no_exercise_while_a_red_flag_stands(found)
        strength_never_disappears(life, found)
        no_return_runs_on_consecutive_days(found)
        nothing_to_do_in_a_pause(found)
        no_hills_or_speed_in_pain(found)
        never_more_than_ten_percent_cadence(found)
        every_reason_can_be_told(found)
        offers_agree_with_the_gate(found)


def never_above_a_cap(found: Plan) -> None:
    caps = {cap.id: cap for cap in found.caps}
    weeks: dict[date, float] = {}
    for ahead in found.ahead:
        for task in ahead.tasks:
            if task.kind is not TaskKind.RUN or task.run is None or task.done or task.skipped:
                continue
            unit = caps["week"].unit
            amount = task.run.minutes if unit == "min" or task.run.max_km is None else task.run.minutes / 6
            for id_ in caps.keys() - {"week"}:
                limit = task.run.max_minutes if unit == "min" else task.run.max_km
                assert limit is not None
                assert limit <= caps[id_].limit + 0.05
            if unit == "min":
                assert task.run.max_minutes is not None
                assert task.run.minutes <= task.run.max_minutes
                week = monday(ahead.on)
                weeks[week] = weeks.get(week, 0.0) + amount
    for week, sum_ in weeks.items():
        used = caps["week"].used if week == monday(found.today) else 0.0
        assert used + sum_ <= caps["week"].limit + 1e-6


def no_exercise_while_a_red_flag_stands(found: Plan) -> None:
    if Overlay.RED_FLAG in found.overlays:
        assert not tasks(found, *TaskKind)
        assert found.offers == ()


def strength_never_disappears(life: Life, found: Plan) -> None:
    """There is a session in the next seven days, unless those of the week are done or a pause begins in them."""
    if found.overlays & {Overlay.RED_FLAG, Overlay.PAUSED} or any(not ahead.tasks for ahead in found.ahead):
        return
    days = [e.on for e in life.book.entries if isinstance(e, Workout | Skip)]
    lately = any(0 <= (found.today - on).days < 7 for on in days)
    assert tasks(found, TaskKind.STRENGTH) or lately


def no_return_runs_on_consecutive_days(found: Plan) -> None:
    if found.phase is Phase.RETURN:
        days = [task.on for task in tasks(found, TaskKind.RUN) if not task.skipped]
        assert all((later - earlier).days > 1 for earlier, later in pairwise(days))


def nothing_to_do_in_a_pause(found: Plan) -> None:
    if Overlay.PAUSED in found.overlays:
        assert all(task.done for task in found.tasks)
        assert found.offers == ()


def no_hills_or_speed_in_pain(found: Plan) -> None:
    if found.light is not Light.GREEN or (found.pain or 0) > 2:
        assert not {"hills", "speed"} & {offer.id for offer in found.offers}
        assert all(run.flat for run in run_tasks(found))


def never_more_than_ten_percent_cadence(found: Plan) -> None:
    if found.cadence and found.cadence.target:
        assert found.cadence.target <= found.cadence.baseline * 1.1
        assert found.cadence.target <= 180
        assert found.cadence.baseline < 170


def every_reason_can_be_told(found: Plan) -> None:
    for reason in reasons(found):
        text = why(itbs(), reason)
        assert "{" not in text
        if itbs().rules[reason.rule].yours and reason.numbers:
            assert len(text) > len(why(itbs(), Reason(reason.rule)))


def reasons(found: Plan) -> list[Reason]:
    every = [*found.reasons, *found.avoid]
    every += [reason for ahead in found.ahead for task in ahead.tasks for reason in task.reasons]
    every += [r for ahead in found.ahead for task in ahead.tasks for p in task.strength for r in p.reasons]
    every += [reason for cap in found.caps for reason in cap.reasons]
    every += [c.reason for c in found.gate.conditions] if found.gate else []
    every += [reason for alert in found.alerts for reason in alert.reasons]
    every += [reason for offer in found.offers for reason in offer.reasons]
    return every + (list(found.cadence.reasons) if found.cadence else [])


def offers_agree_with_the_gate(found: Plan) -> None:
    for offer in found.offers:
        assert offer.informed == bool(offer.unmet)
        if offer.id.startswith("phase:") and found.gate and not offer.informed:
            assert found.gate.open
            assert offer.id == f"phase:{found.gate.leads_to}"


@LIVES
@given(lives())
def test_nothing_moves_up_after_amber_red_or_a_worse_morning(life: Life) -> None:
    for up in life.ups:
        entries = life.book.entries[: up.at + 1]
        decision = entries[-1]
        readings = [(e.on, pain) for e in entries if (pain := pain_of(e)) is not None]
        if not readings:
            continue
        last_on = readings[-1][0]
        assert max(pain for on, pain in readings if on == last_on) <= 2
        if up.override:
            since = [pain for on, pain in readings if (decision.on - on).days <= 2]
            assert max(since) <= 2
        elif up.phase == (Phase.RETURN, Phase.RETURN):
            assert calm_sessions_since_trouble(entries, up.step[0]) >= 2
        assert up.step[1] <= up.step[0] + 1
        assert PHASES.index(up.phase[1]) - PHASES.index(up.phase[0]) in (0, 1)


def pain_of(entry: Entry) -> int | None:
    """Any pain an entry tells; 10 for a limp."""
    match entry:
        case Run():
            return 10 if entry.limp or entry.rising else entry.pain
        case CheckIn() | Test():
            return entry.pain
        case Workout():
            return max((log.pain for log in entry.exercises if log.pain is not None), default=None)
        case _:
            return getattr(entry, "pain", None)


def calm_sessions_since_trouble(entries: list[Entry], step: int) -> int:
    """Green sessions of a step after the last pain above 2."""
    count = 0
    for entry in reversed(entries):
        if (pain_of(entry) or 0) > 2:
            break
        count += isinstance(entry, Run) and entry.step == itbs().ladder[step].id
    return count


@LIVES
@given(lives())
def test_only_pain_free_continuous_runs_open_growing(life: Life) -> None:
    continuous = {step.id for step in itbs().ladder if step.continuous}
    for up in life.ups:
        if up.phase == (Phase.RETURN, Phase.GROW):
            runs = [e for e in life.book.entries[: up.at] if isinstance(e, Run) and e.step in continuous]
            free = [run for run in runs if run.pain == 0 and run.minutes >= 20]
            assert len(free) >= (1 if up.override else 2)
            assert runs[-1].pain == 0


@LIVES
@given(lives())
def test_a_red_run_always_goes_back_or_stops(life: Life) -> None:
    for at, before, after, flare in life.reds:
        assert flare
        assert PHASES.index(after[0]) <= PHASES.index(before[0])
        if before[0] is Phase.RETURN:
            assert after[1] == max(0, before[1] - 1)
        entry = life.book.entries[at]
        upto = Diary(tuple(life.book.entries[: at + 1]))
        assert not run_tasks(plan(itbs(), upto, entry.on))


@FEWER
@given(lives(), st.integers(1, 140))
def test_a_day_depends_on_nothing_after_it(life: Life, number: int) -> None:
    today = day(min(number, life.nature.days))
    until_then = Diary(tuple(entry for entry in life.book.entries if entry.on <= today))
    assert plan(itbs(), life.diary, today) == plan(itbs(), until_then, today)


@FEWER
@given(lives(), st.randoms(use_true_random=False))
def test_the_same_entries_in_any_order_give_the_same_plan(life: Life, random: Random) -> None:
    shuffled = list(life.book.entries)
    random.shuffle(shuffled)
    today = day(life.nature.days)
    assert plan(itbs(), Diary(tuple(shuffled)), today) == plan(itbs(), life.diary, today)


@LIVES
@given(lives())
def test_flags_stand_as_the_intake_says_and_severe_pain_besides(life: Life) -> None:
    today = day(life.nature.days)
    found = plan(itbs(), life.diary, today)
    raised = {alert.id.removeprefix("red_flag:") for alert in found.alerts if alert.id.startswith("red_flag:")}
    assert raised - {"severe_pain"} == set(standing(life.diary)) - {"severe_pain"}


@LIVES
@given(lives())
def test_a_move_happens_only_on_a_day_it_was_offered(life: Life) -> None:
    for up in life.ups[:6]:
        decision = life.book.entries[up.at]
        assert isinstance(decision, Decision)
        before = plan(itbs(), Diary(tuple(life.book.entries[: up.at])), decision.on)
        stayed = {e.offer for e in life.book.entries[: up.at] if isinstance(e, Decision) and e.choice is Choice.STAY}
        offered = {offer.id: offer.informed for offer in before.offers}
        assert decision.offer in stayed or offered[decision.offer] == up.override
