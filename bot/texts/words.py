"""Numbers, days and times as people say them."""

from collections.abc import Sequence
from datetime import date, datetime, time
from html import escape
from zoneinfo import ZoneInfo

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def safe(text: str) -> str:
    """What a person typed, harmless inside HTML."""
    return escape(text, quote=False)


def clipped(text: str, limit: int = 300) -> str:
    """The beginning of what a person typed, harmless inside HTML: for places where a long text is one of several."""
    return safe(text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…")


def number(value: float) -> str:
    """`3`, `3.5`: one decimal at most, none when it is zero."""
    return f"{round(value, 1):g}"


def amount(value: float, unit: str) -> str:
    """`3.6 km`, `25 min`."""
    return f"{number(value)} {unit}"


def measured(value: float, unit: str) -> str:
    """`3.6 km`, `22 min`: of minutes nobody knows the tenths."""
    return amount(round(value) if unit == "min" else value, unit)


def minutes(value: float) -> str:
    """`25 min`, `1 h 5 min`."""
    whole = round(value)
    hours, rest = divmod(whole, 60)
    if not hours:
        return f"{number(value)} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 session`, `3 sessions`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def weekday(day: date) -> str:
    """`Tuesday`."""
    return _DAYS[day.weekday()]


def day(when: date) -> str:
    """`Tue 3 Mar`."""
    return f"{_DAYS[when.weekday()][:3]} {when.day} {_MONTHS[when.month - 1]}"


def day_beside(when: date, today: date) -> str:
    """`today`, `yesterday`, `tomorrow`, else `Tue 3 Mar`."""
    return {0: "today", 1: "tomorrow", -1: "yesterday"}.get((when - today).days, day(when))


def clock(when: time | datetime) -> str:
    """`07:05`."""
    return when.strftime("%H:%M")


def local(moment: datetime, zone: str) -> datetime:
    """The same moment on the runner's clock."""
    return moment.astimezone(ZoneInfo(zone))


def listing(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def lines(*parts: str | None) -> str:
    """Paragraph lines; None and empty ones are left out."""
    return "\n".join(part for part in parts if part)


def blocks(*parts: str | None) -> str:
    """Paragraphs with a blank line between; None and empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def box(label: str, *, ticked: bool) -> str:
    """`☑ News`: something to tick."""
    return f"{'☑' if ticked else '☐'} {label}"
