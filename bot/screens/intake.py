"""What stands between a runner and the plan: consent, questions, safety."""

from bot import keyboards as kb
from bot.actions import onboarding, slips, stages
from bot.actions.stages import Stage, Where
from bot.actions.visit import Visit
from bot.speech import Button, ReplyKeyboard, Rows, Speech
from bot.texts import intake, labels, safety
from bot.texts.words import blocks
from protocols import intake as answers
from protocols.intake import Pattern
from protocols.model import Question

CLEARANCE = (Button(labels.CLEARED, kb.CLEARED_ASK()),), (Button(labels.NOT_YET, kb.NOT_CLEARED()),)
_ZONE_KEYS = ReplyKeyboard(((labels.SHARE_LOCATION,), (labels.PICK_FROM_LIST,), (labels.BACK,)), asks_location=True)
"""Only keys in place of the phone's keyboard can share a location."""


async def before_the_plan(visit: Visit, place: Where) -> Speech:
    """The screen of a stage other than ready."""
    match place.stage:
        case Stage.READS_ONLY:
            return Speech(intake.DECLINED, ((Button(labels.AGREE, kb.CONSENT("yes")),),))
        case Stage.TOO_YOUNG:
            return Speech(intake.TOO_YOUNG)
        case Stage.FLAGGED:
            return await flagged(visit)
        case Stage.MISFIT:
            return await misfit(visit)
        case Stage.TIME:
            return Speech(intake.REMIND_AT, (*kb.times(kb.TIMES), (Button(labels.BACK, kb.BACK("time")),)))
        case Stage.ZONE:
            return Speech(intake.ZONE, keyboard=_ZONE_KEYS)
        case _:
            if place.question is None:
                return consent()
            return sure(place.question) if place.sure else await question(visit, place.question)


def consent() -> Speech:
    """The separate yes or no to the use of health data."""
    yes, no = Button(labels.AGREE, kb.CONSENT("yes")), Button(labels.DECLINE, kb.CONSENT("no"))
    return Speech(intake.CONSENT, ((yes,), (no,)))


def sure(asked: Question) -> Speech:
    """Was the answer that ends everything meant? The two buttons are not where the question's were."""
    yes, no = Button(labels.UNDER_AGE, kb.SURE(asked.id)), Button(labels.OF_AGE, kb.ANSWER(asked.id, "yes"))
    return Speech(intake.AGE_SURE, ((no,), (yes,)))


async def question(visit: Visit, asked: Question) -> Speech:
    """One question of the intake; the outcome of the pattern check comes with the question after it."""
    diary = await visit.diary()
    given = answers.answers(diary.entries)
    outcome = answers.pattern(given) if asked.id == "side" else None
    text = intake.question(asked.id, answers.position(visit.protocol, diary, asked.id))
    if outcome is not None:
        text = blocks(intake.pattern(outcome, answers.pattern_items(given)), text)
    first = answers.previous_question(visit.protocol, diary, asked.id) is None
    ticked = await onboarding.ticks(visit, asked.id)
    decided = () if outcome is None else ((Button(labels.SHOW_DECIDED, kb.PATTERN_WHY()),),)
    return Speech(text, (*kb.for_question(asked, ticked, first=first), *decided))


async def misfit(visit: Visit) -> Speech:
    """The symptoms have another pattern: no plan, and why."""
    given = answers.answers((await visit.diary()).entries)
    text = intake.pattern(Pattern.DOES_NOT_FIT, answers.pattern_items(given))
    buttons = (
        Button(labels.SHOW_DECIDED, kb.PATTERN_WHY()),
        Button(labels.CORRECT, kb.RECHECK()),
        Button(labels.CLEARED, kb.CLEARED_ASK()),
    )
    return Speech(text, tuple((button,) for button in buttons))


async def flagged(visit: Visit) -> Speech:
    """Red flags stand: what to do, and nothing else."""
    standing = [visit.protocol.flags[flag] for flag in await stages.standing_flags(visit)]
    return Speech(safety.advice(standing), (*CLEARANCE, *await _way_back(visit)))


async def slip(visit: Visit) -> Speech:
    """Was it a slip, and is nothing else wrong?"""
    pain = await slips.number(visit)
    yes, no = Button(labels.ONLY_A_SLIP, kb.SLIP()), Button(labels.IT_IS_RIGHT, kb.NOT_CLEARED())
    return Speech(safety.MISHEARD if pain is None else safety.slip(pain), ((yes,), (no,)))


async def alarm(visit: Visit, text: str, *, stops: bool) -> Speech:
    """A red flag that was just said; `stops` when it stops the plan."""
    return Speech(blocks(text, safety.AFTER), (*CLEARANCE, *await _way_back(visit))) if stops else Speech(text)


async def _way_back(visit: Visit) -> Rows:
    """The button for what may be a slip of the finger, or misheard."""
    if await slips.maybe(visit) is None:
        return ()
    label = labels.MISHEARD if await slips.number(visit) is None else labels.A_SLIP
    return ((Button(label, kb.SLIP_ASK()),),)
