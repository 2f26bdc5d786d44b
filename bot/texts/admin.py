"""What admins read about broadcasts. Pure."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.texts.topics import WORDS
from bot.texts.words import blocks, clock, day, lines, plural, safe
from protocols.model import Phase
from scheduler.verdicts import cohort_size, seconds_needed
from storage.audiences import FEWEST
from storage.broadcasts import Audience, Broadcast, Who

COMMANDS = {
    "broadcast": "Write to many, without fear",
    "dashboard": "How the programme does",
    "questions": "What runners asked in vain",
    "audit": "What admins did",
}
PHASES = tuple(phase.value for phase in Phase)
TOPICS = {"news": "News", "tips": "Tips", "safety": "Safety (needs a second admin; no links)"}
WHO: Mapping[str | None, str] = {
    Who.EVERYONE: "everyone",
    Who.ACTIVE: "active (7 days)",
    Who.SILENT: "silent (14 days)",
    Who.STALLED: "not getting better",
}
ANY_PHASE, ANY_LANGUAGE, ANYWHERE = "any phase", "any language", "anywhere"
MOMENTS = {"now": "Now", "1h": "In an hour", "tomorrow": "Tomorrow 09:00", "type": "Type a moment"}
ACTS = {
    "pause": "⏸ Pause",
    "resume": "▶️ Resume",
    "cancel": "⏹ Cancel",
    "recall": "↩️ Recall",
    "correct": "✏️ Correct",
}
SEND_ME = (
    "Send me the message, or forward it: text, photo, album, audio, video or document. Runners get it exactly as it "
    "is, with one button below to leave its topic. I show it to you first."
)
SEND_CORRECTION = (
    "Send me the better wording: a text for a text; for a picture or file, anything with the new caption. I ask once "
    "more before anything changes."
)
TYPE_MOMENT = "Type a moment on your own clock, such as <code>2026-03-05 18:00</code>."
PICK_TOPIC = "What is it about? Runners can leave each topic on its own."
PICK_AUDIENCE = (
    "Who gets it? Everybody who meets all you choose. The number on a button is how many you would reach with it. "
    "Whoever left the topic or stopped my messages is never counted."
)
PICK_MOMENT = (
    "When? In an hour, tomorrow and a moment that you type are on your own clock. The six times below are on every "
    "recipient's own. Nobody is woken: quiet hours hold in any case."
)
LEAVE_IT = "Leave it as it is"
DISCARDED = "Discarded. Nobody got anything."
APPROVAL_ASKED = "It waits for a second admin. I have asked the others; /broadcast shows it to them, too."
NO_SECOND = (
    "It waits for a second admin, but I could reach none: another editor or owner has to be in ADMINS and /start me."
)
REVIEWED = {
    True: "Another admin approved your broadcast {id}. It goes its way.",
    False: "Another admin rejected your broadcast {id}. Nobody got anything.",
}
NO_POLLS = "A poll cannot be copied. Send me a text, photo, album, audio, video or document."
MESSAGE, PREVIEW, TOPIC, AUDIENCE, WHEN, DISCARD = "Message", "Preview", "Topic", "Audience", "When", "Discard"
TEST_FIRST, HEALTH = "Test first", "Health content"
BACK = "‹ Back"
SEND = "Send …"
APPROVE, REJECT, REFRESH, NEW = "Approve and send", "Reject", "↻ Refresh", "New broadcast"
SURE = {
    "cancel": "Cancel? Nobody else gets it. Who has it keeps it.",
    "recall": "Recall? I delete it in every chat where it arrived within the last 48 hours; nobody else gets it.",
}
CANNOT_PREVIEW = "I cannot copy that message. Send it again, please."


def draft(broadcast: Broadcast, now: datetime, zone: str, rate: int) -> str:
    """The card on which a broadcast is put together."""
    return blocks(
        f"<b>Broadcast {broadcast.id}</b> · draft",
        lines(
            f"Message: {_message(broadcast)}",
            f"Topic: {WORDS[broadcast.topic]}",
            f"To: {audience(broadcast.audience)} · <b>{people(broadcast)}</b>",
            f"When: {moment(broadcast, now, zone)}",
            f"Takes: {takes(broadcast, rate)}",
            f"Test first: {plural(cohort_size(broadcast.expected), 'person', 'people')} at once, the others a minute "
            "later unless too many block me"
            if broadcast.test
            else "Test first: no",
            "A second admin has to approve it." if broadcast.needs_second else None,
        ),
    )


def people(broadcast: Broadcast) -> str:
    """How many would get it; where health decides who, a small number is not told."""
    number = told(broadcast.expected, hides=broadcast.audience.asks_for_health)
    return plural(1, "person") if number == "1" else f"{safe(number)} people"


def told(count: int, *, hides: bool) -> str:
    """A number of people, or `<5` where it has to be hidden. Not HTML."""
    return f"<{FEWEST}" if hides and 0 < count < FEWEST else str(count)


def send_to(broadcast: Broadcast) -> str:
    """On the last button."""
    return f"Send to {told(broadcast.expected, hides=broadcast.audience.asks_for_health)}"


def takes(broadcast: Broadcast, rate: int) -> str:
    """How long it takes at `rate` messages a second."""
    seconds = seconds_needed(broadcast.expected, rate, max(1, len(broadcast.message_ids)))
    if broadcast.local_time is not None:
        return f"up to a day, until it was {clock(broadcast.local_time)} everywhere"
    return f"about {duration(seconds)} at {rate} a second; whoever sleeps gets it in the morning"


def confirm(broadcast: Broadcast, now: datetime, zone: str, rate: int) -> str:
    """The last question."""
    return blocks(draft(broadcast, now, zone, rate), f"Send to <b>{people(broadcast)}</b>?")


def replace_in(copies: int) -> str:
    """The last question before a correction."""
    return blocks(
        f"Above is the new wording. Replace it in <b>{plural(copies, 'chat')}</b>, in place and without a sound?",
        "If it is not right yet, send me another one.",
    )


def replace_button(copies: int) -> str:
    """On the last button."""
    return f"Replace it in {plural(copies, 'chat')}"


def pick_audience(broadcast: Broadcast, rate: int) -> str:
    """What is chosen of the audience, how many that makes, how long it takes."""
    chosen = f"{audience(broadcast.audience)}: <b>{people(broadcast)}</b>"
    return blocks(PICK_AUDIENCE, lines(chosen, f"Takes: {takes(broadcast, rate)}"))


def choice(label: str, count: int, *, chosen: bool, hides: bool) -> str:
    """On a button of the audience: `● active (7 days) · 210`."""
    return f"{'● ' if chosen else ''}{label} · {told(count, hides=hides)}"


def approval(broadcast: Broadcast, now: datetime, zone: str, rate: int) -> str:
    """What the second admin is asked."""
    return blocks(
        draft(broadcast, now, zone, rate),
        "Another admin wrote it; above is the message exactly as runners get it. Is it right, in line with the article "
        "and free of promises?",
    )


def audience(chosen: Audience) -> str:
    """`stalled, phase calm, in Europe`."""
    parts = (
        WHO[chosen.who],
        f"phase {chosen.phase}" if chosen.phase else None,
        f"language {safe(chosen.language)}" if chosen.language else None,
        f"in {safe(chosen.zone)}" if chosen.zone else None,
    )
    return ", ".join(part for part in parts if part)


def moment(broadcast: Broadcast, now: datetime, zone: str) -> str:
    """When it goes."""
    if broadcast.local_time is not None:
        return f"{clock(broadcast.local_time)} on everybody's own clock"
    if broadcast.send_at is None or broadcast.send_at <= now:
        return "as soon as it is confirmed"
    return f"{local(broadcast.send_at, zone)} on your clock"


def local(at: datetime, zone: str) -> str:
    """`Thu 5 Mar, 18:00` on an admin's clock."""
    wall = at.astimezone(ZoneInfo(zone))
    return f"{day(wall.date())}, {clock(wall)}"


def duration(seconds: float) -> str:
    """`42 s`, `6 min`, `1.9 h`."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _message(broadcast: Broadcast) -> str:
    if len(broadcast.message_ids) > 1:
        return f"an album of {len(broadcast.message_ids)}"
    return "a text" if broadcast.shape.text else "a picture or file"
