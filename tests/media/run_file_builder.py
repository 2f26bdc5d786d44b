"""Run files for tests: a FIT of bytes, a GPX by gpxpy, a TCX of text; and what the reader says about a bad one."""

from datetime import UTC, datetime, timedelta

import gpxpy.gpx
import pytest

from bot.media.run_files import RunFileError, read_run_file
from tests.media.fit_builder import file_id, fit_file, record, session

START = datetime(2026, 5, 30, 6, 30, tzinfo=UTC)


def reason(name: str, data: bytes) -> str:
    with pytest.raises(RunFileError) as caught:
        read_run_file(name, data)
    return caught.value.reason


def fit_run(*, sport: int = 1) -> bytes:
    return fit_file(
        file_id(),
        *(record(START + timedelta(seconds=n), metres=n * 2.5, altitude=100, strides=85) for n in range(60)),
        session(START, seconds=1920, metres=5012, strides=86, up=40, down=180, sport=sport),
    )


def gpx_track(*, seconds: int = 1200, every: int = 5, cadence: int | None = 84) -> gpxpy.gpx.GPX:
    gpx = gpxpy.gpx.GPX()
    track = gpxpy.gpx.GPXTrack()
    gpx.tracks.append(track)
    segment = gpxpy.gpx.GPXTrackSegment()
    track.segments.append(segment)
    for n in range(0, seconds + 1, every):
        point = gpxpy.gpx.GPXTrackPoint(48 + n * 2.4e-5, 11, elevation=500 - n / 10, time=START + timedelta(seconds=n))
        segment.points.append(point)
    if cadence:
        gpx.nsmap["tpx"] = "http://www.garmin.com/xmlschemas/TrackPointExtension/v1"
        for point in segment.points:
            from xml.etree import ElementTree as ET

            wrap = ET.Element("{http://www.garmin.com/xmlschemas/TrackPointExtension/v1}TrackPointExtension")
            ET.SubElement(wrap, "{http://www.garmin.com/xmlschemas/TrackPointExtension/v1}cad").text = str(cadence)
            point.extensions.append(wrap)
    return gpx


TCX = """<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
  xmlns:x="http://www.garmin.com/xmlschemas/ActivityExtension/v2">
<Activities><Activity Sport="{sport}"><Id>2026-05-30T06:30:00Z</Id>{laps}</Activity></Activities>
</TrainingCenterDatabase>"""


LAP = (
    "<Lap><TotalTimeSeconds>600</TotalTimeSeconds><DistanceMeters>1550.5</DistanceMeters><Track>{points}</Track></Lap>"
)


POINT = (
    "<Trackpoint><Time>{at}</Time><AltitudeMeters>{height}</AltitudeMeters><DistanceMeters>{metres}</DistanceMeters>"
    "<Extensions><x:TPX><x:RunCadence>{strides}</x:RunCadence></x:TPX></Extensions></Trackpoint>"
)


def tcx_run(sport: str = "Running", *, laps: int = 2) -> bytes:
    rows = []
    for lap in range(laps):
        points = [
            POINT.format(
                at=(START + timedelta(seconds=lap * 600 + n * 10)).isoformat(),
                height=100 + n,
                metres=n * 25,
                strides=87,
            )
            for n in range(60)
        ]
        rows.append(LAP.format(points="".join(points)))
    return TCX.format(sport=sport, laps="".join(rows)).encode()
