"""The bot itself: who it is."""

from collections.abc import Callable

from sandbox.model import Json
from sandbox.sending import Call


def get_me(call: Call) -> Json:
    return call.bot.user.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": call.bot.reads_all_groups,
        "supports_inline_queries": call.bot.inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def done(_: Call) -> bool:
    """logOut and close mean nothing here and succeed."""
    return True


METHODS: dict[str, Callable[[Call], object]] = {"getMe": get_me, "logOut": done, "close": done}
