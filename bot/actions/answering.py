"""Is this an answer to that question of the intake? Pure."""

from bot.actions.errors import StaleError
from protocols.diary import Value
from protocols.errors import ImplausibleError
from protocols.intake import Amount
from protocols.model import Question

_ONE_RUN = {"km": 100.0, "min": 600.0}
_A_WEEK = {"km": 300.0, "min": 2400.0}
"""The largest amounts that are believed (P)."""


def check(asked: Question, value: Value) -> None:
    """Refuse what cannot be an answer.

    Raises:
        StaleError: for what no button of the question and no typed text stands for.
        ImplausibleError: for an amount that cannot be true.
    """
    if not _fits(asked, value):
        raise StaleError


def _fits(asked: Question, value: Value) -> bool:
    match asked.kind:
        case "pain":
            return isinstance(value, int) and 0 <= value <= 10
        case "amount":
            return value == "none" or (isinstance(value, str) and _is_amount(asked.id, value))
        case "one":
            return value in asked.options
        case _:
            return isinstance(value, tuple) and set(value) <= set(asked.options)


def _is_amount(question: str, text: str) -> bool:
    amount = Amount.parse(text)
    if amount is None:
        return False
    most = _A_WEEK if question == "volume" else _ONE_RUN
    if not 0 < amount.value <= most[amount.unit]:
        raise ImplausibleError("amount", amount=str(amount))
    return True
