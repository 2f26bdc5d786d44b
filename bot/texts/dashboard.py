"""How the programme does, in words and bars of text. Pure. Groups under five are never shown as a number."""

from collections.abc import Sequence
from typing import Final

from bot.media.data.charts import DeliveryHealth, Groups, PainOfWeek, ProgrammeGroups
from bot.texts.admin import duration
from bot.texts.words import blocks, day, lines, number, plural

SMALLEST: Final = 5
_WIDTH = 10

VIEWS: Final = {"funnel": "The way in", "runners": "Where they are", "progress": "How it goes", "delivery": "Delivery"}
FUNNEL_TITLE: Final = "How far runners come"
RUNNERS_TITLE: Final = "Where runners are now"
PROGRESS_TITLE: Final = "How it goes"
DELIVERY_TITLE: Final = "Delivery, the last two weeks"
OF_STARTED: Final = "Of everybody who started"
PHASE_HEAD: Final = "Phases"
LOOK_HEAD: Final = "Who needs a look"
ADHERENCE_HEAD: Final = "Strength sessions done, last four weeks"
PAIN_HEAD: Final = "Worst pain: these two weeks against the two before"
TREND_AXIS: Final = "Worst pain by week of the programme, mean"
SENT_AXIS: Final = "Messages that arrived, a day"
TROUBLE_AXIS: Final = "✖ given up   ■ uncertain   ▲ too fast (429)"
NO_TREND: Final = "Not enough runners for a trend yet"
NOTHING_SENT: Final = "Nothing was sent"
NO_TROUBLE: Final = "Nothing went wrong"

FUNNEL: Final = {
    "screened": "safety screened",
    "planned": "have a plan",
    "first_workout": "first workout",
    "week_2": "active in week 2",
    "week_6": "active in week 6",
    "week_12": "active in week 12",
}
STARTED, CONSENTED = "started", "consented"
ADHERENCE: Final = {"good": "80 % and more", "fair": "50 to 79 %", "low": "less than half"}
PAIN: Final = ("better", "same", "worse")
OVERLAYS: Final = {"stalled": "not getting better", "flare": "in a flare", "red_flag": "red flag"}
SILENT, BLOCKED = "silent for two weeks", "blocked me or gone"


def told(count: int | None) -> str:
    """A count as it may be told; `<5` for None, which stands for one to four. Not HTML."""
    return f"<{SMALLEST}" if count is None else str(count)


def hidden(count: int) -> int | None:
    """None instead of one to four, so that nobody can be picked out."""
    return None if 0 < count < SMALLEST else count


def shown(count: int) -> str:
    """The same for a message: HTML."""
    return _html(told(hidden(count)))


def render(groups: Sequence[ProgrammeGroups], delivery: DeliveryHealth, unanswered: int) -> str:
    """The whole dashboard as one message."""
    return blocks(
        "<b>Dashboard</b>",
        *(_block(block) for view in groups for block in view.blocks),
        *(_trend(view.trend) for view in groups if view.trend is not None),
        f"{plural(unanswered, 'question')} without an answer: /questions",
        _delivery(delivery),
    )


def groups_text(data: ProgrammeGroups) -> str:
    """A picture of groups in words. Plain text."""
    rows = (f"{block.heading}: {_listed(block)}." for block in data.blocks)
    trend = "" if data.trend is None else f" {TREND_AXIS}: {_weeks(data.trend)}."
    return f"{data.title}. " + " ".join(rows) + trend


def delivery_text(data: DeliveryHealth) -> str:
    """The picture of delivery in words. Plain text."""
    sent = sum(each.sent for each in data.days)
    return f"{DELIVERY_TITLE}. {sent} messages arrived, {_trouble(data)}. {lag(data.lag)}"


def lag(seconds: float) -> str:
    """How long the oldest due message waits."""
    return "Nothing waits that is due." if seconds < 1 else f"The oldest due message waits {duration(seconds)}."


def _block(block: Groups) -> str:
    rows = (f"<code>{_bar(g.count, block.of)}</code> {_html(told(g.count))} {g.name}" for g in block.groups)
    return lines(f"<b>{block.heading}</b>", *rows)


def _trend(trend: Sequence[PainOfWeek]) -> str:
    return lines(f"<b>{TREND_AXIS}</b>", _weeks(trend))


def _weeks(trend: Sequence[PainOfWeek]) -> str:
    return ", ".join(f"week {each.week}: {number(each.pain)} ({each.runners} runners)" for each in trend) or NO_TREND


def _delivery(data: DeliveryHealth) -> str:
    first = day(data.days[0].on) if data.days else "the start"
    return lines(
        "<b>Delivery</b>",
        lag(data.lag),
        f"Since {first}: {sum(each.sent for each in data.days)} arrived, {_trouble(data)}",
    )


def _trouble(data: DeliveryHealth) -> str:
    dead, unsure, floods = (sum(getattr(d, name) for d in data.days) for name in ("dead", "unsure", "floods"))
    return f"{dead} given up, {unsure} uncertain, {floods} times too fast (429)"


def _listed(block: Groups) -> str:
    return ", ".join(f"{told(group.count)} {group.name}" for group in block.groups)


def _bar(count: int | None, of: int) -> str:
    """Ten signs; a small group shows no length either."""
    full = round(_WIDTH * min(1.0, count / of)) if count and of else 0
    return "█" * full + "·" * (_WIDTH - full)


def _html(text: str) -> str:
    return text.replace("<", "&lt;")
