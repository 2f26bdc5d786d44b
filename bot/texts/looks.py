"""Words around charts and animations."""

from typing import Final

from bot.texts.reasons import plain, says
from bot.texts.words import safe
from protocols.model import Rule
from protocols.outlook import Condition

CHARTS: Final = {
    "pain": "📈 Pain and onset",
    "minutes": "📊 Weekly minutes",
    "strength": "💪 Strength",
    "gate": "🚪 The gate",
    "calendar": "📅 Pain calendar",
}
THEMES: Final = {"light": "☀️ Light", "dark": "🌙 Dark"}
MOVING: Final = "▶️ Show it moving"
STILL: Final = "⏸ Show it still"
NO_GATE: Final = "There is no gate ahead: you are through. The hip work stays, twice a week."
AT_MOST: Final = {"gate_build_half", "gate_build_onset"}
_GATE: Final = {
    "gate_build_time": ("Day {day}, or {sessions} sessions", "days"),
    "gate_build_pain": ("Daily pain at most {pain_max}, in a row", "days"),
    "gate_build_half": ("Running at half the usual or less", ""),
    "gate_build_onset": ("Every run below where pain starts", ""),
    "gate_return_pain": ("No pain in daily life, in a row", "days"),
    "gate_return_sessions": ("Strength sessions in {weeks} weeks", "sessions"),
    "gate_return_step_down": ("Calm step-downs on each side", ""),
    "gate_return_walk": ("A calm brisk walk", "min"),
    "gate_grow_continuous": ("Calm runs without a break", "runs"),
    "gate_full_weeks": ("Calm days of growing", "days"),
    "gate_full_hills": ("Small hills begun", "runs"),
    "gate_full_volume": ("{percent} % of the old weekly volume", ""),
    "gate_maintain_volume": ("The old weekly volume, {weeks} weeks", ""),
    "gate_maintain_symptoms": ("Days without symptoms", "days"),
}
"""A condition in a few words, as a chart has room for, and what it counts."""
_CAPTION = 1024  # Telegram's limit below a picture
_CUT = "…"


def chart(title: str, text: str) -> str:
    """What the chart shows, in words: for those who do not see it, and to look figures up."""
    room = _CAPTION - len(title) - 2 * len(_CUT)
    lines = text.split("\n")
    while len("\n".join(lines)) > room:  # the latest days come last, and are the ones that matter
        lines = [lines[0], _CUT, *lines[2 + (lines[1] == _CUT) :]]
    return f"<b>{safe(title)}</b>\n<blockquote expandable>{safe(chr(10).join(lines))}</blockquote>"


def film(exercise: str, seen: str) -> str:
    """Below an exercise in motion: what there is to see."""
    return f"<b>{safe(exercise)}</b>\n{safe(seen)}"


def gate_says(rule: Rule) -> str:
    """A condition in a few words."""
    short = _GATE[rule.id][0] if rule.id in _GATE else says(rule)
    return short.format_map({name: plain(value) for name, value in rule.values.items()})


def gate_figures(given: Condition) -> str:
    """`2 of 3 days`, `2.8, at most 3.6 km`."""
    rule, numbers = given.reason.rule, given.reason.numbers
    unit = str(numbers.get("unit") or _GATE.get(rule, ("", ""))[1])
    between = ", at most" if rule in AT_MOST else " of"
    if given.need == "–":
        return "no such point"
    return f"{plain(given.have)}{between} {plain(given.need)} {unit}".rstrip()
