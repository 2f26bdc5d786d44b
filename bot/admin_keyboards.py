"""Buttons of the admins, and the ones that go with a broadcast to runners. Ids, never state."""

from collections.abc import Collection

from bot.keyboards import CLOCK, Tap
from bot.speech import Button, Rows, rows
from bot.texts import admin as texts
from bot.texts import dashboard as dashboard_texts
from bot.texts import topics as topic_texts
from storage.broadcasts import Broadcast, Stage, Topic

_ID = r"\d{1,9}"
NEW = Tap("bcnew")
OPEN = Tap("bcopen", _ID)
TOPIC = Tap("bctopic", _ID, "ask|news|tips|safety")
AUDIENCE = Tap("bcwho", _ID, "ask|who|phase|language|zone", r"[\w+-]{1,24}")
MOMENT = Tap("bcwhen", _ID, rf"ask|now|1h|tomorrow|type|{CLOCK}")
SWITCH = Tap("bcset", _ID, "health|test")
MESSAGE = Tap("bcmsg", _ID)
PREVIEW = Tap("bcsee", _ID)
SEND = Tap("bcsend", _ID, "ask|go")
DISCARD = Tap("bcdrop", _ID)
REVIEW = Tap("bcreview", _ID, "approve|reject")
RUN = Tap("bcrun", _ID, "pause|resume|cancel|recall|correct")
SURE = Tap("bcsure", _ID, "cancel|recall")

LEAVE = Tap("topicout", "news|tips|safety")
JOIN = Tap("topicin", "news|tips|safety")
FOLLOW = Tap("topicset", "news|tips|safety")

VIEW = Tap("dash", "|".join(dashboard_texts.VIEWS))

GROUP = Tap("qgroup", _ID, "open|answer|aside")
NOTE = Tap("qnote", _ID, "confirm|withdraw")
TELL_ME = Tap("tellme")
REPLY = Tap("sreply", _ID)
SUPPORT = Tap("support", "write|leave")

LOCAL_TIMES = ("0800", "0900", "1200", "1700", "1800", "1900")


def for_recipient(topic: Topic) -> Rows:
    """What every broadcast carries: the way out of its topic."""
    return ((Button(topic_texts.leave(topic), LEAVE(topic)),),)


def for_leaver(topic: Topic) -> Rows:
    """The way back."""
    return ((Button(topic_texts.join(topic), JOIN(topic)),),)


def to_follow(followed: Collection[Topic]) -> Rows:
    """A box for each topic, in the settings."""
    return tuple((Button(topic_texts.box(each, ticked=each in followed), FOLLOW(each)),) for each in Topic)


def views(but: str) -> Rows:
    """The dashboard's other pictures."""
    return (tuple(Button(label, VIEW(name)) for name, label in dashboard_texts.VIEWS.items() if name != but),)


def for_draft(draft: Broadcast) -> Rows:
    """Everything that can be chosen."""
    n = draft.id
    choices = [
        Button("Message", MESSAGE(n)),
        Button("Preview", PREVIEW(n)),
        Button("Topic", TOPIC(n, "ask")),
        Button("Audience", AUDIENCE(n, "ask", "-")),
        Button("When", MOMENT(n, "ask")),
        Button(f"{_box(draft.test)} Test first", SWITCH(n, "test")),
        Button(f"{_box(draft.health)} Health content", SWITCH(n, "health")),
        Button("Discard", DISCARD(n)),
    ]
    send = (Button("Send …", SEND(n, "ask")),)
    return (*rows(choices, 2), send) if draft.message_ids else ((choices[-1],),)


def for_running(broadcast: Broadcast, *, recallable: bool) -> Rows:
    """What can be done at its stage."""
    offered = {
        **dict.fromkeys((Stage.SCHEDULED, Stage.TESTING, Stage.WATCHING, Stage.RUNNING), ("pause", "cancel")),
        **dict.fromkeys((Stage.PAUSED, Stage.STOPPED), ("resume", "cancel", "correct")),
        **dict.fromkeys((Stage.DONE, Stage.CANCELLED), ("correct",)),
    }.get(broadcast.state, ())
    takes_back = recallable and broadcast.state not in (Stage.RECALLING, Stage.CORRECTING)
    acts = (*offered, "recall") if takes_back else offered
    if not broadcast.started_at:
        acts = tuple(act for act in acts if act != "correct")
    buttons = [
        Button(texts.ACTS[act], SURE(broadcast.id, act) if act in ("cancel", "recall") else RUN(broadcast.id, act))
        for act in acts
    ]
    return rows(buttons, 2)


def topics(broadcast_id: int) -> Rows:
    """News, tips, safety."""
    return rows([Button(label, TOPIC(broadcast_id, key)) for key, label in texts.TOPICS.items()], 1)


def moments(broadcast_id: int) -> Rows:
    """Now, soon, typed, or on everybody's own wall."""
    fixed = [Button(label, MOMENT(broadcast_id, key)) for key, label in texts.MOMENTS.items()]
    local = [Button(f"{at[:2]}:{at[2:]}", MOMENT(broadcast_id, at)) for at in LOCAL_TIMES]
    return (*rows(fixed, 2), *rows(local, 3))


def audience(broadcast_id: int, languages: list[str], zones: list[str]) -> Rows:
    """One row of buttons for each dimension."""

    def of(part: str, values: dict[str, str]) -> Rows:
        return rows([Button(label, AUDIENCE(broadcast_id, part, value)) for value, label in values.items()], 3)

    return (
        *of("who", texts.WHO),
        *of("phase", {"any": "any phase"} | {phase: phase for phase in texts.PHASES}),
        *of("language", {"any": "any language"} | {each: each for each in languages}),
        *of("zone", {"any": "anywhere"} | {each: each for each in zones}),
        (Button("‹ Back", OPEN(broadcast_id)),),
    )


def _box(ticked: bool) -> str:
    return "☑" if ticked else "☐"
