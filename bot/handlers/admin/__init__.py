"""Everything behind an admin's door, and what runners see of it: topics to leave."""

from bot.handlers.admin import broadcast, dashboard, questions, running, support, topics
from bot.handlers.admin.doors import Door
from bot.handlers.admin.overheard import FIRST, LAST
from bot.handlers.registry import Handler

DOORS: list[Door] = [*broadcast.DOORS, *running.DOORS, *dashboard.DOORS, *questions.DOORS, *support.DOORS]
"""Every way to an admin's act, each with the role it needs; a test tries them all."""

HANDLERS: list[Handler] = [
    *(door.handler() for door in DOORS),
    *topics.HANDLERS,
    *questions.HANDLERS,
    *support.HANDLERS,
]

__all__ = ["DOORS", "FIRST", "HANDLERS", "LAST"]
