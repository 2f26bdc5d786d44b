"""Buttons of what is seen and heard: sounds, charts, animations, papers."""

from bot.keyboards import Tap
from bot.media.data.charts import Theme
from bot.speech import Button, Rows, rows
from bot.texts import looks, papers, sounds
from protocols.outlook import RunTask

AUDIO = Tap("audio")
METRONOME = Tap("beat", r"1[2-9]\d|2[01]\d|220")
_CHARTS, _THEMES = "|".join(looks.CHARTS), "|".join(looks.THEMES)
SHOW_CHART, CHART = Tap("chart", _CHARTS, _THEMES), Tap("chart>", _CHARTS, _THEMES)  # a new message, in place
FILM, STILL = Tap("film", r"[a-z_]+"), Tap("still", r"[a-z_]+")
TAP_ALONG, STEP = Tap("tapalong"), Tap("step")
REPORT, CALENDAR = Tap("report"), Tap("calendar")


def audio(task: RunTask | None) -> tuple[Button, ...]:
    """The sound of a run, where there is one to make: a step of the ladder, or a target to step to."""
    if task is None or (task.step is None and task.cadence is None):
        return ()
    return (Button(sounds.AUDIO, AUDIO()),)


def calendar() -> Button:
    """The plan for a calendar app."""
    return Button(papers.CALENDAR_BUTTON, CALENDAR())


def report() -> Button:
    """The page for a physio."""
    return Button(papers.REPORT_BUTTON, REPORT())


def metronome(spm: int) -> Button:
    """The metronome at a rate."""
    return Button(sounds.metronome_button(spm), METRONOME(spm))


def charts() -> Rows:
    """Every chart; each comes as a message of its own."""
    return rows([Button(label, SHOW_CHART(kind, "light")) for kind, label in looks.CHARTS.items()], 2)


def other_charts(shown: str, theme: Theme) -> Rows:
    """What takes the place of a chart: the others, and the same in the other light."""
    others = rows([Button(label, CHART(kind, theme)) for kind, label in looks.CHARTS.items() if kind != shown], 2)
    other: Theme = "light" if theme == "dark" else "dark"
    return (*others, (Button(looks.THEMES[other], CHART(shown, other)),))
