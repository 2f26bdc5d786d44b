"""TCX: laps with time and distance, points with height and cadence."""

from collections.abc import Mapping

from bot.media.run_files.figures import RunFile, RunFileError, Spot, Track, figures
from bot.media.run_files.xml_stream import listen, moment, number


def read_tcx(data: bytes) -> RunFile:
    """Raises RunFileError. The laps' own totals count before what the points add up to."""
    reader = _Tcx()
    listen(data, reader)
    track = reader.track
    if reader.lap_seconds > 0:
        track.seconds = reader.lap_seconds
    if reader.lap_metres > 0:
        track.metres = reader.lap_metres
    return figures("tcx", track)


class _Tcx:
    def __init__(self) -> None:
        self.track = Track()
        self.lap_seconds = self.lap_metres = 0.0
        self._spot: Spot | None = None

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Activity" and attributes.get("Sport", "Running") not in {"Running", "Other"}:
            raise RunFileError("not_a_run")
        if name == "Track":
            self.track.lift()
        elif name == "Trackpoint":
            self._spot = Spot()

    def closed(self, name: str, text: str) -> None:
        if self._spot is None:
            self._lap(name, text)
        elif name == "Trackpoint":
            self.track.add(self._spot)
            self._spot = None
        else:
            self._spot = _with(self._spot, name, text)

    def _lap(self, name: str, text: str) -> None:
        if name == "TotalTimeSeconds":
            self.lap_seconds += max(0.0, number(text) or 0.0)
        elif name == "DistanceMeters":
            self.lap_metres += max(0.0, number(text) or 0.0)


def _with(spot: Spot, name: str, text: str) -> Spot:
    """The point with one more of its values."""
    if name == "Time":
        return spot._replace(at=moment(text))
    if name == "DistanceMeters":
        return spot._replace(metres=number(text))
    if name == "AltitudeMeters":
        return spot._replace(elevation=number(text))
    if name == "LatitudeDegrees":
        return spot._replace(latitude=number(text))
    if name == "LongitudeDegrees":
        return spot._replace(longitude=number(text))
    if name in {"RunCadence", "Cadence"}:
        return spot._replace(cadence=number(text))
    return spot
