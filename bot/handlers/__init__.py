"""Telegram in, action, text out. One module per feature; a handler parses, acts and says."""

from bot.handlers import (
    admin,
    checks,
    diary,
    fallback,
    looks,
    onboarding,
    papers,
    pausing,
    questions,
    run_files,
    settings,
    sounds,
    tapping,
    today,
    typed,
    workout,
)
from bot.handlers.registry import Handler

HANDLERS: list[Handler] = [
    *admin.HANDLERS,
    *fallback.FIRST,
    *onboarding.HANDLERS,
    *today.HANDLERS,
    *workout.HANDLERS,
    *diary.HANDLERS,
    *checks.HANDLERS,
    *sounds.HANDLERS,
    *tapping.HANDLERS,
    *looks.HANDLERS,
    *papers.HANDLERS,
    *run_files.HANDLERS,
    *pausing.HANDLERS,
    *settings.HANDLERS,
    *questions.HANDLERS,
    *typed.HANDLERS,
    *fallback.HANDLERS,
]
"""In the order in which they are tried."""
BEFORE_ALL: list[Handler] = [admin.FIRST]
"""Looks at every message first, and takes only what somebody was asked for."""
AFTER_ALL: list[Handler] = [admin.LAST]
"""Looks at a message once it was answered."""
