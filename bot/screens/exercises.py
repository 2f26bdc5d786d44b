"""The guided workout, and the exercises to look at."""

from bot import keyboards as kb
from bot.actions.session import Session, State
from bot.actions.visit import Visit
from bot.screens.now import Screen
from bot.speech import Button, Speech, rows
from bot.texts import exercises as texts
from bot.texts import labels, workout


def workout_card(visit: Visit, session: Session) -> Speech:
    """The guided workout as it stands."""
    if session.state is State.OVER:
        text = workout.finished(session, visit.protocol) if session.logs else workout.NOTHING_DONE
        return Speech(text, ((Button(labels.TODAY, kb.TODAY()),),))
    return Speech(workout.card(session, visit.protocol, visit.zone), kb.for_workout(session))


async def exercises(visit: Visit) -> Speech:
    """The list."""
    every = [Button(e.name, kb.EXERCISE(e.id)) for e in visit.protocol.exercises.values()]
    return Speech(texts.LIST, rows(every, 1))


def exercise(exercise_id: str) -> Screen:
    """How one exercise is done."""

    async def screen(visit: Visit) -> Speech:
        others = await exercises(visit)
        return Speech(texts.how(visit.protocol.exercises[exercise_id]), others.buttons)

    return screen
