"""The words of the page for the physio. Plain text."""

from datetime import date
from typing import Final

from bot.media.data.report import ReportWeek
from bot.texts.charts import day
from bot.texts.words import amount

TITLE: Final = "Outer knee pain in a runner: training log"
WHAT_THIS_IS: Final = (
    "Logged by the runner with Strideback, an education and diary bot for iliotibial band syndrome. Not a diagnosis."
)
HISTORY: Final = "History"
TRIED: Final = "What was tried"
CAPS: Final = "Present limits"
PAIN: Final = "Pain and onset"
QUESTIONS: Final = "Questions to ask"
USUAL_QUESTIONS: Final = (
    "Does the pattern fit iliotibial band syndrome, or something else?",
    "How strong and steady are my hips on one leg?",
    "Would an analysis of my gait help?",
    "Which signs mean that I should stop and come back?",
)
WEEK_COLUMNS: Final = ("Week of", "Strength", "Running", "Week cap", "Worst pain", "Pain began at")
NOTHING_LOGGED: Final = "Nothing logged yet."
NO_CAPS: Final = "None at present."
FOOT: Final = "Pain is the worst of the week, 0 to 10. A dash means that nothing was logged."


def subtitle(side: str, phase: str, on: date) -> str:
    return f"Side: {side}   ·   Phase: {phase}   ·   {day(on)} {on.year}"


def weeks_title(unit: str) -> str:
    return f"Week by week (pain onset in {unit})"


def more(count: int) -> str:
    return f"and {count} more in the bot"


def week_row(week: ReportWeek, unit: str) -> tuple[str, ...]:
    return (
        day(week.starts_on),
        f"{week.strength_done} of {week.strength_goal}",
        f"{week.run_minutes:.0f} min",
        "–" if week.week_cap is None else f"{week.week_cap:.0f} min",
        "–" if week.worst_pain is None else f"{week.worst_pain}",
        "–" if week.onset is None else amount(week.onset, unit),
    )
