"""How the programme does, in words and bars of text. Pure. Groups under five are never shown as a number."""

from collections.abc import Iterable

from bot.texts.admin import PHASES, duration
from bot.texts.words import blocks, lines
from storage.dashboard import Figures

SMALLEST = 5
_WIDTH = 10
_FUNNEL = {
    "screened": "safety screened",
    "planned": "have a plan",
    "first_workout": "first workout",
    "week_2": "active in week 2",
    "week_6": "active in week 6",
    "week_12": "active in week 12",
}


def shown(count: int) -> str:
    """A count; `<5` instead of 1 to 4, so that nobody can be picked out."""
    return f"&lt;{SMALLEST}" if 0 < count < SMALLEST else str(count)


def render(found: Figures) -> str:
    """The whole dashboard as one message."""
    funnel = [("started", found.started), ("consented", found.consented)]
    funnel += [(label, found.reached[key]) for key, label in _FUNNEL.items()]
    return blocks(
        "<b>Dashboard</b>",
        _block("Funnel", funnel, found.started),
        _block("Phases", [(phase, found.phases[phase]) for phase in PHASES], sum(found.phases.values())),
        _block(
            "Strength sessions done, last four weeks",
            [("80 % and more", found.adherence["good"]), ("50 to 79 %", found.adherence["fair"]),
             ("less", found.adherence["low"])],
            sum(found.adherence.values()),
        ),
        _block(
            "Worst pain, these two weeks against the two before",
            [(name, found.pain[name]) for name in ("better", "same", "worse")],
            sum(found.pain.values()),
        ),
        lines(
            "<b>Who needs a look</b>",
            f"stalled {shown(found.overlays['stalled'])} · flare {shown(found.overlays['flare'])} · "
            f"red flag {shown(found.overlays['red_flag'])} · silent for two weeks {shown(found.silent)} · "
            f"blocked me {shown(found.blocked)}",
            f"questions without an answer: {found.unanswered}",
        ),
        lines(
            "<b>Delivery</b>",
            f"oldest due message waits {duration(found.health.lag) if found.health.lag >= 1 else 'not at all'}",
            f"in 7 days: {found.health.floods} times too fast (429) · {found.health.dead} dead letters · "
            f"{found.health.unsure} uncertain",
        ),
    )  # fmt: skip


def _block(title: str, rows: Iterable[tuple[str, int]], total: int) -> str:
    return lines(
        f"<b>{title}</b>", *(f"<code>{_bar(count, total)}</code> {shown(count)} {name}" for name, count in rows)
    )


def _bar(count: int, total: int) -> str:
    """Ten signs; a small group shows no length either."""
    full = round(_WIDTH * count / total) if total and count >= SMALLEST else 0
    return "█" * full + "·" * (_WIDTH - full)
