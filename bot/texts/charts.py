"""Titles, alt texts and text versions of the charts: what a picture says, in words. Plain text, not HTML."""

from datetime import date, timedelta
from typing import Final

from bot.media.data.charts import (
    GateProgress,
    PainCalendar,
    PainTrend,
    RunLoad,
    StrengthLevels,
    WeekLoad,
    WeeklyMinutes,
)
from bot.texts.words import amount, number, plural

PAIN_TREND_TITLE: Final = "Pain and where it begins"
PAIN_AXIS: Final = "Worst pain of the day, 0 to 10"
CALENDAR_TITLE: Final = "Pain, day by day"
WEEKLY_TITLE: Final = "Running under both caps"
WEEK_AXIS: Final = "Minutes a week   ▬ this week's cap"
LONGEST_AXIS: Final = "Longest run, minutes   ▬ cap for one run"
STRENGTH_TITLE: Final = "Strength levels"
NO_RUNS: Final = "No runs logged yet"
NO_STRENGTH: Final = "No exercises logged yet"
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST_CONDITION: Final = 44


def day(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]}"


def runs_axis(unit: str) -> str:
    return f"Runs, {unit}   ✖ where pain began"


def few_days(count: int) -> str:
    return "No pain logged yet" if count == 0 else "One day so far: too early for a trend"


def gate_title(leads_to: str) -> str:
    return f"The way to: {leads_to}"


def shortened(says: str) -> str:
    return says if len(says) <= _LONGEST_CONDITION else says[: _LONGEST_CONDITION - 1].rstrip() + "…"


def pain_trend_alt(data: PainTrend) -> str:
    return f"Chart of pain and runs. {_pain_in_words(data)} {_runs_in_words(data)}"


def pain_trend_text(data: PainTrend) -> str:
    days = [f"{day(each.on)}: pain {each.pain}" for each in data.days[-14:]]
    runs = [_run(run, data.unit) for run in data.runs[-10:]]
    return "\n".join([_pain_in_words(data), *days, "", _runs_in_words(data), *runs]).strip()


def _pain_in_words(data: PainTrend) -> str:
    if not data.days:
        return f"{few_days(0)}."
    first, last = data.days[0], data.days[-1]
    if len(data.days) == 1:
        return f"Pain {first.pain} on {day(first.on)}. {few_days(1)}."
    worst = max(data.days, key=lambda each: each.pain)
    span = (last.on - first.on).days + 1
    recorded = f"{len(data.days)} of {span} days logged" if len(data.days) < span else f"all {span} days logged"
    return (
        f"Pain from {day(first.on)} to {day(last.on)}, {recorded}: first {first.pain}, "
        f"worst {worst.pain} on {day(worst.on)}, last {last.pain}."
    )


def _runs_in_words(data: PainTrend) -> str:
    if not data.runs:
        return f"{NO_RUNS}."
    began = [(run.on, run.onset) for run in data.runs if run.onset is not None]
    count = plural(len(data.runs), "run")
    if not began:
        return f"{count}, none with pain."
    (on, first), (_, last) = began[0], began[-1]
    if len(began) == 1:
        return f"{count}, pain in one: from {amount(first, data.unit)} on {day(on)}."
    found = f"{count}, pain in {len(began)}"
    return f"{found}: it began at {amount(first, data.unit)} and most lately at {number(last)}."


def _run(run: RunLoad, unit: str) -> str:
    pain = "no pain" if run.onset is None else f"pain from {amount(run.onset, unit)}"
    return f"{day(run.on)}: {amount(run.length, unit)}, {pain}"


def pain_calendar_alt(data: PainCalendar) -> str:
    first = _first_shown(data)
    shown = [each for each in data.days if first <= each.on <= data.today]
    if not shown:
        return f"Calendar from {day(first)} to {day(data.today)}: no pain logged."
    free = sum(each.pain == 0 for each in shown)
    worst = max(shown, key=lambda each: each.pain)
    return (
        f"Calendar of pain from {day(first)} to {day(data.today)}: {len(shown)} of {(data.today - first).days + 1} "
        f"days logged, {free} without pain, worst {worst.pain} on {day(worst.on)}."
    )


def pain_calendar_text(data: PainCalendar) -> str:
    """A line a week; a dot where nothing was logged."""
    pains = {each.on: str(each.pain) for each in data.days}
    first, lines = _first_shown(data), [pain_calendar_alt(data)]
    for week in range(data.weeks):
        monday = first + timedelta(weeks=week)
        days = [monday + timedelta(days=number) for number in range(7)]
        lines.append(f"{day(monday)}: " + " ".join(pains.get(on, "·") for on in days if on <= data.today))
    return "\n".join(lines)


def _first_shown(data: PainCalendar) -> date:
    return data.today - timedelta(days=data.today.weekday(), weeks=data.weeks - 1)


def weekly_minutes_alt(data: WeeklyMinutes) -> str:
    if not data.weeks:
        return f"{NO_RUNS}."
    over = [week for week in data.weeks if _over(week)]
    last = data.weeks[-1]
    kept = "every week under both caps" if not over else f"over a cap in the week of {', '.join(_starts(over))}"
    return f"Running minutes of {plural(len(data.weeks), 'week')}: {kept}. {_week(last)}."


def weekly_minutes_text(data: WeeklyMinutes) -> str:
    return "\n".join(_week(week) for week in data.weeks) if data.weeks else f"{NO_RUNS}."


def _week(week: WeekLoad) -> str:
    total = f"{week.minutes:.0f} min{'' if week.week_cap is None else f' of at most {week.week_cap:.0f}'}"
    longest = f"longest {week.longest:.0f} min{'' if week.run_cap is None else f' of at most {week.run_cap:.0f}'}"
    return f"Week of {day(week.starts_on)}: {total}, {longest}"


def _over(week: WeekLoad) -> bool:
    return (week.week_cap is not None and week.minutes > week.week_cap) or (
        week.run_cap is not None and week.longest > week.run_cap
    )


def _starts(weeks: list[WeekLoad]) -> list[str]:
    return [day(week.starts_on) for week in weeks]


def strength_levels_alt(data: StrengthLevels) -> str:
    return "Strength levels. " + strength_levels_text(data).replace("\n", ". ")


def strength_levels_text(data: StrengthLevels) -> str:
    if not data.rows:
        return f"{NO_STRENGTH}."
    return "\n".join(
        f"{row.exercise}: level {row.at + 1} of {len(row.levels)}, {row.levels[row.at]}" for row in data.rows
    )


def gate_alt(data: GateProgress) -> str:
    met = sum(each.met for each in data.conditions)
    return f"{gate_title(data.leads_to)}. {met} of {plural(len(data.conditions), 'condition')} met."


def gate_text(data: GateProgress) -> str:
    rows = (f"{'✓' if each.met else '○'} {each.says}: {each.figures}" for each in data.conditions)
    return "\n".join([gate_alt(data), *rows])
