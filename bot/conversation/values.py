"""Typed text as the value of a question, or of a whole run. Pure; None: it is none."""

from bot.actions.runs import RunDraft
from bot.conversation import reading
from bot.texts import labels
from protocols.diary import Value
from protocols.intake import Amount
from protocols.knowledge import LogIntent
from protocols.model import Question

_OLDEST = 120  # years that are believed (P)


def of_question(question: Question, text: str, of_age: float) -> Value | None:
    """The value of a typed answer to an intake question; None when it is none. `of_age`: the years one has to have."""
    options = [(o, labels.option(question.id, o)) for o in question.options]
    match question.kind:
        case "pain":
            return reading.pain(text)
        case "amount":
            meant = reading.amount(text)
            return str(meant) if meant else ("none" if reading.says_none(text) else None)
        case "weekdays":
            return reading.weekdays(text)
        case "many":
            return reading.choices(text, options)
        case _ if question.id == "age" and (years := reading.number(text)) is not None:
            return ("yes" if years >= of_age else "no") if 0 < years < _OLDEST else None
        case _ if "unsure" in question.options:
            return reading.choice(text, options) or reading.yes_or_no(text)
        case _:
            return reading.choice(text, options)


def of_run(field: str, text: str) -> str | None:
    """The value of a typed answer to a question about a run; None when it is none."""
    meant = reading.amount(text)
    match field:
        case "minutes":
            return _measured(text, meant, "min")
        case "km":
            return "none" if reading.says_none(text) else _measured(text, meant, "km")
        case "pain":
            pain = reading.pain(text)
            return None if pain is None else str(pain)
        case "onset":
            return str(meant) if meant else ("none" if reading.says_none(text) else None)
        case _:
            return reading.choice(text, labels.RUN_VALUES[field].items())


def _measured(text: str, meant: Amount | None, unit: str) -> str | None:
    """Minutes or kilometres where only these are asked: a bare number will do."""
    if meant is not None:
        return str(meant.value) if meant.unit == unit else None
    bare = reading.number(text)
    return None if bare is None else str(bare)


def run_meant(log: LogIntent, text: str) -> RunDraft:
    """What was said about a run, as a draft that may miss something; pain both said and denied is open."""
    onset = f"{log.onset_km:g} km" if log.onset_km else f"{log.onset_minutes:g} min" if log.onset_minutes else None
    return RunDraft(
        minutes=log.minutes,
        km=log.km,
        pain=None if reading.denies_pain(text) and (log.pain or onset) else log.pain,
        onset=onset,
        limp=True if log.limp else None if onset is None else False,
        surface=log.surface or "flat",
        days_ago=log.days_ago,
        cadence=log.cadence,
    )
