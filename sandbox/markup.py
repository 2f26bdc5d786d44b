"""Keyboards: read from a call, checked with Telegram's limits, refused with its words."""

from typing import Any

from sandbox.entities import checked_link, utf16_length
from sandbox.errors import bad_request
from sandbox.model import Json
from sandbox.params import Params

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_DATA = 64
MAX_PLACEHOLDER = 64
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def read_markup(params: Params) -> Json | None:
    """The checked `reply_markup`, or None; its kind shows in the keys, as everywhere in the Bot API."""
    markup: dict[str, Any] = params.mapping("reply_markup", "reply keyboard markup")
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return {"inline_keyboard": _rows(markup["inline_keyboard"], _inline_button)}
    if "keyboard" in markup:
        _check_placeholder(markup)
        return markup | {"keyboard": _rows(markup["keyboard"], _reply_button)}
    if "remove_keyboard" in markup or "force_reply" in markup:
        _check_placeholder(markup)
        return markup
    raise bad_request("object expected as reply markup")


def inline_only(markup: Json | None) -> Json | None:
    """What an edit may carry; an emptied keyboard is no keyboard."""
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup if any(markup["inline_keyboard"]) else None


def _rows(rows: object, button: Any) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup should be an Array of Arrays')
    checked = [[button(each) for each in row] for row in rows if row]
    if sum(map(len, checked)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in checked):
        raise bad_request("reply markup is too long")
    return checked


def _label(button: object, kind: str) -> Json:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {kind} button: expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request(f"can't parse {kind} button: can't find field \"text\"")
    if not text.strip():
        raise bad_request(f"{kind} button text must be non-empty")
    return button


def _inline_button(given: object) -> Json:
    button = _label(given, "inline keyboard")
    used = [name for name in _ACTIONS if button.get(name) is not None]
    if not used:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if used == ["callback_data"]:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    if used == ["url"] and checked_link(str(button["url"])) is None:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return button


def _reply_button(given: object) -> Json:
    return _label({"text": given} if isinstance(given, str) else given, "keyboard")


def _check_placeholder(markup: Json) -> None:
    if utf16_length(str(markup.get("input_field_placeholder") or "")) > MAX_PLACEHOLDER:
        raise bad_request("PLACEHOLDER_TOO_LONG")
