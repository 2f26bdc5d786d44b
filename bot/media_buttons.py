"""Buttons of what is seen and heard: sounds, charts, animations, papers."""

from bot.keyboards import Tap
from bot.media.charts.data import Theme
from bot.speech import Button, Rows, rows
from bot.texts import looks, sounds
from protocols.outlook import RunTask

AUDIO = Tap("audio")
METRONOME = Tap("beat", r"1[2-9]\d|2[01]\d|220")
CHART = Tap("chart", "|".join(looks.CHARTS), "light|dark")
FILM = Tap("film", r"[a-z_]+")
REPORT, CALENDAR = Tap("report"), Tap("calendar")


def audio(task: RunTask | None) -> tuple[Button, ...]:
    """The sound of a run, where there is one to make: a step of the ladder, or a target to step to."""
    if task is None or (task.step is None and task.cadence is None):
        return ()
    return (Button(sounds.AUDIO, AUDIO()),)


def metronome(spm: int) -> Button:
    """The metronome at a rate."""
    return Button(sounds.metronome_button(spm), METRONOME(spm))


def charts(shown: str | None = None, theme: Theme = "light") -> Rows:
    """Every chart but the one that is shown, and that one in the other light."""
    others = rows([Button(label, CHART(kind, theme)) for kind, label in looks.CHARTS.items() if kind != shown], 2)
    if shown is None:
        return others
    other: Theme = "light" if theme == "dark" else "dark"
    return (*others, (Button(looks.THEMES[other], CHART(shown, other)),))
