"""What is said around messages between a runner and the team. Pure. No template gives medical advice."""

from collections.abc import Sequence

from bot.texts.words import blocks, clipped, lines, safe

ASK = (
    "Write your next message to the people behind this bot: what does not work, what is missing, what worries you "
    "about your data. They see your words and a number, not your name or your diary. They are not doctors: for "
    "anything urgent, call your local emergency number."
)
NEVER_MIND = "Never mind"
LEFT = "Fine, nothing goes to the team."
SENT = "The team has it. Their answer comes here."
NOBODY = "Nobody of the team can be reached right now. Your message is kept."
REPLY = "↩️ Reply"
WRITE_BACK = "Write back"
REPLIED = "Sent."
UNREACHED = "The runner cannot be reached any more."
ONLY_TEXT = "Only text goes to the team. Write it in words, or /support again later."


ALARM = "⛔ I have told them at once that this has to be looked at. Do not advise on it; answer the rest."


def relayed(thread: int, text: str, *, alarm: bool) -> str:
    """What an admin sees: a number and the words, and whether they sound like a red flag."""
    how = "<i>Reply to this message, or tap.</i>"
    return blocks(f"<b>Support #{thread}</b>", safe(text), ALARM if alarm else None, how)


def colleague(thread: int, text: str) -> str:
    """What the others of the team see when one of them has answered."""
    return blocks(f"<b>Support #{thread}</b> · a colleague answered", safe(text))


def history(thread: int, said: Sequence[tuple[bool, str]]) -> str:
    """The conversation so far."""
    shown = (f"{'Team' if by_team else 'Runner'}: {clipped(text)}" for by_team, text in said[-8:])
    return blocks(f"<b>Support #{thread}</b>", lines(*shown), "Your next message is the reply.")


def answer(text: str) -> str:
    """What the runner gets."""
    return blocks("<b>The team answers</b>", safe(text))
