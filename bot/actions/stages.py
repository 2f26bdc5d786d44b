"""What stands between a runner and the plan, derived anew from what was answered."""

from dataclasses import dataclass
from enum import StrEnum

from bot.actions.visit import Visit
from protocols import intake
from protocols.diary import Answer, Cleared, Diary
from protocols.intake import Pattern, Profile
from protocols.model import Question

ENDS = {"age": "no"}  # an answer that ends everything for good counts once it was said twice: thumbs slip


class Stage(StrEnum):
    """What stands between a runner and the plan."""

    CONSENT = "consent"
    READS_ONLY = "reads_only"
    TOO_YOUNG = "too_young"
    FLAGGED = "flagged"
    MISFIT = "misfit"
    QUESTION = "question"
    TIME = "time"
    ZONE = "zone"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Where:
    """A stage, and the question that is open if it is one; `sure`: whether its answer was meant is asked."""

    stage: Stage
    question: Question | None = None
    sure: bool = False


async def where(visit: Visit) -> Where:
    """How far the runner has come. Red flags come before everything: they stand even when consent is withdrawn."""
    if await standing_flags(visit):
        return Where(Stage.FLAGGED)
    if visit.runner.consent is None:
        return Where(Stage.READS_ONLY if visit.runner.reads_only else Stage.CONSENT)
    diary = await visit.diary()
    profile = intake.profile(diary)
    if profile.of_age is False:
        return Where(Stage.TOO_YOUNG)
    question = intake.next_question(visit.protocol, diary)
    if _misfit(profile, diary) and not (question and question.id.startswith("pattern_")):
        return Where(Stage.MISFIT)
    if question is not None:
        return Where(Stage.QUESTION, question, sure=_waits_to_be_sure(question, diary))
    if visit.runner.remind_at is None:
        return Where(Stage.TIME)
    return Where(Stage.ZONE if visit.runner.zone is None else Stage.READY)


async def standing_flags(visit: Visit) -> tuple[str, ...]:
    """Ids of the red flags that nobody has cleared: said in the intake, in words, or by a severe pain value."""
    raised = (alert.id.partition(":") for alert in (await visit.plan()).alerts)
    return tuple(flag for kind, _, flag in raised if kind == "red_flag")


def _misfit(profile: Profile, diary: Diary) -> bool:
    """True when the pattern does not fit and no professional has said otherwise since."""
    if profile.pattern is not Pattern.DOES_NOT_FIT:
        return False
    said = max(e.at for e in diary.entries if isinstance(e, Answer) and e.question.startswith("pattern_"))
    return not any(isinstance(e, Cleared) and e.at > said for e in diary.entries)


def _waits_to_be_sure(question: Question, diary: Diary) -> bool:
    given = intake.answers(diary.entries).get(question.id)
    return given is not None and not given.complete and given.value == ENDS.get(question.id)
