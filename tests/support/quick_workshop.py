"""A workshop that works in this process and spends no time on what the tests of `bot.media` look at."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from bot.media import charts, pictures, sounds
from bot.media.card import weekly_card
from bot.media.charts import Chart
from bot.media.charts.programme import delivery_health, programme_groups
from bot.media.offload import Workshop, WorkshopError
from bot.media.sounds import Sound
from bot.texts import media as texts
from protocols.model import Step
from sandbox.files import PIXEL

GIF = b"GIF89a\x10\x00\x08\x00"
P = ParamSpec("P")
T = TypeVar("T")


def _session(step: Step, _spm: float | None) -> Sound:
    return Sound(b"ID3" + step.id.encode(), 1800, texts.session_title(step), texts.PERFORMER, f"run-{step.id}.mp3")


def _metronome(spm: float) -> Sound:
    return Sound(b"ID3" + str(spm).encode(), 600, texts.metronome_title(spm), texts.PERFORMER, "metronome.mp3")


def _chart(*_: object) -> Chart:
    return Chart(PIXEL, "", "")


_QUICK: dict[Any, Callable[..., Any]] = {
    pictures.png: lambda *_: PIXEL,
    pictures.animation: lambda *_: GIF,
    sounds.session: _session,
    sounds.metronome: _metronome,
    charts.pain_trend: _chart,
    charts.pain_calendar: _chart,
    charts.weekly_minutes: _chart,
    charts.strength_levels: _chart,
    charts.gate_progress: _chart,
    weekly_card: _chart,
    programme_groups: _chart,
    delivery_health: _chart,
}


class QuickWorkshop(Workshop):
    """Pictures are one pixel, sounds a few bytes. `made` tells what was asked for; `broken`: every job fails."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[tuple[Any, ...]] = []  # (maker, *arguments)
        self.broken = False

    async def make(self, maker: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self.broken:
            raise WorkshopError("broken")
        self.made.append((maker, *args))
        made: T = _QUICK.get(maker, maker)(*args, **kwargs)
        return made
