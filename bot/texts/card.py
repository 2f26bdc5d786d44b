"""What the weekly card says, on the picture and beside it. Plain text."""

from datetime import date, timedelta
from typing import Final

from bot.media.data.card import WeeklyCard
from bot.media.data.charts import GateProgress
from bot.texts.charts import WEEKDAYS, day, shortened
from bot.texts.words import amount, number

__all__ = ["PAIN_EACH_DAY", "WEEKDAYS", "alt", "gate", "phase", "still_missing", "text", "tiles", "title"]

PAIN_EACH_DAY: Final = "Worst pain each day"


def title(starts_on: date) -> str:
    return f"Your week, {day(starts_on)} to {day(starts_on + timedelta(days=6))}"


def phase(name: str) -> str:
    return f"Phase: {name}"


def tiles(data: WeeklyCard) -> list[tuple[str, str, str]]:
    """(label, value, remark) of the four tiles."""
    return [
        ("Strength", f"{data.strength_done} of {data.strength_goal}", _strength(data)),
        ("Running", f"{data.run_minutes:.0f} min", _minutes(data)),
        ("Worst pain", "not logged" if data.worst_pain is None else f"{data.worst_pain} of 10", _logged(data)),
        ("Pain begins at", *_onset(data)),
    ]


def _strength(data: WeeklyCard) -> str:
    missing = data.strength_goal - data.strength_done
    return "all done" if missing <= 0 else f"{missing} short of the goal"


def _minutes(data: WeeklyCard) -> str:
    if data.minutes_before is None:
        return "first week"
    change = round(data.run_minutes - data.minutes_before)
    return "as the week before" if change == 0 else f"{change:+d} against last week"


def _logged(data: WeeklyCard) -> str:
    logged = sum(pain is not None for pain in data.pains)
    return f"{logged} of 7 days logged"


def _onset(data: WeeklyCard) -> tuple[str, str]:
    before, now = data.onset_before, data.onset_now
    if now is None:
        return ("no pain", "while running") if data.run_minutes else ("no runs", "this week")
    if before is None or before == now:
        return amount(now, data.unit), "this week"
    moved = "later than before" if now > before else "earlier than before"
    return f"{number(before)} → {amount(now, data.unit)}", moved


def gate(progress: GateProgress) -> str:
    met = sum(each.met for each in progress.conditions)
    return f"The way to {progress.leads_to}: {met} of {len(progress.conditions)}"


def still_missing(progress: GateProgress) -> str:
    unmet = next((each for each in progress.conditions if not each.met), None)
    return "Everything is met." if unmet is None else f"Next: {shortened(unmet.says)} ({unmet.figures})"


def alt(data: WeeklyCard) -> str:
    return f"Weekly card. {text(data)}".replace("\n", " ")


def text(data: WeeklyCard) -> str:
    """The whole card as lines."""
    rows = [f"{label}: {value}, {remark}." for label, value, remark in tiles(data)]
    way = [f"{gate(data.gate)}. {still_missing(data.gate)}"] if data.gate else []
    return "\n".join([f"{title(data.starts_on)}. {phase(data.phase)}.", *rows, *way])
