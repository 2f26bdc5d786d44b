"""Buttons of the admins, and the ones that go with a broadcast to runners. Ids, never state."""

from collections.abc import Collection, Mapping

from bot.keyboards import CLOCK, Tap
from bot.speech import Button, Rows, rows
from bot.texts import admin as texts
from bot.texts import dashboard as dashboard_texts
from bot.texts import topics as topic_texts
from bot.texts.words import box
from storage.broadcasts import Broadcast, Stage, Topic, Who
from storage.facets import Facets

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
RUN = Tap("bcrun", _ID, "pause|resume|cancel|recall|correct|replace|leave")
SURE = Tap("bcsure", _ID, "cancel|recall")

LEAVE = Tap("topicout", "news|tips|safety")
JOIN = Tap("topicin", "news|tips|safety")
FOLLOW = Tap("topicset", "news|tips|safety")

VIEW = Tap("dash", "|".join(dashboard_texts.VIEWS))

GROUP = Tap("qgroup", _ID, "open|answer|aside")
NOTES, NOTE, JUDGE = Tap("qnotes"), Tap("qnote", _ID), Tap("qjudge", _ID, "confirm|withdraw")
TELL_ME = Tap("tellme")
REPLY = Tap("sreply", _ID)
SUPPORT = Tap("support", "write|leave")

_MOST = 6  # languages, and parts of the world, that are offered
LOCAL_TIMES = ("0800", "0900", "1200", "1700", "1800", "1900")


def for_recipient(topic: Topic) -> Rows:
    """What every broadcast carries: the way out of its topic."""
    return ((Button(topic_texts.leave(topic), LEAVE(topic)),),)


def for_leaver(topic: Topic) -> Rows:
    """The way back."""
    return ((Button(topic_texts.join(topic), JOIN(topic)),),)


def to_follow(followed: Collection[Topic]) -> Rows:
    """A box for each topic, in the settings."""
    labels = {each: box(topic_texts.WORDS[each].capitalize(), ticked=each in followed) for each in Topic}
    return tuple((Button(label, FOLLOW(each)),) for each, label in labels.items())


def views(but: str) -> Rows:
    """The dashboard's other pictures."""
    return (tuple(Button(label, VIEW(name)) for name, label in dashboard_texts.VIEWS.items() if name != but),)


def for_draft(draft: Broadcast) -> Rows:
    """Everything that can be chosen."""
    n = draft.id
    choices = [
        Button(texts.MESSAGE, MESSAGE(n)),
        Button(texts.PREVIEW, PREVIEW(n)),
        Button(texts.TOPIC, TOPIC(n, "ask")),
        Button(texts.AUDIENCE, AUDIENCE(n, "ask", "-")),
        Button(texts.WHEN, MOMENT(n, "ask")),
        Button(box(texts.TEST_FIRST, ticked=draft.test), SWITCH(n, "test")),
        Button(box(texts.HEALTH, ticked=draft.health), SWITCH(n, "health")),
        Button(texts.DISCARD, DISCARD(n)),
    ]
    send = (Button(texts.SEND, SEND(n, "ask")),)
    return (*rows(choices, 2), send) if draft.message_ids else ((choices[-1],),)


def for_running(broadcast: Broadcast, *, arrived: bool, recallable: bool) -> Rows:
    """What can be done at its stage; only what `arrived` can be taken back or corrected."""
    offered = {
        Stage.REVIEW: ("cancel",),
        **dict.fromkeys((Stage.SCHEDULED, Stage.TESTING, Stage.WATCHING, Stage.RUNNING), ("pause", "cancel")),
        **dict.fromkeys((Stage.PAUSED, Stage.STOPPED), ("resume", "cancel", "correct")),
        **dict.fromkeys((Stage.DONE, Stage.CANCELLED), ("correct",)),
    }.get(broadcast.state, ())
    takes_back = recallable and broadcast.state not in (Stage.RECALLING, Stage.CORRECTING)
    acts = (*offered, "recall") if takes_back else offered
    if not arrived:
        acts = tuple(act for act in acts if act not in ("correct", "recall"))
    buttons = [
        Button(texts.ACTS[act], SURE(broadcast.id, act) if act in ("cancel", "recall") else RUN(broadcast.id, act))
        for act in acts
    ]
    return rows(buttons, 2)


def topics(broadcast_id: int) -> Rows:
    """News, tips, safety."""
    choices = [Button(label, TOPIC(broadcast_id, key)) for key, label in texts.TOPICS.items()]
    return (*rows(choices, 1), _back(broadcast_id))


def moments(broadcast_id: int) -> Rows:
    """Now, soon, typed, or on everybody's own wall."""
    fixed = [Button(label, MOMENT(broadcast_id, key)) for key, label in texts.MOMENTS.items()]
    local = [Button(f"{at[:2]}:{at[2:]}", MOMENT(broadcast_id, at)) for at in LOCAL_TIMES]
    return (*rows(fixed, 2), *rows(local, 3), _back(broadcast_id))


def audience(draft: Broadcast, facets: Facets) -> Rows:
    """Buttons for each part, with how many each of them would reach; what leaves no choice is not asked."""

    def of(part: str, values: Mapping[str | None, str]) -> Rows:
        now = getattr(draft.audience, part)
        hides = draft.audience.asks_for_health or part == "phase"
        buttons = [
            Button(
                texts.choice(label, facets.of[part][value], chosen=value == now, hides=hides or value == Who.STALLED),
                AUDIENCE(draft.id, part, value or "any"),
            )
            for value, label in values.items()
        ]
        return rows(buttons, 2) if len(buttons) > 2 or now is not None else ()

    def common(part: str, open_: str) -> dict[str | None, str]:
        frequent = [value for value, _ in facets.of[part].most_common(_MOST + 1) if value]
        return {None: open_} | {value: value for value in frequent[:_MOST]}

    return (
        *of("who", texts.WHO),
        *of("phase", {None: texts.ANY_PHASE} | {phase: phase for phase in texts.PHASES}),
        *of("language", common("language", texts.ANY_LANGUAGE)),
        *of("zone", common("zone", texts.ANYWHERE)),
        _back(draft.id),
    )


def review(broadcast: Broadcast) -> Rows:
    """A second admin's choice."""
    yes, no = (
        Button(texts.APPROVE, REVIEW(broadcast.id, "approve")),
        Button(texts.REJECT, REVIEW(broadcast.id, "reject")),
    )
    return ((yes, no),)


def refresh(broadcast: Broadcast) -> Rows:
    """For whoever looks at somebody else's card, which does not live."""
    return ((Button(texts.REFRESH, OPEN(broadcast.id)),),)


def sure(broadcast_id: int, act: str) -> Rows:
    """Yes, or back."""
    return ((Button(texts.ACTS[act], RUN(broadcast_id, act)),), _back(broadcast_id))


def leave(broadcast_id: int) -> Rows:
    """No correction after all."""
    return ((Button(texts.LEAVE_IT, RUN(broadcast_id, "leave")),),)


def replace(broadcast_id: int, copies: int) -> Rows:
    """Yes, or not."""
    return ((Button(texts.replace_button(copies), RUN(broadcast_id, "replace")),), *leave(broadcast_id))


def confirm(draft: Broadcast) -> Rows:
    """The last button."""
    return ((Button(texts.send_to(draft), SEND(draft.id, "go")),), _back(draft.id))


def _back(broadcast_id: int) -> tuple[Button]:
    return (Button(texts.BACK, OPEN(broadcast_id)),)
