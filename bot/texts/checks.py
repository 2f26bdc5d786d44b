"""Self-tests, cadence, the weekly feeling, a flare, a missed week, the paper for a professional."""

from bot.media.cadence_taps import COUNTS as TIMES
from bot.texts.reasons import why
from bot.texts.words import blocks, lines, number, plural
from protocols.diary import Feeling, Shoes, Test
from protocols.model import RehabProtocol
from protocols.outlook import Plan

AMOUNT = {
    "walk": "How long did you walk briskly?",
    "step_down": "How many step-downs did you do on each side?",
}
PAIN = "The worst pain while you did it? 0 is none, 10 the worst there is."
CADENCE = blocks(
    "<b>How many steps do you take?</b>",
    f"Run easily, count how often your right foot lands in 30 seconds, and send me the number. {TIMES} times in all.",
)
FEELING = "And all in all: is the knee better, the same or worse than a week ago?"
FLARE = blocks("<b>I am sorry it flared up.</b>", "First: is any of these true? If not, I ask for a number next.")
LIFE = "Life happens. There is nothing to catch up on: the next session is in /today, and one a week beats none."
OBSTACLES = {
    "time": "Then make it smaller, not rarer: the 10-minute version is one set of each exercise and counts in part. "
    "Other days or another reminder time may fit better, too.",
    "bored": "It is dull work, and it is what helps. Tie it to something you do anyway, put music on, and look at what "
    "comes next: every exercise has a harder version once it goes well.",
    "kit": "Every exercise has a version without anything. Tell me what you have, and I leave the rest out.",
}
HOW_MANY = (
    "Well done, then. How many strength sessions were there in the last seven days? They count towards the week, "
    "and move no level and no run step."
)
NO_ROOM = "The last days are noted already, so there is nothing to add."
SHOES = "Which shoes do you run in now?"
REFERRAL = blocks(
    "<b>Whom to see, and what to bring</b>",
    lines(
        "• A sports physiotherapist or a sports medicine doctor.",
        "• When it keeps coming back in spite of steady work: ask for a gait analysis.",
        "• Bring: where it hurts and when it starts, what you did in the last weeks (/report makes one "
        "page of it), and your running shoes.",
    ),
    "Until then the strength work goes on as far as it is comfortable, and the running does not go up.",
    "<i>A · When To See A Professional</i>",
)


def counted(counts: tuple[int, ...]) -> str:
    """`2 of 4. Once more …`."""
    return f"<b>{len(counts)} of {TIMES}</b>: {counts[-1]}. Once more, when you have your breath."


def cadence(spm: float, plan: Plan, protocol: RehabProtocol) -> str:
    """What was measured and what follows."""
    target = plan.cadence
    reason = why(protocol, target.reasons[0]) if target and target.reasons else None
    return blocks(f"<b>Noted: {number(spm)} steps a minute.</b>", reason)


def test_saved(entry: Test) -> str:
    """A test was noted."""
    what = f"{number(entry.amount)} min brisk walk" if entry.test == "walk" else f"{number(entry.amount)} step-downs"
    return f"<b>Noted:</b> {what}, pain {entry.pain}. /progress and “Next gate” show what it means."


def feeling_saved(entry: Feeling) -> str:
    """The weekly feeling was noted."""
    return {
        "better": "Good to hear. Noted.",
        "same": "Noted. It often stands still for a while; the numbers tell more than one week does.",
        "worse": "I am sorry. Noted. A number helps me more: /pain. If it flared up: /flare.",
    }[entry.feeling]


def shoes_saved(entry: Shoes) -> str:
    """Other shoes were noted."""
    if entry.minimal:
        return "Noted. Minimal shoes load hip and band more: supportive, cushioned ones are kinder until it is calm."
    return "Noted."


def filled_in(sessions: int) -> str:
    """Sessions were filled in."""
    return f"Noted: {plural(sessions, 'strength session')} of the last days." if sessions else NO_ROOM
