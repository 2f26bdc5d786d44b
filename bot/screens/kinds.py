"""The kinds of cards that live on."""

from bot.speech import Speech

QUESTION, TODAY, WORKOUT, RUN, SETTINGS = "question", "today", "workout", "run", "settings"
Card = tuple[str, Speech]
