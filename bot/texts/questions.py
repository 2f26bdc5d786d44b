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
TO_CONFIRM = "Kept. It is published when another editor confirms it; I have shown it to them."
NO_COLLEAGUE = (
    "Kept. Another editor has to confirm it before anybody sees it, but I could reach none: they have to be in ADMINS "
    "and /start me. It waits in /questions."
)
CONFIRM_HEAD = "A colleague's answer. Is it right, and free of doses, brands, diagnoses and promises?"
WAITS_HEAD = "Your answer waits for another editor"
PUBLISHED_HEAD = "A published answer"
PUBLISHED_NOTES = "Published answers"
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


def published(questions: Sequence[str]) -> str:
    """The answers there are, by what was asked."""
    asked = (f"{nth}. {safe(text)}" for nth, text in enumerate(questions, 1))
    return blocks(f"<b>{PUBLISHED_NOTES}</b>", lines(*asked) if questions else "Nothing is published yet.")


def note(head: str, question: str, answer: str) -> str:
    """An answer: to confirm, or published."""
    return blocks(f"<b>{head}</b>", f"<i>{safe(question)}</i>", safe(answer))


def answered(question: str, answer: str) -> str:
    """What whoever asked is told."""
    return blocks(
        "You asked me something I could not answer. Now the team has:",
        f"<i>{safe(question)}</i>",
        safe(answer),
        "Source: an editor's note of the team, not the article (P).",
    )
