"""What admins read about broadcasts. Pure."""

from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.texts.topics import WORDS
from bot.texts.words import blocks, clock, day, lines, plural, safe
from protocols.model import Phase
from scheduler.verdicts import cohort_size, seconds_needed
from storage.broadcasts import Audience, Broadcast, Stage, Who
from storage.recipients import Tally

COMMANDS = {
    "broadcast": "Write to many, without fear",
    "dashboard": "How the programme does",
    "questions": "What runners asked in vain",
    "audit": "What admins did",
}
PHASES = tuple(phase.value for phase in Phase)
TOPICS = {"news": "News", "tips": "Tips", "safety": "Safety (needs a second admin; no links)"}
WHO = {
    Who.EVERYONE.value: "everyone",
    Who.ACTIVE.value: "active (7 days)",
    Who.SILENT.value: "silent (14 days)",
    Who.STALLED.value: "stalled",
}
MOMENTS = {"now": "Now", "1h": "In an hour", "tomorrow": "Tomorrow 09:00", "type": "Type a moment"}
ACTS = {
    "pause": "⏸ Pause",
    "resume": "▶️ Resume",
    "cancel": "⏹ Cancel",
    "recall": "↩️ Recall",
    "correct": "✏️ Correct",
}
STAGES = {
    Stage.DRAFT: "draft",
    Stage.REVIEW: "waits for a second admin",
    Stage.SCHEDULED: "scheduled",
    Stage.TESTING: "the test cohort gets it",
    Stage.WATCHING: "watching the test cohort for a minute",
    Stage.RUNNING: "running",
    Stage.PAUSED: "paused",
    Stage.STOPPED: "stopped by itself",
    Stage.CANCELLED: "cancelled",
    Stage.DONE: "done",
    Stage.RECALLING: "being recalled",
    Stage.CORRECTING: "being corrected",
}
WHY_STOPPED = {
    "blocks": "Too many blocked me: more than one in ten of those who got it or could not.",
    "failures": "Telegram refused more than half. Was the message deleted?",
}
SEND_ME = (
    "Send me the message, or forward it: text, photo, album, audio, video or document. I copy it exactly as it is, "
    "with one button below to leave its topic."
)
SEND_CORRECTION = (
    "Send me the better wording: a text for a text, a message with a caption for a medium (its caption is taken). "
    "Everybody's copy changes in place."
)
TYPE_MOMENT = "Type a moment on your own clock, such as <code>2026-03-05 18:00</code>."
PICK_TOPIC = "What is it about? Runners can leave each topic on its own."
PICK_AUDIENCE = "Who gets it? People must meet everything you choose; who left the topic is never counted."
PICK_MOMENT = "When? The lower times are on every recipient's own clock; quiet hours are respected in any case."
DISCARDED = "Discarded. Nobody got anything."
APPROVAL_ASKED = "It waits for a second admin, who has been asked."
NO_SECOND = "It needs a second editor or owner to approve it, and there is none in ADMINS."
SURE = {
    "cancel": "Cancel? Nobody else gets it. Who has it keeps it.",
    "recall": "Recall? I delete it in every chat where it arrived within the last 48 hours; nobody else gets it.",
}
CANNOT_PREVIEW = "I cannot copy that message. Send it again, please."


def draft(broadcast: Broadcast, now: datetime, zone: str) -> str:
    """The card on which a broadcast is put together."""
    count = broadcast.expected
    messages = max(1, len(broadcast.message_ids))
    return blocks(
        f"<b>Broadcast {broadcast.id}</b> · {STAGES[broadcast.state]}",
        lines(
            f"Message: {'album of ' + str(messages) if messages > 1 else 'one message'}",
            f"Topic: {WORDS[broadcast.topic]}",
            f"To: {audience(broadcast.audience)} · <b>{plural(count, 'person', 'people')}</b>",
            f"When: {moment(broadcast, now, zone)}",
            f"Takes: about {duration(seconds_needed(count, messages))} at 30 messages a second",
            f"Test first: {plural(cohort_size(count), 'person', 'people')}, then a minute's watch"
            if broadcast.test
            else "Test first: no",
            "A second admin has to approve it." if broadcast.needs_second else None,
        ),
    )


def confirm(broadcast: Broadcast, now: datetime, zone: str) -> str:
    """The last question."""
    return blocks(draft(broadcast, now, zone), f"Send to <b>{plural(broadcast.expected, 'person', 'people')}</b>?")


def approval(broadcast: Broadcast, now: datetime, zone: str) -> str:
    """What the second admin is asked."""
    return blocks(
        draft(broadcast, now, zone),
        "Another admin wrote it; above is the message exactly as runners get it. Is it right, in line with the article "
        "and free of promises?",
    )


def progress(broadcast: Broadcast, tally: Tally, rate: float) -> str:
    """The live card."""
    expected = max(broadcast.expected, tally.total)
    share = tally.settled / expected if expected else 1.0
    left = expected - tally.settled
    eta = f"about {duration(left / rate)} to go" if rate and left and broadcast.state is Stage.RUNNING else None
    return blocks(
        f"<b>Broadcast {broadcast.id}</b> · {STAGES[broadcast.state]}",
        WHY_STOPPED.get(broadcast.why or ""),
        f"{_bar(share)} {share:.0%}",
        counts(tally),
        lines(f"{left} to come", f"{rate:.0f} a second" if rate else None, eta) if left else None,
    )


def counts(tally: Tally) -> str:
    """The ledger in one line each; zeroes only where they say something."""
    named = {
        "sent": "sent",
        "blocked": "blocked or gone",
        "failed": "failed",
        "uncertain": "uncertain (the answer was lost; not repeated)",
        "recalled": "recalled",
        "left_out": "left out (silenced or unsubscribed since)",
    }
    found = asdict(tally)
    kept = {key: label for key, label in named.items() if found[key] or key in ("sent", "blocked", "failed")}
    return lines(*(f"• {found[key]} {label}" for key, label in kept.items()))


def report(broadcast: Broadcast, tally: Tally) -> str:
    """The last word."""
    took = (broadcast.ended_at - broadcast.started_at) if broadcast.ended_at and broadcast.started_at else None
    return blocks(
        f"<b>Broadcast {broadcast.id}</b> is over: {STAGES[broadcast.state]}.",
        counts(tally),
        f"{plural(tally.total, 'person', 'people')} in all"
        + (f", in {duration(took.total_seconds())}." if took is not None else "."),
    )


def listed(found: list[Broadcast], zone: str) -> str:
    """The newest broadcasts."""
    rows = (f"{each.id}. {local(each.written_at, zone)} · {WORDS[each.topic]} · {STAGES[each.state]}" for each in found)
    return blocks("<b>Broadcasts</b>", lines(*rows) if found else "Nothing was sent yet.")


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


def _bar(share: float) -> str:
    full = round(min(1.0, share) * 10)
    return "▓" * full + "░" * (10 - full)
