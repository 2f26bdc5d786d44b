"""The kinds of cards that live on, and what a screen is."""

from collections.abc import Awaitable, Callable

from bot.actions.visit import Visit
from bot.speech import Speech

QUESTION, TODAY, WORKOUT, RUN, SETTINGS = "question", "today", "workout", "run", "settings"
CADENCE = "cadence"
Card = tuple[str, Speech]
Screen = Callable[[Visit], Awaitable[Speech]]
