"""The values that questions and answers are made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Kind(StrEnum):
    """What came of a message; the values are the names used in JSON."""

    ANSWER = "answer"
    ABSTAIN = "abstain"
    EMERGENCY = "emergency"
    URGENT = "urgent"
    PROFESSIONAL = "professional"
    CRISIS = "crisis"
    LOG = "log"
    CHAT = "chat"


ALARMS = (Kind.CRISIS, Kind.EMERGENCY, Kind.URGENT, Kind.PROFESSIONAL)
"""Alarm levels, gravest first."""


@dataclass(frozen=True, slots=True)
class Note:
    """Evidence from outside the article, with the study or body it comes from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage of the knowledge base, in our own words.

    `sections` name the article's headings, `facts` the numbered facts the body carries; `tag` says where it comes
    from: A (article), E (evidence) or P (product default).
    """

    id: str
    title: str
    sections: tuple[str, ...]
    facts: tuple[str, ...]
    tag: str
    topic: str
    aspect: str
    phrasings: tuple[str, ...]
    body: str
    note: Note | None


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme to browse; `entries` in reading order."""

    id: str
    title: str
    group: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A belief the message took for granted that the article contradicts, and what to say first."""

    id: str
    text: str
    entry: str


HEARD = "heard_"
"""How the ids of alarms begin that no rule named."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A triage finding. `other` is true when it is about somebody else: advise, but leave the runner's own state."""

    id: str
    level: Kind
    matched: str
    other: bool = False

    @property
    def heard(self) -> bool:
        """Whether it only sounds like a red flag: no rule names a sign in it."""
        return self.id.startswith(HEARD)


@dataclass(frozen=True, slots=True)
class LogIntent:
    """Something the runner did or felt, read out of a sentence. `days_ago` 0 is today; pain 0–10."""

    kind: Literal["run", "pain", "workout", "cross"]
    minutes: float | None = None
    km: float | None = None
    pain: int | None = None
    onset_km: float | None = None
    onset_minutes: float | None = None
    never_hurt: bool = False
    surface: str | None = None
    cadence: int | None = None
    limp: bool = False
    days_ago: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot makes of one message. `related` begins with what the question may have meant besides;
    `either`: one of its two passages is meant, and it is not clear which; `silent` names the theme the article leaves
    out; `asks`: it asks something in so many words.
    """

    kind: Kind
    entries: tuple[Entry, ...] = ()
    premise: Correction | None = None
    alarm: Alarm | None = None
    log: LogIntent | None = None
    nearest: tuple[Topic, ...] = ()
    related: tuple[Entry, ...] = ()
    chat: str | None = None
    silent: str | None = None
    now: str | None = None
    either: bool = False
    asks: bool = False
