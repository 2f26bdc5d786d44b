"""GPX 1.0 and 1.1: tracks with time, place, height and, in an extension, cadence."""

from collections.abc import Mapping

from bot.media.run_files.figures import RunFile, RunFileError, Spot, Track, figures
from bot.media.run_files.xml_stream import listen, moment, number

_OTHER_SPORTS = ("cycl", "bik", "ride", "swim", "row", "ski")


def read_gpx(data: bytes) -> RunFile:
    """Raises RunFileError. A planned route has no times and is no run."""
    reader = _Gpx()
    listen(data, reader)
    return figures("gpx", reader.track)


class _Gpx:
    def __init__(self) -> None:
        self.track = Track()
        self._spot: Spot | None = None

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "trkseg":
            self.track.lift()
        elif name == "trkpt":
            self._spot = Spot(latitude=number(attributes.get("lat")), longitude=number(attributes.get("lon")))

    def closed(self, name: str, text: str) -> None:
        if name == "type" and any(sport in text.lower() for sport in _OTHER_SPORTS):
            raise RunFileError("not_a_run")
        if self._spot is None:
            return
        if name == "time":
            self._spot = self._spot._replace(at=moment(text))
        elif name == "ele":
            self._spot = self._spot._replace(elevation=number(text))
        elif name in {"cad", "cadence"}:
            self._spot = self._spot._replace(cadence=number(text))
        elif name == "trkpt":
            self.track.add(self._spot)
            self._spot = None
