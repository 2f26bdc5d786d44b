"""Answers, as Telegram HTML or plain text. Pure."""

import re
from collections.abc import Callable
from html import unescape

from bot.texts.alarms import WHY
from bot.texts.words import blocks, lines, listing, safe
from protocols.knowledge.model import Alarm, Answer, Entry, Kind, Topic

_CALL = "Call your local emergency number now, or have somebody take you to an emergency department."
_STOP = "Stop running and stop the exercises until you have been checked."
_URGENT = f"Please be seen today: a doctor, an urgent care centre or an emergency department. {_STOP}"
_BOOK = (
    "Please book an appointment with a sports medicine doctor or a physiotherapist: they can look for what is "
    "behind it and refine the plan."
)
_NO_DIAGNOSIS = "I am software and cannot tell what it is; this is a reason to be examined, not a diagnosis."
_CRISIS = blocks(
    "❤️ <b>I am really sorry it is this heavy. You matter, far more than any running.</b>",
    "Please talk to a person now: somebody you trust, a crisis line in your country, or your local emergency number "
    "if you may hurt yourself. Do not stay alone with it.",
    "I am software and cannot help with this the way people can. The knee can wait: no running and no exercises for "
    "now.",
)
_PRO_SOURCE = {"other_place": "The Classic Symptom Pattern", "morning_stiffness": "The Classic Symptom Pattern"}
_HEADS = {
    Kind.EMERGENCY: "🚨 <b>This needs emergency help.</b>",
    Kind.URGENT: "⛔ <b>This has to be looked at today.</b>",
    Kind.PROFESSIONAL: "✋ <b>This is a case for a professional.</b>",
}
_ADVICE = {
    Kind.EMERGENCY: f"{_CALL} {_STOP}",
    Kind.URGENT: _URGENT,
    Kind.PROFESSIONAL: f"{_BOOK} Hold the running where it does not hurt, and no steps up until you have been checked.",
}
TOPICS = "<b>What would you like to know?</b>"
_ANYTHING = "Ask me anything about IT band syndrome, or tell me about a run."
_UNCLEAR = "I do not know: this is not in the article I answer from, so I will not guess."
_EITHER = "I take it you mean one of these:"
_TAG = re.compile(r"<[^<>]+>")


def render(answer: Answer, *, phase: str | None) -> str:
    """The answer as Telegram HTML; the "for you now" line only for a runner who is in a phase."""
    return _BY_KIND.get(answer.kind, _alarm)(answer, phase)


def plain(answer: Answer, *, phase: str | None = None) -> str:
    """The same answer without mark-up, for a terminal."""
    return unescape(_TAG.sub("", render(answer, phase=phase)))


def topic(found: Topic) -> str:
    """The head of a topic's list."""
    return f"<b>{safe(found.title)}</b>"


def card(entry: Entry) -> str:
    """One passage to share, with no personal data."""
    return blocks(f"<b>{safe(entry.title)}</b>", safe(entry.body), _note(entry), _source(entry.sections))


def _sourced(answer: Answer, phase: str | None) -> str:
    sections = tuple(dict.fromkeys(section for entry in answer.entries for section in entry.sections))
    return blocks(
        safe(answer.premise.text) if answer.premise else None,
        _EITHER if answer.either else None,
        *(_passage(entry, named=len(answer.entries) > 1) for entry in answer.entries),
        f"I know nothing about {safe(_topic_of(answer.silent))}: the article does not say." if answer.silent else None,
        f"<b>For you now:</b> {safe(answer.now)}" if answer.now and phase else None,
        *(_note(entry) for entry in answer.entries),
        _other(answer.alarm) if answer.alarm else None,
        _source(sections),
    )


def _passage(entry: Entry, *, named: bool) -> str:
    """What a passage says; with its title where it stands beside another."""
    return lines(f"<b>{safe(entry.title)}</b>" if named else None, safe(entry.body))


def _unknown(answer: Answer, _phase: str | None) -> str:
    first = (
        f"I do not know: the article I answer from says nothing about {safe(_topic_of(answer.silent))}."
        if answer.silent
        else _UNCLEAR
    )
    ask = "A pharmacist or doctor can tell you." if answer.silent and "medicine" in answer.silent else None
    near = listing([safe(topic.title) for topic in answer.nearest])
    other = _other(answer.alarm) if answer.alarm else None
    return blocks(lines(first, ask), other, f"What I can tell you about: {near}." if near else None)


def _alarm(answer: Answer, _phase: str | None) -> str:
    alarm = answer.alarm
    if alarm is None:
        return _UNCLEAR
    if alarm.level is Kind.CRISIS:
        return _CRISIS
    if alarm.other:
        return blocks(_HEADS[alarm.level], _other(alarm))
    why = WHY.get(alarm.id, "")
    said = f"You wrote “{safe(alarm.matched)}”. {why}"
    source = (
        _source((_PRO_SOURCE.get(alarm.id, "When To See A Professional"),))
        if alarm.level is Kind.PROFESSIONAL
        else None
    )
    return blocks(_HEADS[alarm.level], said, _ADVICE[alarm.level], _NO_DIAGNOSIS, source)


def _other(alarm: Alarm) -> str:
    """About somebody else: advice to pass on."""
    if alarm.level is Kind.CRISIS:
        return "About the other person: stay with them, and call your local emergency number or a crisis line together."
    advice = {
        Kind.EMERGENCY: "They need help now: call your local emergency number.",
        Kind.URGENT: "They should be seen by a doctor today, and not run or exercise until then.",
        Kind.PROFESSIONAL: "They should book an appointment with a sports medicine doctor or a physiotherapist.",
    }[alarm.level]
    return f"About the other person: {WHY.get(alarm.id, '')} {advice}"


def _logged(answer: Answer, _phase: str | None) -> str:
    log = answer.log
    if log is None:
        return _UNCLEAR
    what = {"run": "a run", "pain": "your pain", "workout": "a strength session", "cross": "cross training"}[log.kind]
    figures = (
        f"{log.minutes:g} min" if log.minutes else None,
        f"{log.km:g} km" if log.km else None,
        f"pain {log.pain}" if log.pain is not None else None,
    )
    said = ", ".join(figure for figure in figures if figure)
    return f"For your diary: {what}{': ' + said if said else ''}. Shall I save it?"


def _chatted(answer: Answer, _phase: str | None) -> str:
    return safe(answer.chat or _ANYTHING)


def _note(entry: Entry) -> str | None:
    return (
        f"<i>Evidence from outside the article: {safe(entry.note.text)} ({safe(entry.note.source)})</i>"
        if entry.note
        else None
    )


def _source(sections: tuple[str, ...]) -> str:
    return "Source: " + safe("; ".join(sections))


def _topic_of(silent: str) -> str:
    return silent.partition(";")[0]


_BY_KIND: dict[Kind, Callable[[Answer, str | None], str]] = {
    Kind.ANSWER: _sourced,
    Kind.ABSTAIN: _unknown,
    Kind.LOG: _logged,
    Kind.CHAT: _chatted,
}
