"""Buttons, and beside each kind the pattern of its callback data: ids, never state."""

import re
from collections.abc import Callable, Iterable, Sequence

from bot.actions.runs import RunDraft
from bot.actions.session import Session, State
from bot.speech import Button, Rows, rows
from bot.texts import labels
from bot.texts.words import box
from protocols.diary import Side
from protocols.model import Question
from protocols.outlook import Offer, TaskKind


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


CLOCK = r"(?:[01]\d|2[0-3])[0-5]\d"  # 0930
_ID, _PAIN, _KEY = r"[a-z_]+", r"\d|10", r"[\w-]{1,36}"
CONSENT = Tap("consent", "yes|no")
ANSWER = Tap("q", _ID, r"[\w .]+")
SURE = Tap("sure", _ID)
TIME_ANSWER = Tap("at", CLOCK)
TICK = Tap("tick", _ID, r"\w+")
TICKED = Tap("ticked", _ID)
NONE_OF_THESE = Tap("none", _ID)
BACK = Tap("back", _ID)
PATTERN_WHY = Tap("pattern")
RECHECK = Tap("recheck")
ZONE = Tap("zone", r"[\w/+-]+")
ZONE_REGIONS = Tap("regions")
ZONE_REGION = Tap("region", r"\w+")

TODAY = Tap("today")
PLAN = Tap("plan")
WHY = Tap("why", "plan|caps|cadence")
GATE = Tap("gate")
OFFER = Tap("offer", r"[a-z]+(?:=\w+)?", "ask|go|stay|override")
LATER_ASK = Tap("later?")
LATER = Tap("later", "15m|1h|tonight|tomorrow")
SKIP_ASK = Tap("skip?")
SKIP = Tap("skip", "pain|time|ill|kit|other")

WORKOUT_START = Tap("wstart", "ask|full|short")
SET = Tap("set", "done|hard|hurts|swap|pause|go|stop|bell|back", r"\d{1,3}")
HURTS = Tap("hurts", _PAIN, r"\d{1,3}")
EFFORT = Tap("effort", "|".join(map(str, labels.EFFORT)), r"\d{1,3}")
KNEE_AFTER = Tap("knee", _PAIN, r"\d{1,3}")

LOG_MENU, LOG_RUN, LOG_PAIN = Tap("log"), Tap("logrun"), Tap("logpain")
LOG_WORKOUT, LOG_CROSS = Tap("logworkout"), Tap("logcross")
RUN_FIELD = Tap("run", "minutes|km|surface|pain|onset|limp", r"[\w. -]+")
RUN_EDIT = Tap("runedit", "minutes|km|surface|pain|onset|limp")
RUN_AS_PLANNED = Tap("runplan")
RUN_SAVE = Tap("runsave")
RUN_CANCEL = Tap("runcancel")
CROSS = Tap("cross", "|".join(labels.SPORTS), r"\d{1,3}")
PAIN = Tap("pain", _PAIN)
PAIN_OTHER, PAIN_SIDE = Tap("painother"), Tap("painside", "left|right", _PAIN)
MORNING, MORNING_SIDE = Tap("morning", _KEY, _PAIN), Tap("mornings", "left|right", _KEY, _PAIN)
UNDO = Tap("undo", _KEY)
TOPICS, TOPIC, PASSAGE = Tap("topics"), Tap("topic", r"[\w-]+"), Tap("passage", r"[\w-]+")
VOTE = Tap("vote", r"[\w-]+", "up|down")
CLEARED_ASK = Tap("cleared?")
CLEARED = Tap("cleared")
NOT_CLEARED = Tap("notcleared")
SAID = Tap("said", "pregnancy|surgery|no")
SLIP_ASK, SLIP = Tap("slip?"), Tap("slip")

SETTING = Tap("setting", "time|days|kit|zone|quiet|shoes|discreet|topics|home")
WITHDRAW = Tap("withdraw")
QUIET = Tap("quiet", "2[1-3]00", "0[6-8]00")
PAUSE, RESUME = Tap("pause", "ill|travel|race|life", r"\d{1,3}"), Tap("resume", "ask|well|wait")
STOP = Tap("stop", "messages|erase|back")
ERASE = Tap("erase", "now|hold|cancel")
EXERCISE = Tap("ex", _ID)

_TESTS = "|".join(labels.TEST_AMOUNTS)
TEST_ASK, TEST_AMOUNT = Tap("test", _TESTS), Tap("testn", _TESTS, r"\d{1,2}")
TEST = Tap("tested", _TESTS, r"\d{1,2}", _PAIN)
CADENCE, COUNT, COUNT_STOP = Tap("cadence"), Tap("count", r"\d{2}"), Tap("countstop")
FEELING = Tap("feeling", "|".join(labels.FEELINGS))
FLARE = Tap("flare", "none|fall_swelling|cannot_bear_weight|hot_red_fever|calf_swelling|breathless|locking")
SHOES = Tap("shoes", "|".join(labels.SHOES))
GAP, BACK_FILL = Tap("gap", "|".join(labels.GAP)), Tap("backfill", "[1-3]")
REFERRAL, OBSTACLE = Tap("referral"), Tap("obstacle", "|".join(labels.OBSTACLES))

TIMES = ("07:00", "08:00", "12:00", "17:00", "18:00", "20:00")
START = {
    TaskKind.STRENGTH: Button(labels.START_WORKOUT, WORKOUT_START("ask")),
    TaskKind.RUN: Button(labels.LOG_RUN, LOG_RUN()),
    TaskKind.WALK_TEST: Button(labels.WALK_TEST, TEST_ASK("walk")),
    TaskKind.STEP_DOWN_TEST: Button(labels.STEP_DOWN_TEST, TEST_ASK("step_down")),
    TaskKind.CADENCE_TEST: Button(labels.COUNT_STEPS, CADENCE()),
}


def packed(offer_id: str) -> str:
    """An offer's id inside callback data, where the colon separates."""
    return offer_id.replace(":", "=")


def unpacked(data: str) -> str:
    """The offer's id again."""
    return data.replace("=", ":")


def for_question(question: Question, ticked: Sequence[str], *, first: bool) -> Rows:
    """The buttons of a question, with Back."""
    back: Rows = () if first else ((Button(labels.BACK, BACK(question.id)),),)
    match question.kind:
        case "many" | "weekdays":
            return (*boxes(question, ticked), *back)
        case "pain":
            return (*pain_scale((n, ANSWER(question.id, n)) for n in range(11)), *back)
        case _:
            buttons = [Button(labels.option(question.id, o), ANSWER(question.id, o)) for o in question.options]
            return (*fitted(buttons), *back)


def boxes(question: Question, ticked: Sequence[str]) -> Rows:
    """A box per option; "none of these" is separate, and becomes Done once something is ticked."""
    named = {o: box(labels.option(question.id, o), ticked=o in ticked) for o in question.options}
    options = [Button(label, TICK(question.id, o)) for o, label in named.items()]
    done = Button(labels.DONE, TICKED(question.id))
    none = Button(labels.none_of(question.id), NONE_OF_THESE(question.id))
    return (*rows(options, 4 if question.kind == "weekdays" else 1), (done if ticked else none,))


def times(options: Sequence[str]) -> Rows:
    """Times of the day."""
    return rows([Button(o, TIME_ANSWER(o.replace(":", ""))) for o in options], 3)


def pain_scale(values: Iterable[tuple[int, str]]) -> Rows:
    """Eleven buttons, 0 to 10, in rows of four, four and three."""
    return rows([Button(labels.pain(n), data) for n, data in values], 4)


def knee_scales(sides: Iterable[Side], make: Callable[[Side, int], str]) -> Rows:
    """A scale for each of the knees, in one message."""
    scales = ([Button(labels.pain_of(side, n), make(side, n)) for n in range(11)] for side in sides)
    return tuple(row for scale in scales for row in rows(scale, 4))


def offers(given: Iterable[Offer], *, informed: bool = False) -> Rows:
    """A button for each move on offer; those that need an informed choice only where they are explained."""
    shown = (o for o in given if informed or not o.informed)
    return tuple((Button(labels.offer(o.id), OFFER(packed(o.id), "ask")),) for o in shown)


def fitted(buttons: list[Button]) -> Rows:
    """Three in a row while the labels are short, else one."""
    return rows(buttons, 1 if max(len(b.label) for b in buttons) > 12 else 3)


def zone_ways() -> Rows:
    """The list, beside typing a city and sharing a location."""
    return ((Button(labels.PICK_FROM_LIST, ZONE_REGIONS()),),)


def for_workout(session: Session) -> Rows:
    """The buttons of the workout card."""
    n = session.n
    match session.state:
        case State.PAUSED:
            return (_set(n, "go", "stop"),)
        case State.HURTS:
            return (*pain_scale((p, HURTS(p, n)) for p in range(11)), _set(n, "back"))
        case State.EFFORT:
            return (tuple(Button(label, EFFORT(e, n)) for e, label in labels.EFFORT.items()),)
        case State.KNEE:
            return pain_scale((p, KNEE_AFTER(p, n)) for p in range(11))
        case _:
            bell = () if session.ring or session.rest_until is None else (_set(n, "bell"),)
            return (_set(n, "done"), _set(n, "hard", "hurts"), _set(n, "swap", "pause"), *bell)


def _set(n: int, *names: str) -> tuple[Button, ...]:
    return tuple(Button(labels.WORKOUT[name], SET(name, n)) for name in names)


def for_run(draft: RunDraft) -> Rows:
    """Values for the open field, or Save and what could be added."""
    cancel = Button(labels.CANCEL, RUN_CANCEL())
    if draft.asking is None:
        fields = [Button(labels.RUN_FIELDS[f], RUN_EDIT(f)) for f in ("km", "surface", "minutes", "pain")]
        return ((Button(labels.SAVE, RUN_SAVE()),), *rows(fields, 2), (cancel,))
    return (*_run_values(draft.asking), (cancel,))


def _run_values(field: str) -> Rows:
    if field == "pain":
        return pain_scale((n, RUN_FIELD("pain", n)) for n in range(11))
    options = labels.RUN_VALUES[field]
    return fitted([Button(label, RUN_FIELD(field, value)) for value, label in options.items()])
