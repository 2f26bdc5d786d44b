"""The guided workout of a runner: one draft, one card, one diary entry at the end."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions import guided, reminding
from bot.actions.errors import NotAllowedError, StaleError
from bot.actions.session import Session, State, from_json, to_json
from bot.actions.visit import Visit, new_id
from protocols.diary import ExerciseLog, Workout
from protocols.outlook import Plan, Task, TaskKind

KIND = "workout"
_LONGEST = 180  # minutes; more was not all exercise
FRESH = timedelta(hours=12)  # P: a session that was left half done is noted as it stands, and the next one is new
REST = timedelta(seconds=60)  # P: the article is silent on rest between sets


async def begin(visit: Visit, length: str) -> Session:
    """Start today's session, or go on with the one that is open. `length`: full or short.

    Raises:
        NotAllowedError: when the plan has no exercises for this runner today.
    """
    task = strength_today(await visit.plan())
    if task is None:
        raise NotAllowedError
    running = await current(visit)
    if running is not None and visit.now - running.started_at < FRESH:
        return running
    if running is not None:
        await _write_down(visit, guided.finish(running))
    fresh = guided.start(task.strength, visit.protocol.exercises, visit.now, short=length == "short")
    await _keep(visit, fresh)
    return fresh


def strength_today(plan: Plan) -> Task | None:
    """Today's strength task, or the exercises of the next one: an extra day is the runner's choice."""
    ahead = (task for day in plan.ahead for task in day.tasks)
    return next((t for t in (*plan.tasks, *ahead) if t.kind is TaskKind.STRENGTH and t.strength and not t.done), None)


async def unguided(visit: Visit, on: date) -> Workout:
    """A session that was done without the guide, as an entry: it counts towards the week and moves no level.

    Raises:
        NotAllowedError: when the plan has no exercises for this runner.
    """
    task = strength_today(await visit.plan())
    if task is None:
        raise NotAllowedError
    known = visit.protocol.exercises
    logs = (ExerciseLog(p.exercise, known[p.exercise].level(p.level).id, p.sets, p.sets) for p in task.strength)
    return Workout(id=new_id(), on=on, at=visit.now, exercises=tuple(logs), backfilled=True)


async def current(visit: Visit) -> Session | None:
    """The open session."""
    draft = await visit.draft(KIND)
    return from_json(draft.body) if draft else None


async def listening(visit: Visit) -> Session | None:
    """The session that typed text may belong to: the open one, unless it lies hours back."""
    draft = await visit.draft(KIND, FRESH)
    return from_json(draft.body) if draft else None


async def tap(visit: Visit, button: str, n: int) -> Session:
    """Take a tap of the workout card.

    Raises:
        StaleError: when the card has moved on.
        NotAllowedError: when a red flag came up meanwhile.
    """
    now = visit.now
    moves: dict[str, Callable[[Session], Session]] = {
        "done": lambda s: guided.set_done(s, now, REST),
        "hard": lambda s: guided.too_hard(s, now, REST),
        "hurts": guided.hurts,
        "swap": guided.swap,
        "pause": guided.pause,
        "go": guided.go_on,
        "back": guided.go_on,
        "stop": guided.finish,
        "bell": guided.toggle_ring,
    }
    states = {"go": (State.PAUSED,), "back": (State.HURTS,), "stop": (State.SET, State.PAUSED, State.HURTS)}
    return await _move(visit, n, moves[button], *states.get(button, (State.SET,)))


async def hurt(visit: Visit, pain: int, n: int) -> Session:
    """How much it hurts."""
    return await _move(visit, n, lambda s: guided.hurt(s, pain), State.HURTS)


async def felt(visit: Visit, effort: int, n: int) -> Session:
    """How hard it was."""
    return await _move(visit, n, lambda s: guided.felt(s, effort), State.EFFORT)


async def knee(visit: Visit, pain: int, n: int) -> Session:
    """How the knee was; this ends the session and writes it down."""
    return await _move(visit, n, lambda s: guided.knee(s, pain), State.KNEE)


async def _move(visit: Visit, n: int, move: Callable[[Session], Session], *states: State) -> Session:
    session = await current(visit)
    if session is None:
        raise StaleError
    guided.expect(session, n, *states)
    moved = move(session)
    shows_exercise = State.SET in (session.state, moved.state) or moved.state is State.PAUSED
    if shows_exercise and strength_today(await visit.plan()) is None:
        raise NotAllowedError
    if moved.state is State.OVER:
        await _write_down(visit, moved)
    else:
        await _keep(visit, moved)
    if moved.ring and moved.rest_until is not None and moved.rest_until > visit.now:
        await reminding.ring(visit, moved.rest_until, moved.n)
    return moved


async def _write_down(visit: Visit, session: Session) -> None:
    await visit.drop_draft(KIND)
    if session.logs:
        minutes = round((visit.now - session.started_at).total_seconds() / 60)
        await visit.record(
            Workout(
                id=new_id(),
                on=_day(visit, session.started_at),
                at=visit.now,
                exercises=session.logs,
                minutes=float(max(1, minutes)) if minutes <= _LONGEST else None,
                short=session.short or session.is_partial,
            )
        )


def _day(visit: Visit, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(visit.zone)).date()


async def _keep(visit: Visit, session: Session) -> None:
    await visit.keep_draft(KIND, to_json(session))
