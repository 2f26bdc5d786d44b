"""Day 0, question by question."""

from collections.abc import Sequence
from datetime import datetime, time

from bot.texts import labels
from bot.texts.words import blocks, clock, lines, safe
from protocols.intake import Pattern, PatternItem

CONSENT_VERSION = "1"

WELCOME = blocks(
    "<b>Hello, I am Strideback.</b>",
    "I coach runners through rehab of iliotibial band pain: strength work, a careful way back to running, and what is "
    "safe today. I work from one article and say where every rule comes from.",
    "I am software, not a doctor. I cannot examine you, and nothing here is a diagnosis. No clinician has reviewed me.",
    "First come some twenty short questions: about four minutes, mostly taps. You can stop and go on at any time.",
)

WELCOME_BACK = "<b>Welcome back.</b> Nothing was forgotten. We go on where you stopped."

CONSENT = blocks(
    "<b>Before we start: your health data</b>",
    lines(
        "To coach you I keep what you tell me about your knee, your runs and your exercises.",
        "• Encrypted, on the machine that runs me. Never sold, never shared.",
        "• Kept until you erase it, or 12 months after you were last here.",
        "• See it with /mydata, erase it with /delete, withdraw at any time in /settings.",
    ),
    "Do you agree that I use it for this?",
)

DECLINED = blocks(
    "Fine. I keep nothing but this chat's number. You can still look at /exercises and ask me anything about "
    "iliotibial band pain.",
    "Change your mind with /start whenever you like.",
)

TOO_YOUNG = blocks(
    "Thank you for saying so. I am made for people of 16 and over, so I cannot coach you.",
    "Knee or hip pain while you are growing deserves a look by a doctor or physiotherapist soon. "
    "Please go with a parent or another adult.",
)

AGE_SURE = "You said that you are under 16. Is that right?"

_ASK = {
    "age": "How old are you?",
    "safety_now": "<b>Safety first.</b> Is any of these true right now? Tick what fits.",
    "safety_knee": "And any of these?",
    "safety_history": "Last safety question. Does any of these apply to you?",
    "pattern_where": "Where does it hurt most?",
    "pattern_comes_on": "When you run: are the first minutes fine, and then the pain comes on?",
    "pattern_worse": "Is it worse downhill, on sloping roads or in tight turns one way?",
    "pattern_settles": "Does it settle soon when you rest?",
    "pattern_swelling": "Is the knee swollen?",
    "pattern_mechanical": "Does it catch, lock or click painfully?",
    "side": "Which knee?",
    "worse_side": "Which one is worse? The plan follows that one.",
    "onset": "Where in a run does the pain start? Tap, or type it: <code>3.6 km</code> or <code>25 min</code>.",
    "volume": "How much did you run in a usual week before it hurt? Tap, or type: <code>24 km</code> or "
    "<code>150 min</code>.",
    "longest": "Your longest run in the last 30 days?",
    "run_pain": "How bad does it get on a run? 0 is none, 10 the worst there is.",
    "daily_pain": "And in daily life today: stairs, walking, sitting?",
    "changed": "What changed in the weeks before it started? Tick all that fit.",
    "kit": "What do you have at hand? Everything works without, too.",
    "days": "Which days suit you? I place three strength sessions and your runs on them.",
}

ZONE = blocks(
    "<b>Where are you?</b> Then reminders come at your own time.",
    "Share your location (I keep the time zone only), type a city, or pick from a list.",
)
TRAVEL = "<b>Where are you now?</b> Share your location (I keep the time zone only) or type the city."
REMIND_AT = "At what time shall I remind you? Tap, or type a time such as <code>18:30</code>."
ZONE_UNKNOWN = "I do not know that place. Try the nearest big city, or pick from the list."
ZONE_CHECK = "Which of these is right? Look at the time beside it."
ZONE_DONE = "That was all. Here is your plan."
ZONE_PICK_REGION = "Which part of the world?"
ZONE_PICK = "Pick the place whose clock you share."

_PATTERN_WORDS = {
    "pattern_where": "Where it hurts",
    "pattern_comes_on": "Comes on after a while",
    "pattern_worse": "Worse downhill, on slopes or in turns",
    "pattern_settles": "Settles soon with rest",
    "pattern_swelling": "Swelling",
    "pattern_mechanical": "Catching or locking",
}


def question(question_id: str, place: tuple[int, int]) -> str:
    """A question with its place in the row: `4 of 19`."""
    number, total = place
    return blocks(f"<i>{number} of {total}</i>" if number else None, _ASK[question_id])


def ask(question_id: str) -> str:
    """The bare question."""
    return _ASK[question_id]


def zone_set(zone: str, remind_at: time | None) -> str:
    """`Your clock: Lisbon. Reminders stay at 07:00, on that clock.`"""
    stay = f" Reminders stay at {clock(remind_at)}, on that clock." if remind_at else ""
    return f"Your clock: <b>{safe(zone.rsplit('/', 1)[-1].replace('_', ' '))}</b>.{stay}"


def clock_in_doubt(now: datetime) -> str:
    """`Is it 02:10 for you?`"""
    return f"A word on the clock: is it <b>{clock(now)}</b> for you? If not, reminders come at the wrong time."


def pattern(outcome: Pattern, items: Sequence[PatternItem]) -> str:
    """The outcome of the pattern check. Never a diagnosis."""
    agree = sum(item.agrees is True for item in items)
    count = f"Your answers match {agree} of {len(items)} signs that the article lists for iliotibial band pain."
    return {
        Pattern.FITS: blocks(count, "That is a comparison, not a diagnosis."),
        Pattern.UNCLEAR: blocks(
            count,
            "That is not a clear picture. We can go on, and please book a physiotherapist or sports doctor who can "
            "examine the knee. Take what I say as education until then.",
        ),
        Pattern.DOES_NOT_FIT: blocks(
            count,
            "Pain with another pattern points to another cause, so a plan from me could be wrong for you. "
            "Please have the knee examined by a physiotherapist or sports doctor.",
            "You can still ask me anything, and I will ask again in a week.",
        ),
    }[outcome]


def pattern_decided(items: Sequence[PatternItem]) -> str:
    """Each answer of the pattern check and how it compares."""
    signs = {True: "✓ fits", False: "✗ differs", None: "? open"}
    rows = [
        f"{signs[i.agrees]} · {_PATTERN_WORDS[i.question]}: {labels.option(i.question, i.answer).lower()}"
        for i in items
    ]
    return blocks(lines(*rows), "<i>A · The Classic Symptom Pattern</i>")


NOT_UNDERSTOOD = {
    "pain": "A number from 0 (none) to 10 (the worst there is), please.",
    "amount": "A distance or a time, please: <code>3.6 km</code> or <code>25 min</code>. Or tap one.",
    "one": "Please tap one of the answers, or type its words.",
    "many": "Tick what fits, then tap Done. You can type it too, or <code>none</code>.",
    "weekdays": "Tap the days, or type them: <code>mon wed fri</code>.",
}
