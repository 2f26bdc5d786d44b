"""The plan as an .ics file that Apple, Google and Outlook take in.

Times stay what the runner's clock shows: each event carries its zone, and the file carries that zone's rules, so that
a session at 07:30 is at 07:30 on both sides of a change of the clocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//Strideback//Plan//EN"
_MARGIN = timedelta(days=400)  # both changes of the clocks lie within, also in zones that hold few of them


@dataclass(frozen=True, slots=True)
class PlanEvent:
    """Something at a wall-clock time. `id` is stable: importing a newer file replaces the event."""

    id: str
    on: date
    at: time
    minutes: int
    title: str
    notes: str = ""


def calendar_file(events: Sequence[PlanEvent], *, zone: str, made_at: datetime, name: str) -> bytes:
    """The .ics; `zone` is an IANA name, `made_at` an aware moment, `name` what the calendar app shows."""
    from icalendar import Calendar  # heavy: loaded with the first file

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    for event in events:
        calendar.add_component(_component(event, ZoneInfo(zone), made_at))
    days = [event.on for event in events] or [made_at.date()]
    calendar.add_missing_timezones(first_date=min(days) - _MARGIN, last_date=max(days) + _MARGIN)
    return bytes(calendar.to_ical())


def _component(event: PlanEvent, zone: ZoneInfo, made_at: datetime) -> "Event":
    from icalendar import Event  # as above

    starts = _on_the_clock(event, zone)
    component = Event()
    component.add("uid", f"{event.id}@strideback")
    component.add("dtstamp", made_at.astimezone(UTC))
    component.add("dtstart", starts)
    component.add("dtend", (starts.astimezone(UTC) + timedelta(minutes=event.minutes)).astimezone(zone))
    component.add("summary", event.title)
    if event.notes:
        component.add("description", event.notes)
    component.add("transp", "TRANSPARENT")  # a workout does not make a colleague see "busy"
    return component


def _on_the_clock(event: PlanEvent, zone: ZoneInfo) -> datetime:
    """The event's start; a time that the change of the clocks skips is the one after it."""
    local = datetime.combine(event.on, event.at, zone)
    return local.astimezone(UTC).astimezone(zone)
