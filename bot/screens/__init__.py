"""What a runner sees at a moment: the state of a visit in, a `Speech` out. Nothing is sent here.

A card that lives on has a kind; there is at most one of each kind in a chat.
"""

from bot.screens.answers import answered, not_understood, passage, teaches_exercise, topic, topics
from bot.screens.cadence import cadence_noted
from bot.screens.checks import counted, counting, flare, obstacle, self_test
from bot.screens.diary import (
    log_menu,
    noted,
    pain_noted,
    run_card,
    run_from_file,
    run_noted,
)
from bot.screens.exercises import exercise, exercises, film, workout_card
from bot.screens.intake import alarm, consent, flagged, slip
from bot.screens.kinds import CADENCE, QUESTION, RUN, SETTINGS, TODAY, WORKOUT, Card
from bot.screens.knees import other_knee_scale, pain_scale
from bot.screens.now import After, after, current, if_consented, if_ready, in_the_way, is_ready, unless_barred
from bot.screens.plan import gate, offer, progress, slower, week, why
from bot.screens.reminders import reminder
from bot.screens.settings import after_setting, after_zone, setting, settings, ticking, travel
from bot.screens.today import today

__all__ = [
    "CADENCE",
    "QUESTION",
    "RUN",
    "SETTINGS",
    "TODAY",
    "WORKOUT",
    "After",
    "Card",
    "after",
    "after_setting",
    "after_zone",
    "alarm",
    "answered",
    "cadence_noted",
    "consent",
    "counted",
    "counting",
    "current",
    "exercise",
    "exercises",
    "film",
    "flagged",
    "flare",
    "gate",
    "if_consented",
    "if_ready",
    "in_the_way",
    "is_ready",
    "log_menu",
    "not_understood",
    "noted",
    "obstacle",
    "offer",
    "other_knee_scale",
    "pain_noted",
    "pain_scale",
    "passage",
    "progress",
    "reminder",
    "run_card",
    "run_from_file",
    "run_noted",
    "self_test",
    "setting",
    "settings",
    "slip",
    "slower",
    "teaches_exercise",
    "ticking",
    "today",
    "topic",
    "topics",
    "travel",
    "unless_barred",
    "week",
    "why",
    "workout_card",
]
