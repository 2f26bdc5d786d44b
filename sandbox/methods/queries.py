"""Answers to tapped buttons and inline queries."""

from collections.abc import Callable

from sandbox.entities import utf16_length
from sandbox.errors import QUERY_TOO_OLD, bad_request
from sandbox.sending import Call
from sandbox.world import Query

MAX_TOAST = 200
MAX_RESULTS = 50


def _waiting(call: Call, name: str) -> Query:
    query = call.world.queries.get(call.params.text(name))
    if query is None or query.bot is not call.bot or not call.world.waits(query):
        raise bad_request(QUERY_TOO_OLD)
    return query


def answer_callback_query(call: Call) -> bool:
    text = call.params.text("text")
    if utf16_length(text) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = _waiting(call, "callback_query_id")
    alert = call.params.flag("show_alert")
    query.answer = {"text": text, "show_alert": alert, "url": call.params.text("url")}
    if query.chat is not None:
        if text:
            call.world.toast(query.chat, query.user, text, alert=alert)
        else:
            call.world.change(query.chat)
    return True


def answer_inline_query(call: Call) -> bool:
    results = call.params.items("results", "inline query results")
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    query = _waiting(call, "inline_query_id")
    ids = [str(each.get("id", "")) if isinstance(each, dict) else "" for each in results]
    if not all(1 <= len(each.encode()) <= 64 for each in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    query.answer = {"results": results, "next_offset": call.params.text("next_offset")}
    return True


METHODS: dict[str, Callable[[Call], object]] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
