"""Settings, one card for all of them."""

from bot import keyboards as kb
from bot.actions import onboarding, stages, topics
from bot.actions.stages import Stage
from bot.actions.visit import Visit
from bot.keyboards import admin as admin_keyboards
from bot.screens.intake import question
from bot.screens.kinds import QUESTION, SETTINGS, Card
from bot.screens.now import current, is_ready
from bot.screens.plan import first_plan
from bot.speech import Button, ReplyKeyboard, Speech, rows
from bot.texts import checks, general, intake, labels
from bot.texts import topics as topic_texts
from bot.texts.words import listing
from protocols import intake as answers

_HOME = (Button(labels.BACK, kb.SETTING("home")),)
_QUIET = {("2200", "0800"): "22–08", ("2100", "0700"): "21–07", ("2300", "0600"): "23–06"}


async def settings(visit: Visit) -> Speech:
    """All settings with their values."""
    profile = answers.profile(await visit.diary())
    days = listing([labels.option("days", answers.WEEKDAYS[d]) for d in profile.days]) or labels.none_of("days")
    kit = listing([labels.option("kit", k) for k in profile.kit]) or labels.none_of("kit")
    buttons = [Button(label, kb.SETTING(name)) for name, label in labels.SETTINGS.items()]
    if visit.runner.consent:
        buttons.append(Button(labels.WITHDRAW, kb.WITHDRAW()))
    if await is_ready(visit):
        buttons.append(Button(labels.DIFFERENT, kb.RECHECK()))
    team = topic_texts.followed(await topics.followed(visit))
    return Speech(general.settings(visit.runner, days.lower(), kit.lower(), team), rows(buttons, 2))


async def setting(visit: Visit, name: str) -> Speech:
    """One setting with its choices."""
    match name:
        case "time":
            return Speech(intake.REMIND_AT, (*kb.times(kb.TIMES), _HOME))
        case "days" | "kit":
            return await boxes(visit, name)
        case "zone":
            return Speech(intake.ZONE, (*kb.zone_ways(), _HOME))
        case "quiet":
            buttons = [Button(label, kb.QUIET(*hours)) for hours, label in _QUIET.items()]
            return Speech(general.QUIET, (*rows(buttons, 3), _HOME))
        case "shoes":
            shoes = [Button(label, kb.SHOES(key)) for key, label in labels.SHOES.items()]
            return Speech(checks.SHOES, (*rows(shoes, 2), _HOME))
        case "topics":
            return Speech(topic_texts.choose(), (*admin_keyboards.to_follow(await topics.followed(visit)), _HOME))
        case _:
            return await settings(visit)


async def travel(_: Visit) -> Speech:
    """Another place: share it, type it, or pick it."""
    keys = ReplyKeyboard(((labels.SHARE_LOCATION,), (labels.PICK_FROM_LIST,)), asks_location=True)
    return Speech(intake.TRAVEL, keyboard=keys)


async def boxes(visit: Visit, question_id: str) -> Speech:
    """Days or kit, to tick."""
    asked = next(q for q in visit.protocol.questions if q.id == question_id)
    ticked = await onboarding.ticks(visit, question_id)
    return Speech(intake.ask(question_id), (*kb.boxes(asked, ticked), _HOME))


async def ticking(visit: Visit, question_id: str) -> Card:
    """A box was ticked: the open question of the intake, or the setting."""
    place = await stages.where(visit)
    if place.question is not None:
        return QUESTION, await question(visit, place.question)
    return SETTINGS, await boxes(visit, question_id)


async def after_setting(visit: Visit) -> Card:
    """An answer was given: the next question of the intake, or all settings."""
    place = await stages.where(visit)
    return (SETTINGS, await settings(visit)) if place.stage is Stage.READY else await current(visit)


async def after_zone(visit: Visit, *, first: bool) -> Card:
    """The zone was set: when that was the last question of the intake, the plan stands."""
    place = await stages.where(visit)
    if first and place.stage is Stage.READY:
        return QUESTION, await first_plan(visit)
    return await after_setting(visit)
