"""What typed text means here and now: the step it asks for. Looks only; the step itself acts.

The order is the rule: red flags with a name, what is open in the chat, buttons in sight, words of buttons and commands,
wishes, errands, a log, what only sounds like a red flag, a question.
"""

from collections.abc import Sequence

from bot.actions import runs, stages
from bot.actions.errors import NotUnderstoodError
from bot.actions.stages import Where
from bot.actions.visit import Visit
from bot.conversation import alarming, steps, telling, waiting
from bot.conversation.button_words import tap
from bot.conversation.routes import Route, Step
from protocols.knowledge import Answer, Kind
from protocols.knowledge.model import ALARMS


async def hear(visit: Visit, text: str, answer: Answer, button: str | None = None) -> Step:
    """The step that this text asks for; `button` is the data of a button in sight that says the same.

    A red flag with a name comes before everything. What only sounds like one comes after what is plainly something
    else: an answer to the open question, a button, a log.

    Raises:
        NotUnderstoodError: when a question is open and the text neither answers it nor asks something.
    """
    if answer.alarm is not None and not answer.alarm.heard and answer.kind in ALARMS:
        return lambda chat: alarming.sound_alarm(chat, answer)
    try:
        step = await _meant(visit, text, answer, button)
    except NotUnderstoodError:
        if answer.kind not in ALARMS:
            raise
        step = None
    if step is None and answer.kind in ALARMS:
        return lambda chat: alarming.sound_alarm(chat, answer)
    return step or (lambda chat: steps.answer(chat, text, answer))


async def _meant(visit: Visit, text: str, answer: Answer, button: str | None) -> Step | None:
    place = await stages.where(visit)
    step = await _first(waiting.ROUTES, visit, place, text, answer)
    if step is None and button is not None:
        return lambda chat: tap(chat, button)
    return step or await _first(telling.ROUTES, visit, place, text, answer)


async def _first(routes: Sequence[Route], visit: Visit, place: Where, text: str, answer: Answer) -> Step | None:
    for route in routes:
        step = await route(visit, place, text, answer)
        if step is not None:
            return step
    return None


async def hear_again(visit: Visit, text: str, answer: Answer) -> Step | None:
    """The step that a changed message asks for: a run that is still being noted is read anew, nothing else."""
    if answer.kind is not Kind.LOG or answer.log is None or answer.log.kind != "run" or not await runs.is_open(visit):
        return None
    return telling.log_run(answer.log, text)
