"""What the bot says without having been asked."""

from bot.texts.words import minutes

BELL = "⏱ Rest is over: next set."
DISCREET = "Your plan for today is ready."
DISCREET_WEEK = "Your week is ready: /progress shows it. All in all, is it better, the same or worse than a week ago?"
DISCREET_SILENCE = "Nothing was noted for a few days, and that is fine. What was it? The plan waits either way."
DISCREET_ANSWER = "There is an answer for you: tap to read it."
PATTERN_AGAIN = (
    "A week ago your answers did not fit the usual pattern. Has somebody looked at the knee, or has it changed?"
)
WELCOME_BACK = "Good to have you back. The plan has followed the break:"
SILENCE = (
    "Nothing was noted for a few days, and that is fine. Is it life, or the knee? "
    "The plan waits either way, and follows the length of the break."
)


def morning(run_minutes: float) -> str:
    """The morning after a run: the trap is feeling fine after an hour."""
    return f"<b>Good morning.</b> How is the knee, after yesterday's {minutes(run_minutes)}? 0 is none, 10 the worst."


def covered(text: str) -> str:
    """An answer that a notification does not show: Telegram covers it until it is tapped."""
    return f"{DISCREET_ANSWER}\n\n<tg-spoiler>{text}</tg-spoiler>"
