"""What a person can do on the page, by name; each act is one call on `Person`."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import ImpossibleError
from sandbox.model import Chat, Json, Message
from sandbox.people import Person


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the page sent it."""

    person: Person
    chat: Chat
    sent: Json

    def text(self, name: str) -> str:
        return str(self.sent.get(name) or "")

    def number(self, name: str) -> float:
        try:
            return float(self.sent.get(name) or 0)
        except (TypeError, ValueError):
            raise ImpossibleError(f"{name} is not a number") from None

    @property
    def message(self) -> Message:
        found = self.chat.messages.get(int(self.number("message")))
        if found is None:
            raise ImpossibleError("this message is gone")
        return found


def _tap(act: Act) -> Json:
    """Press the button in `row` and `column`; answers with the open query, if the bot was asked."""
    rows = (act.message.markup or {}).get("inline_keyboard", [])
    row, column = int(act.number("row")), int(act.number("column"))
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise ImpossibleError("this button is gone")
    query = act.person.press(act.message, rows[row][column])
    return {"query": query.id if query else ""}


def _say(act: Act) -> Json:
    return {"message": act.person.say(act.text("text"), to=act.chat, reply_to=int(act.number("reply_to"))).id}


def _location(act: Act) -> Json:
    latitude, longitude = act.number("latitude"), act.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ImpossibleError("latitude goes from -90 to 90, longitude from -180 to 180")
    return {"message": act.person.share_location(latitude, longitude, to=act.chat).id}


def _contact(act: Act) -> Json:
    return {"message": act.person.share_contact(act.text("phone") or "+49 30 901820", to=act.chat).id}


def _sticker(act: Act) -> Json:
    return {"message": act.person.send_sticker(act.text("emoji") or "🏃", to=act.chat).id}


def _edit(act: Act) -> Json:
    return {"message": act.person.edit(act.message, act.text("text")).id}


def _forward(act: Act) -> Json:
    return {"message": act.person.forward(act.message, to=act.chat).id}


def _delete(act: Act) -> Json:
    act.person.delete(act.message)
    return {}


def _react(act: Act) -> Json:
    act.person.react(act.message, act.text("emoji"))
    return {}


def _block(act: Act) -> Json:
    act.person.block()
    return {}


def _unblock(act: Act) -> Json:
    act.person.unblock()
    return {}


def _clear(act: Act) -> Json:
    act.person.delete_chat()
    return {}


ACTS: dict[str, Callable[[Act], Json]] = {
    "say": _say,
    "tap": _tap,
    "location": _location,
    "contact": _contact,
    "sticker": _sticker,
    "edit": _edit,
    "forward": _forward,
    "delete": _delete,
    "react": _react,
    "block": _block,
    "unblock": _unblock,
    "clear": _clear,
}
