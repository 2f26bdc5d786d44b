"""What admins read about a broadcast on its way, and at its end. Pure."""

from dataclasses import asdict
from datetime import datetime

from bot.texts.admin import audience, duration, local, moment
from bot.texts.topics import WORDS
from bot.texts.words import blocks, clock, lines, plural
from storage.broadcasts import Broadcast, Stage
from storage.recipients import Tally

STAGES = {
    Stage.DRAFT: "draft",
    Stage.REVIEW: "waits for a second admin",
    Stage.SCHEDULED: "scheduled",
    Stage.TESTING: "a few get it first",
    Stage.WATCHING: "a few have it; a minute's watch",
    Stage.RUNNING: "on its way",
    Stage.PAUSED: "paused",
    Stage.STOPPED: "stopped by itself",
    Stage.CANCELLED: "cancelled",
    Stage.DONE: "done",
    Stage.RECALLING: "being recalled",
    Stage.CORRECTING: "being corrected",
}
BEGINS = "confirmed, begins at once"
WHY = {
    "blocks": "More than one in ten blocked me, before or after they got it, or are gone.",
    "failures": "Telegram refused more than half. Was the message deleted?",
}
_OVER = {
    "recalled": "is taken back.",
    "corrected": "is corrected: every copy that could be changed has the new wording.",
}
_LISTED = {"recalled": "taken back", "corrected": "corrected"}
_NOTHING_MORE = (Stage.CANCELLED, Stage.DONE, Stage.RECALLING)
_COUNTED = {
    "sent": "got it",
    "blocked": "blocked me",
    "gone": "gone: the account is deleted",
    "failed": "failed",
    "uncertain": "uncertain: Telegram's answer was lost, so they may have it. I do not send it twice",
    "recalled": "had it and have it no more",
    "left_out": "left out: they left the topic or stopped my messages meanwhile, or it was cancelled",
}


def progress(broadcast: Broadcast, tally: Tally, rate: float, now: datetime, zone: str) -> str:
    """The live card; `rate` in recipients a second, `zone` the reader's."""
    expected = max(broadcast.expected, tally.total)
    share = tally.settled / expected if expected else 1.0
    left = expected - tally.settled
    at_once = broadcast.state is Stage.SCHEDULED and not _lies_ahead(broadcast, now)
    return blocks(
        f"<b>Broadcast {broadcast.id}</b> · {BEGINS if at_once else stage(broadcast)}",
        f"{WORDS[broadcast.topic].capitalize()} to {audience(broadcast.audience)}",
        f"Begins: {moment(broadcast, now, zone)}" if _lies_ahead(broadcast, now) else None,
        WHY.get(broadcast.why or ""),
        f"{_bar(share)} {share:.0%}",
        counts(tally),
        _rest(broadcast, left, rate) if left else None,
    )


def stage(broadcast: Broadcast) -> str:
    """Where it is, in a word or two."""
    over = broadcast.state is Stage.DONE
    return _LISTED.get(broadcast.why or "", STAGES[Stage.DONE]) if over else STAGES[broadcast.state]


def _rest(broadcast: Broadcast, left: int, rate: float) -> str:
    """Those without an end; once nothing more is sent, they never had a beginning."""
    if broadcast.state in _NOTHING_MORE:
        return nobody_else(left)
    return lines(f"{left} to come", _speed(broadcast, left, rate))


def nobody_else(left: int) -> str:
    """Those whom it was for when it was confirmed, and who are not in the ledger."""
    return f"{plural(left, 'more person was', 'more people were')} counted and not written to."


def _lies_ahead(broadcast: Broadcast, now: datetime) -> bool:
    later = broadcast.local_time is not None or (broadcast.send_at is not None and broadcast.send_at > now)
    return later and broadcast.state in (Stage.REVIEW, Stage.SCHEDULED)


def _speed(broadcast: Broadcast, left: int, rate: float) -> str | None:
    if broadcast.state is not Stage.RUNNING:
        return None
    if broadcast.local_time is not None:
        return f"They get it when it is {clock(broadcast.local_time)} where they are."
    if rate < 1:
        return "Whoever is awake gets it first, whoever sleeps when their quiet hours end."
    return f"{rate:.0f} a second, about {duration(left / rate)} to go"


def counts(tally: Tally) -> str:
    """The ledger in one line each; zeroes only where they say something."""
    found = asdict(tally)
    kept = {key: label for key, label in _COUNTED.items() if found[key] or key in ("sent", "blocked", "failed")}
    return lines(*(f"• {found[key]} {label}" for key, label in kept.items()))


def report(broadcast: Broadcast, tally: Tally) -> str:
    """The last word."""
    ends = _OVER.get(broadcast.why or "", "was cancelled." if broadcast.state is Stage.CANCELLED else "is done.")
    total = plural(tally.total, "person", "people")
    took = broadcast.ended_at - broadcast.started_at if broadcast.ended_at and broadcast.started_at else None
    timed = took is not None and broadcast.why not in _OVER
    return blocks(
        f"<b>Broadcast {broadcast.id}</b> {ends}",
        counts(tally),
        f"{total} in all" + (f", in {duration(took.total_seconds())}." if took and timed else "."),
        nobody_else(left) if (left := broadcast.expected - tally.total) > 0 else None,
    )


def listed(found: list[Broadcast], zone: str) -> str:
    """The newest broadcasts."""
    rows = (f"{each.id}. {local(each.written_at, zone)} · {WORDS[each.topic]} · {stage(each)}" for each in found)
    return blocks("<b>Broadcasts</b>", lines(*rows) if found else "Nothing was sent yet.")


def _bar(share: float) -> str:
    full = round(min(1.0, share) * 10)
    return "▓" * full + "░" * (10 - full)
