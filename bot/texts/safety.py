"""When this is not for a bot. Country-neutral: a number is never guessed."""

from collections.abc import Sequence

from bot.texts import labels
from bot.texts.words import blocks, lines
from protocols.model import RedFlag, Severity

_HEAD = {
    Severity.EMERGENCY: "🚨 <b>Please get emergency help now.</b>",
    Severity.URGENT: "⛔ <b>Please be seen by a doctor today.</b>",
    Severity.PROFESSIONAL: "✋ <b>Please ask a professional first.</b>",
}
_WHAT = {
    Severity.EMERGENCY: "Call your local emergency number, or have somebody bring you to an emergency department. "
    "Do not wait to see whether it passes, and do not drive yourself.",
    Severity.URGENT: "A doctor, an urgent care centre or an emergency department can look at it today. "
    "Until then: no running, no exercises, and take the weight off it.",
    Severity.PROFESSIONAL: "A doctor or physiotherapist who knows your history should agree before you exercise with "
    "me. Show them the plan: hip strength, then a graded return to running.",
}
_SIGNS = {
    "blood_clot": "A possible blood clot",
    "stroke": "A drooping face, slurred speech or a weak arm",
    "allergic_reaction": "Swelling of lips, tongue or throat",
    "stomach_bleed": "Black stools or vomiting blood",
    "overdose": "Too many tablets at once",
    "hot_knee": "A hot, red or swollen knee",
    "deformed_knee": "A knee or leg that has changed its shape",
    "young_limp": "A limp with hip or knee pain, under 16",
    "severe_pain": "Pain of 8 or more",
    "chest_pain": "Chest pain",
    "cold_foot": "A cold or numb foot",
    "saddle_numbness": "Numbness between the legs, or trouble with bladder or bowel",
    "bone_stress": "Pain with every step, or at rest",
    "crisis": "You are not safe",
    "heard_emergency": "Something that sounded like an emergency",
    "heard_urgent": "Something that sounded like it has to be looked at",
}
_CRISIS = blocks(
    "❤️ <b>I am sorry it is this heavy. You matter more than any plan.</b>",
    "If you may hurt yourself, please call your local emergency number now, or a crisis line in your country, or go to "
    "somebody you trust and do not stay alone.",
    "I am software and cannot help with this the way a person can. Nobody is told what you wrote here.",
)
_KNEE_SIGNS = (
    "the knee is hot, swollen or locked, gave way or was hurt in a fall, if you cannot put weight on it or it hurts at "
    "night"
)
MISHEARD = blocks(
    "Did I take it the wrong way? I listen for warning signs, and would rather hear one too many.",
    f"If {_KNEE_SIGNS}; if a calf is swollen, a foot numb or cold; if your chest hurts, you are short of breath, faint "
    "or feverish: leave it as it stands, and please be seen.",
    "I note that it was taken back.",
)
READING_ONLY = "⛔ <b>Your plan is stopped.</b> This is for reading only: no running, no exercises for now."
SESSION_OVER = "This session is over: no exercises until a professional has cleared you."
AFTER = "I have stopped your plan and its reminders. It waits here until a professional has cleared you."
SEEN = "<b>How are you today?</b> Were you seen by a doctor or physiotherapist? The plan waits until then."
NOT_YET = "Thank you for telling me. The plan waits. Please do get seen, even if it feels better."
CONFIRM_CLEARED = "Has a doctor or physiotherapist examined you and said that exercise and running are fine for you?"
SLIPPED = "Then it never happened: the plan is as it was before. How is the knee really?"
SLIPPED_ANSWER = "Then it never happened. Please answer that question again."
WELCOME_BACK = "Good to hear. We go on, one step easier than before."


def slip(pain: int) -> str:
    """Was it a slip? One question first, since the answer gives the exercises back."""
    return blocks(
        f"You noted <b>{pain} of 10</b>. Was that a slip of the finger?",
        f"If {_KNEE_SIGNS}: leave it as it stands, and please be seen.",
        "I can take this back once in a while only, and I note that I did.",
    )


def sign(flag: str, screen: str | None) -> str:
    """The red flag in words."""
    return _SIGNS.get(flag) or labels.option(screen or "", flag)


def advice(flags: Sequence[RedFlag]) -> str:
    """What to do about standing red flags: the most serious one leads."""
    if any(flag.id == "crisis" for flag in flags):
        return _CRISIS
    order = list(Severity)
    worst = min((flag.severity for flag in flags), key=order.index)
    said = lines(*(f"• {sign(flag.id, flag.screen)}" for flag in flags))
    return blocks(_HEAD[worst], f"Because you said:\n{said}", _WHAT[worst], AFTER)
