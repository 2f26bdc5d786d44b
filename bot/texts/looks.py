"""Words around charts and animations."""

from typing import Final

from bot.texts.words import safe

CHARTS: Final = {
    "pain": "📈 Pain and onset",
    "minutes": "📊 Weekly minutes",
    "strength": "💪 Strength",
    "gate": "🚪 The gate",
    "calendar": "📅 Pain calendar",
}
THEMES: Final = {"light": "☀️ Light", "dark": "🌙 Dark"}
MOVING: Final = "▶️ Show it moving"
STILL: Final = "⏸ Show it still"
NO_GATE: Final = "There is no gate ahead: you are through. The hip work stays, twice a week."
_CAPTION = 1024  # Telegram's limit below a picture
_CUT = "…"


def chart(title: str, text: str) -> str:
    """What the chart shows, in words: for those who do not see it, and to look figures up."""
    room = _CAPTION - len(title) - 2 * len(_CUT)
    lines = text.split("\n")
    while len("\n".join(lines)) > room:  # the latest days come last, and are the ones that matter
        lines = [lines[0], _CUT, *lines[2 + (lines[1] == _CUT) :]]
    return f"<b>{safe(title)}</b>\n<blockquote expandable>{safe(chr(10).join(lines))}</blockquote>"
