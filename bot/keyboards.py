"""Buttons, and beside each kind the pattern of its callback data: ids, never state."""

import re
from collections.abc import Iterable, Sequence

from bot.speech import Button, Rows, rows
from bot.texts import labels
from protocols.model import Question


class Tap:
    """A kind of button: `TAP(…)` builds its data, `TAP.pattern` recognises it and captures the values."""

    def __init__(self, name: str, *fields: str) -> None:
        self.name = name
        self.pattern = re.compile(":".join([re.escape(name), *(f"({field})" for field in fields)]) + r"\Z")

    def __call__(self, *values: object) -> str:
        data = ":".join([self.name, *map(str, values)])
        if not self.pattern.match(data) or len(data.encode()) > 64:
            raise ValueError(f"{data!r} is no data of {self.name}")
        return data


_ID, _N = r"[a-z_]+", r"\d{1,2}"
CONSENT = Tap("consent", "yes|no")
ANSWER = Tap("q", _ID, r"[\w .]+")
TICK = Tap("tick", _ID, r"\w+")
TICKED = Tap("ticked", _ID)
NONE_OF_THESE = Tap("none", _ID)
BACK = Tap("back", _ID)
PATTERN_WHY = Tap("pattern")
ZONE = Tap("zone", r"[\w/+-]+")
ZONE_OK = Tap("zoneok", "yes|no")
ZONE_LIST = Tap("zones", r"[A-Za-z]*")
REMIND_AT = Tap("time", r"\d{4}")

TODAY = Tap("today")
PLAN = Tap("plan")
WHY = Tap("why", "plan|avoid|gate|caps|cadence")
GATE = Tap("gate")
OFFER = Tap("offer", r"[a-z]+(?:=\w+)?", "go|stay|override")
LATER = Tap("later", r"\d+|tonight|tomorrow")
LATER_ASK = Tap("later?")
SKIP_ASK = Tap("skip?", r"\d{8}_\w+")
SKIP = Tap("skip", r"\d{8}_\w+", "pain|time|ill|kit|other")

WORKOUT_START = Tap("wstart", "full|short")
SET = Tap("set", r"done|hard|hurts|swap|pause|go|stop|bell|back", r"\d{1,3}")
HURTS = Tap("hurts", _N, r"\d{1,3}")
EFFORT = Tap("effort", _N, r"\d{1,3}")
KNEE_AFTER = Tap("knee", _N, r"\d{1,3}")

LOG = Tap("log", "menu|run|pain|workout|cross")
RUN_FIELD = Tap("run", r"minutes|km|surface|pain|onset|limp", r"[\w. -]+")
RUN_EDIT = Tap("runedit", r"minutes|km|surface|pain|onset|limp")
RUN_AS_PLANNED = Tap("runplan")
SAVE = Tap("save", "run|workout|cross")
CANCEL = Tap("cancel", "run|cross")
YESTERDAY = Tap("day", r"\d")
CROSS = Tap("cross", r"[a-z_]+")
CROSS_MINUTES = Tap("crossmin", r"\d{1,3}")
PAIN = Tap("pain", _N)
MORNING = Tap("morning", r"[\w-]{1,36}", _N)
UNDO = Tap("undo", r"[\w-]{1,36}")
CLEARED = Tap("cleared", "yes|not_yet|ask")

SETTING = Tap("set?", r"time|days|kit|zone|quiet|discreet|home|consent|side")
QUIET = Tap("quiet", r"\d{4}", r"\d{4}")
PAUSE = Tap("pause", r"ill|travel|race|life|back")
STOP = Tap("stop", r"messages|erase|cancel|back")
ERASE = Tap("erase", "now|hold|cancel")
EXERCISE = Tap("ex", _ID)
HELP = Tap("help")


def one_of(question: Question, first: bool) -> Rows:
    """One button per option, with Back."""
    buttons = [Button(labels.option(question.id, o), ANSWER(question.id, o)) for o in question.options]
    width = 1 if max(len(b.label) for b in buttons) > 14 else 3
    return (*rows(buttons, width), *_back(question, first))


def many_of(question: Question, ticked: Sequence[str], first: bool) -> Rows:
    """A box per option; `None of these` and `Done` are separate."""
    boxes = [Button(labels.box(question.id, o, ticked=o in ticked), TICK(question.id, o)) for o in question.options]
    width = 4 if question.kind == "weekdays" else 1
    end = (
        Button(labels.DONE, TICKED(question.id))
        if ticked
        else Button(labels.none_of(question.id), NONE_OF_THESE(question.id))
    )
    return (*rows(boxes, width), (end,), *_back(question, first))


def pain_scale(data: Iterable[tuple[int, str]]) -> Rows:
    """Eleven buttons, 0 to 10, in rows of four, four and three."""
    return rows([Button(labels.pain(n), value) for n, value in data], 4)


def question_pain(question: Question, first: bool) -> Rows:
    """The pain scale as an answer."""
    return (*pain_scale((n, ANSWER(question.id, n)) for n in range(11)), *_back(question, first))


def _back(question: Question, first: bool) -> Rows:
    return () if first else ((Button(labels.BACK, BACK(question.id)),),)
