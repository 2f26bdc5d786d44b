"""The guided workout, and the exercises to look at."""

from bot import keyboards as kb
from bot.actions.session import Session, State
from bot.actions.visit import Visit
from bot.keyboards import media as media_buttons
from bot.screens.kinds import Screen
from bot.screens.knees import worse_counts
from bot.speech import Button, Film, Picture, Speech, rows
from bot.texts import exercises as texts
from bot.texts import labels, looks, workout
from bot.texts.media import exercise_alt
from bot.texts.words import blocks
from protocols.diary import Side
from protocols.intake import profile

_PICTURED = (State.SET, State.PAUSED, State.HURTS)


async def workout_card(visit: Visit, session: Session) -> Speech:
    """The guided workout as it stands, with the picture of the exercise that is on."""
    if session.state is State.OVER:
        text = workout.finished(session, visit.protocol) if session.logs else workout.NOTHING_DONE
        return Speech(text, ((Button(labels.TODAY, kb.TODAY()),),))
    worse = await worse_counts(visit) if session.state in (State.HURTS, State.KNEE) else None
    text, item = blocks(workout.card(session, visit.protocol, visit.zone), worse), session.item
    picture = await drawing(visit, item.exercise, item.ladder[item.level])
    return Speech(text, kb.for_workout(session), picture=picture if session.state in _PICTURED else None)


async def drawing(visit: Visit, exercise_id: str, level: str) -> Picture:
    """The drawing of an exercise, for the runner's worse side."""
    side = profile(await visit.diary()).worse_side
    return Picture(exercise_id, level, "right" if side is Side.RIGHT else "left")


async def exercises(visit: Visit) -> Speech:
    """The list."""
    every = [Button(e.name, kb.EXERCISE(e.id)) for e in visit.protocol.exercises.values()]
    return Speech(texts.LIST, rows(every, 1))


def exercise(exercise_id: str) -> Screen:
    """How one exercise is done."""

    async def screen(visit: Visit) -> Speech:
        others = await exercises(visit)
        shown = visit.protocol.exercises[exercise_id]
        move = Button(looks.MOVING, media_buttons.FILM(exercise_id))
        picture = await drawing(visit, exercise_id, shown.levels[0].id)
        return Speech(texts.how(shown), ((move,), *others.buttons), picture=picture)

    return screen


def film(exercise_id: str) -> Screen:
    """The same in motion."""

    async def screen(visit: Visit) -> Speech:
        shown = visit.protocol.exercises[exercise_id]
        still = await drawing(visit, exercise_id, shown.levels[0].id)
        film = Film(still.exercise, still.level, still.side)
        back = Button(looks.STILL, media_buttons.STILL(exercise_id))
        return Speech(
            looks.film(shown.name, exercise_alt(film.exercise, film.level, film.side)), ((back,),), picture=film
        )

    return screen
