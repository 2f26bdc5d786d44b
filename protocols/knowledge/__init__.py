"""Questions and answers: triage, then log intent, then the question, then small talk. Pure and deterministic."""

from protocols.knowledge.intent import parse_log
from protocols.knowledge.knowledge import Knowledge
from protocols.knowledge.loader import load
from protocols.knowledge.model import Alarm, Answer, Correction, Entry, Kind, LogIntent, Note, Topic

__all__ = [
    "Alarm",
    "Answer",
    "Correction",
    "Entry",
    "Kind",
    "Knowledge",
    "LogIntent",
    "Note",
    "Topic",
    "load",
    "parse_log",
]
