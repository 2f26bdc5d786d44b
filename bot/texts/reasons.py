"""Why the plan says what it says: the rule in our own words, the runner's own numbers, and the rule's source."""

from datetime import date
from html import escape
from string import Formatter

from protocols.model import RehabProtocol, Rule
from protocols.outlook import Number, Reason


def why(protocol: RehabProtocol, reason: Reason) -> str:
    """One HTML-safe line: `Run 50 % of your usual week or less. Your usual week is 24 km, … <i>A · The First …</i>`."""
    rule = protocol.rules[reason.rule]
    parts = [escape(says(rule)), escape(yours(rule, reason)), f"<i>{escape(source(rule))}</i>"]
    return " ".join(part for part in parts if part)


def says(rule: Rule) -> str:
    """The rule with its numbers filled in; plain text."""
    return rule.says.format_map({name: plain(value) for name, value in rule.values.items()})


def yours(rule: Rule, reason: Reason) -> str:
    """The runner's own numbers in a sentence; "" when the reason brings none."""
    needed = {name for _, name, _, _ in Formatter().parse(rule.yours) if name}
    if not needed <= set(reason.numbers):
        return ""
    return rule.yours.format_map({name: plain(value) for name, value in reason.numbers.items()})


def source(rule: Rule) -> str:
    """`A · Return To Running`, `A+P · Return To Running; Product default: …`."""
    return f"{rule.tag} · {rule.source}"


def plain(value: Number) -> str:
    """A number without needless zeros, a day as `2 Mar`."""
    if isinstance(value, date):
        return f"{value.day} {value:%b}"
    return f"{value:g}" if isinstance(value, float) else str(value)
