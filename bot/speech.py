"""What the bot says, as a value: text, buttons and how to deliver them. No Telegram here."""

from dataclasses import dataclass
from typing import Literal

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
class Speech:
    """One message: Telegram HTML and the buttons below it."""

    text: str
    buttons: Rows = ()
    keyboard: ReplyKeyboard | None = None
    silent: bool = False
    pin: bool = False
    card: str | None = None  # the kind of living card it becomes
    picture: Picture | None = None  # the text is then its caption: at most 1,024 characters


def rows(buttons: list[Button], width: int) -> Rows:
    """Lay buttons out, `width` in a row."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
