"""What the bot says, as a value: text, buttons and how to deliver them. No Telegram here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.media.data.charts import Chart, Theme
from protocols.model import Step

Rows = tuple[tuple["Button", ...], ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. `data` comes back when it is tapped (at most 64 bytes)."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """Keys in place of the phone's keyboard. `asks_location` turns the first one into "share my location"."""

    labels: tuple[tuple[str, ...], ...]
    asks_location: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of an exercise at one of its levels; `side` is the leg that works: left or right."""

    exercise: str
    level: str
    side: Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Film:
    """The same exercise in motion, looping."""

    exercise: str
    level: str
    side: Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of one runner's own figures, which `make(data, theme)` draws anew each time."""

    make: Callable[[Any, Theme], Chart]
    data: object
    theme: Theme = "light"


@dataclass(frozen=True, slots=True)
class StepAudio:
    """The sound of one run step; without `spm`, steps per minute, there are cues and no clicks."""

    step: Step
    spm: int | None


@dataclass(frozen=True, slots=True)
class Beat:
    """A plain metronome at `spm` steps per minute."""

    spm: float


@dataclass(frozen=True, slots=True)
class Speech:
    """One message: Telegram HTML and the buttons below it. With a picture or a sound the text is its caption."""

    text: str
    buttons: Rows = ()
    keyboard: ReplyKeyboard | None = None
    silent: bool = False
    pin: bool = False
    card: str | None = None  # the kind of living card it becomes
    picture: Picture | Film | Drawn | None = None  # the text is then its caption: at most 1,024 characters
    sound: StepAudio | Beat | None = None  # likewise
    then: "Speech | None" = None  # follows right after; when it cannot be sent, this one stands all the same

    @property
    def looks(self) -> str:
        """Whatever of it an edit can change, as one string."""
        return repr((self.text, self.buttons, self.picture))


def rows(buttons: list[Button], width: int) -> Rows:
    """Lay buttons out, `width` in a row."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
