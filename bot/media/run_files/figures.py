"""What is taken from a run file, gathered point by point so that memory does not grow with the file."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from protocols.errors import RehabError

REASONS = (
    "empty", "too_big", "zipped", "unknown_format", "malformed", "unsafe", "too_long", "too_slow", "no_run",
    "not_a_run", "implausible",
)  # fmt: skip

PAUSE_SECONDS = 120  # a longer gap between two points is a pause and no running time
_CLIMB_METRES = 3.0  # smaller ups and downs are the noise of the sensor
_EARTH_KM = 6371.0088
_ONE_FOOT_BELOW = 120  # nobody runs below 120 steps/min: such a figure counts the strides of one foot
_MOST_MINUTES, _MOST_KM, _MOST_KMH = 24 * 60, 200, 25


class RunFileError(RehabError):
    """A file that no run can be read from; `reason` is one of REASONS, `code` names the sentence in bot.texts."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = f"run_file_{reason}"


@dataclass(frozen=True, slots=True)
class RunFile:
    """Figures of one run; None where the file does not say. Cadence is steps per minute with both feet counted."""

    kind: str  # fit | gpx | tcx
    started_at: datetime | None
    minutes: float
    km: float | None
    cadence: float | None
    ascent_m: float | None
    descent_m: float | None


class Spot(NamedTuple):
    """One recorded point; `metres` is the distance so far where the file has it."""

    at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    elevation: float | None = None
    cadence: float | None = None
    metres: float | None = None


class Track:
    """Sums over points in the order in which they were recorded."""

    def __init__(self) -> None:
        self.started_at: datetime | None = None
        self.seconds = 0.0
        self.metres: float | None = None
        self._measured_km: float | None = None
        self._last_at: datetime | None = None
        self._last_place: tuple[float, float] | None = None
        self._ground: float | None = None
        self._climb = [0.0, 0.0]
        self._cadence = [0.0, 0]

    def add(self, spot: Spot) -> None:
        self._time(spot.at)
        self._place(spot.latitude, spot.longitude)
        self._height(spot.elevation)
        if spot.cadence:
            self._cadence[0] += spot.cadence
            self._cadence[1] += 1
        if spot.metres is not None:
            self.metres = max(spot.metres, self.metres or 0.0)

    def lift(self) -> None:
        """The next point begins a new stretch: neither time nor way lie between."""
        self._last_at = self._last_place = None

    @property
    def km(self) -> float | None:
        return self._measured_km if self.metres is None else self.metres / 1000

    @property
    def ascent_m(self) -> float | None:
        return None if self._ground is None else self._climb[0]

    @property
    def descent_m(self) -> float | None:
        return None if self._ground is None else self._climb[1]

    @property
    def cadence(self) -> float | None:
        total, count = self._cadence
        return total / count if count else None

    def _time(self, at: datetime | None) -> None:
        if at is None:
            return
        self.started_at = self.started_at or at
        if self._last_at is not None:
            gap = (at - self._last_at).total_seconds()
            self.seconds += gap if 0 < gap <= PAUSE_SECONDS else 0
        self._last_at = at

    def _place(self, latitude: float | None, longitude: float | None) -> None:
        if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
            return
        here = (math.radians(latitude), math.radians(longitude))
        if self._last_place is not None:
            self._measured_km = (self._measured_km or 0.0) + _between(self._last_place, here)
        self._last_place = here

    def _height(self, elevation: float | None) -> None:
        if elevation is None:
            return
        if self._ground is None:
            self._ground = elevation
        change = elevation - self._ground
        if abs(change) >= _CLIMB_METRES:
            self._climb[change < 0] += abs(change)
            self._ground = elevation


def figures(kind: str, track: Track) -> RunFile:
    """The figures of a whole file. Raises RunFileError when there is no run in it or none that can be."""
    minutes, km = track.seconds / 60, track.km
    if minutes <= 0:
        raise RunFileError("no_run")
    fast = km is not None and km / (minutes / 60) > _MOST_KMH
    if minutes > _MOST_MINUTES or (km is not None and km > _MOST_KM) or fast:
        raise RunFileError("implausible")
    return RunFile(
        kind,
        track.started_at,
        round(minutes, 2),
        None if km is None else round(km, 3),
        both_feet(track.cadence),
        None if track.ascent_m is None else round(track.ascent_m),
        None if track.descent_m is None else round(track.descent_m),
    )


def both_feet(cadence: float | None) -> float | None:
    """Steps per minute from what watches call cadence: most count one foot. None when it is no running cadence."""
    if cadence is None:
        return None
    steps = cadence * 2 if cadence < _ONE_FOOT_BELOW else cadence
    return round(steps, 1) if 100 <= steps <= 260 else None


def _between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two places in radians along the surface (haversine)."""
    half = math.sin((b[0] - a[0]) / 2) ** 2 + math.cos(a[0]) * math.cos(b[0]) * math.sin((b[1] - a[1]) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
