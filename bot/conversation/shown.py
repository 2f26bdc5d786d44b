"""The buttons a chat has seen last, so that typing what stands on one does what a tap does.

Kept in memory only: after a restart, or in another process, the fixed words of `button_words` still work.
"""

import re
from collections import OrderedDict

from bot.conversation.reading import tidy
from bot.speech import Rows

_CHATS = 5_000  # about a kilobyte each
_MESSAGES = 3  # of each chat, newest first
_SIGNS = re.compile(r"^\W+|[\W_]+$")


class Shown:
    """The newest buttons of the chats heard of last."""

    def __init__(self, chats: int = _CHATS) -> None:
        self._room = chats
        self._seen: OrderedDict[int, list[Rows]] = OrderedDict()

    def note(self, chat_id: int, buttons: Rows) -> None:
        """These buttons stand under the newest message."""
        if not buttons:
            return
        before = [rows for rows in self._seen.pop(chat_id, []) if rows != buttons]
        self._seen[chat_id] = [buttons, *before][:_MESSAGES]
        if len(self._seen) > self._room:
            self._seen.popitem(last=False)

    def forget(self) -> None:
        """Nothing was seen, as after a restart."""
        self._seen.clear()

    def meant(self, chat_id: int, text: str) -> str | None:
        """The data of the newest button that says this; None when none does, or two of one message do.

        A bare number is never a button: what it counts depends on what is open.
        """
        said = plain(text)
        if not re.search("[a-z]", said):
            return None
        for buttons in self._seen.get(chat_id, ()):
            data = {button.data for row in buttons for button in row if plain(button.label) == said}
            if data:
                return data.pop() if len(data) == 1 else None
        return None


def plain(label: str) -> str:
    """`▶️ Start workout` → `start workout`: what people type of a button."""
    return _SIGNS.sub("", tidy(label))
