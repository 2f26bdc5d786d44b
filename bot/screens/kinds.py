"""The kinds of cards that live on."""

from bot.speech import Speech

QUESTION, TODAY, WORKOUT, RUN, SETTINGS = "question", "today", "workout", "run", "settings"
CADENCE = "cadence"
Card = tuple[str, Speech]
