"""A step for a red flag in the runner's own words."""

from bot import screens
from bot.actions import records
from bot.context import Chat
from bot.conversation import steps
from bot.texts import answers
from protocols.knowledge import Answer


async def sound_alarm(context: Chat, answer: Answer) -> None:
    """A red flag in the runner's own words: it stops the plan, and is answered in any case."""
    flag = answer.alarm.id if answer.alarm and not answer.alarm.other else ""
    async with context.visit() as visit:
        stops = flag in visit.protocol.flags and visit.runner.consent is not None
        if stops:
            await records.flag(visit, flag)
        speech = await screens.alarm(visit, answers.render(answer, phase=None), stops=stops)
        after = await screens.after(visit)
    await context.say(speech)
    await context.refresh(screens.TODAY, after.today)
    if after.alarm is not None:
        await steps.close_exercise(context)
