"""What is said before data of somebody who has left is erased."""

from datetime import date

from bot.texts.words import day


def warning(on: date) -> str:
    """A year without a word; what happens, and how to stop it."""
    return (
        "It has been a year since we last spoke, so I will soon forget you: everything I hold about you is erased on "
        f"<b>{day(on)}</b>. Send /start before then and it stays; /mydata gives you a copy. To let it go, do nothing."
    )
