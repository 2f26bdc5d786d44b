"""Day 0 in one line: a runner whose left knee fits the pattern, and what they answer."""

import uuid
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from bot.simulation.runners import INTAKE
from protocols.diary import Answer, Value

if TYPE_CHECKING:
    from tests.support.persona import Persona

ANSWERS: Mapping[str, Value] = INTAKE | {
    "longest": "8 km",
    "run_pain": 5,
    "changed": ("downhill",),
    "kit": ("band", "step"),
}
TYPED: Mapping[str, str] = {
    "age": "16 or over",
    "safety_now": "none",
    "safety_knee": "none of these",
    "safety_history": "no",
    "pattern_where": "outside",
    "pattern_comes_on": "yes",
    "pattern_worse": "not sure",
    "pattern_settles": "Yes.",
    "pattern_swelling": "no",
    "pattern_mechanical": "NO",
    "side": "both",
    "worse_side": "left",
    "onset": "3,6k",
    "volume": "150 min",
    "longest": "5 miles",
    "run_pain": "5/10",
    "daily_pain": "two",
    "changed": "more downhill, minimal shoes",
    "kit": "resistance band and ankle weight",
    "days": "mon wed fri and sunday",
    "time": "7:30 am",
    "zone": "UTC",
}
"""One way to type each answer, in the order asked."""


def answered(at: datetime, answers: Mapping[str, Value]) -> list[Answer]:
    """The intake as diary entries, all of one moment."""
    return [
        Answer(id=uuid.uuid4().hex, on=at.date(), at=at, question=question, value=value)
        for question, value in answers.items()
        if value is not None
    ]


async def answering(rita: "Persona") -> AsyncIterator[tuple[str, str]]:
    """Type one answer after the other; before each, gives the question's id and how it was heard."""
    await rita.says("/start")
    heard = await rita.taps("I agree")
    for question, typed in TYPED.items():
        yield question, heard
        heard = await rita.says(typed)


async def reaches(rita: "Persona", until: str) -> str:
    """Type the answers up to a question (to the end for ""); returns what was heard last."""
    heard = ""
    async for question, heard in answering(rita):
        if question == until:
            return heard
    return await rita.taps("UTC · 07:00")
