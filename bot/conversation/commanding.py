"""Commands said in plain words: `help`, `stop`, `delete my data`. They hold at any time, during the intake as well."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

from telegram.ext import CommandHandler

from bot.context import Chat
from bot.conversation.routes import Step
from bot.conversation.shown import plain
from bot.texts.commands import COMMANDS

_OTHERWISE = frozenset({"start", "pause"})  # words that mean something else, or more, in the middle of a plan
_PHRASES = {
    "help": ("help me", "what can you do", "how does this work", "menu", "commands"),
    "stop": (
        "stop messages",
        "stop writing",
        "stop messaging me",
        "stop reminding me",
        "no more messages",
        "unsubscribe",
    ),
    "delete": (
        "delete everything",
        "delete my data",
        "delete my account",
        "erase everything",
        "erase my data",
        "forget me",
    ),
    "mydata": (
        "my data",
        "show my data",
        "export",
        "export my data",
        "download my data",
        "what do you know about me",
    ),
    "undo": ("undo that", "take it back", "take that back"),
    "support": ("talk to a human", "talk to a person", "contact"),
    "start": ("i want to start", "i want to begin", "let's start", "let's begin", "begin"),
    "flare": ("it got worse", "a flare", "flare up", "it flared up"),
}
_FILLER = re.compile(
    r"^(?:(?:no|oh|oops|sorry|ok|okay|please|hey|hi) )+(?=(?:that|it|i|what|can|how|remind|show|delete|stop)\b)"
    r"|(?: please)$"
)
_SAID = {name: name for name in COMMANDS if name not in _OTHERWISE}
_SAID |= {phrase: name for name, phrases in _PHRASES.items() for phrase in phrases}


def bare(text: str) -> str:
    """`OK, what now?` → `ok what now`: whole sentences to look up."""
    return _FILLER.sub("", plain(text).replace(",", "").rstrip("? "))


def commanded(text: str) -> Step | None:
    """The command that these words are, whole; None for anything else."""
    name = _SAID.get(bare(text))
    return (lambda chat: give(chat, name)) if name else None


async def give(context: Chat, name: str) -> None:
    """Do what `/name` does."""
    handlers: Iterable[Any] = chain.from_iterable(context.application.handlers.values())
    handler = next(h for h in handlers if isinstance(h, CommandHandler) and name in h.commands)
    context.args = []
    await handler.callback(context.event, context)
