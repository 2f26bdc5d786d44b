"""What admins read about the queue of questions, and runners about its answers. Pure."""

from collections.abc import Sequence

from bot.texts.words import blocks, lines, plural, safe

ANSWER = "✍️ Answer"
SET_ASIDE = "Set aside"
CONFIRM = "Confirm and publish"
WITHDRAW = "Withdraw"
TELL_ME = "🔔 Tell me when you know"
WILL_TELL = "I will tell you when the team has an answer."
NOTHING_TO_TELL = "I keep no question of yours, so there is nothing to tell later."
EMPTY = "No question waits."
ASIDE = "Set aside."
TO_CONFIRM = "Kept. It is published when another editor confirms it, in /questions."
PUBLISHED = "Published. Those who wished are told."
WITHDRAWN = "Withdrawn. Its questions are back in the queue."


def queue(groups: Sequence[tuple[str, int]], unhelpful: Sequence[tuple[str, str]], unconfirmed: int) -> str:
    """Groups with their sizes, passages that did not help, notes to confirm."""
    asked = (f"{nth}. ({count}×) {safe(text)}" for nth, (text, count) in enumerate(groups, 1))
    down = (f"• {safe(title)}: {count}" for title, count in unhelpful)
    return blocks(
        "<b>Questions without an answer</b>",
        lines(*asked) if groups else EMPTY,
        lines("<b>Passages that got 👎</b>", *down) if unhelpful else None,
        f"{plural(unconfirmed, 'answer')} to confirm." if unconfirmed else None,
    )


def group(texts: Sequence[str]) -> str:
    """One group: how it was asked."""
    return blocks("<b>Asked like this</b>", lines(*(f"• {safe(text)}" for text in texts)))


def ask(texts: Sequence[str]) -> str:
    """What an answer must be."""
    return blocks(
        group(texts),
        "Write the answer as your next message: plain words, no dose, no brand, no diagnosis, no promise. It is marked "
        "as an editor's note. Another editor confirms it before anybody sees it.",
    )


def note(question: str, answer: str) -> str:
    """A note to confirm."""
    return blocks("<b>An answer to confirm</b>", f"<i>{safe(question)}</i>", safe(answer))


def answered(question: str, answer: str) -> str:
    """What whoever asked is told."""
    return blocks(
        "You asked me something I could not answer. Now the team has:",
        f"<i>{safe(question)}</i>",
        safe(answer),
        "Source: an editor's note of the team, not the article (P).",
    )
