import gzip
import io
import pickle
import time
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta

import gpxpy.gpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.media.run_files import MAX_BYTES, REASONS, RunFile, RunFileError, read_run_file
from bot.media.run_files.figures import both_feet
from bot.texts.media import RUN_FILE_PROBLEMS, run_file_found
from tests.media.fit_builder import Field, file_id, fit_file, message, record, session

START = datetime(2026, 5, 30, 6, 30, tzinfo=UTC)


def reason(name: str, data: bytes) -> str:
    with pytest.raises(RunFileError) as caught:
        read_run_file(name, data)
    return caught.value.reason


def attempt(name: str, data: bytes) -> RunFile | str:
    """The run, or the reason why there is none."""
    try:
        return read_run_file(name, data)
    except RunFileError as error:
        return error.reason


# FIT


def fit_run(*, sport: int = 1) -> bytes:
    return fit_file(
        file_id(),
        *(record(START + timedelta(seconds=n), metres=n * 2.5, altitude=100, strides=85) for n in range(60)),
        session(START, seconds=1920, metres=5012, strides=86, up=40, down=180, sport=sport),
    )


def test_a_fit_file_gives_the_totals_of_its_session() -> None:
    assert read_run_file("run.fit", fit_run()) == RunFile("fit", START, 32, 5.012, 172, 40, 180)


def test_a_fit_file_without_a_session_gives_what_its_records_add_up_to() -> None:
    data = fit_file(
        file_id(),
        *(
            record(START + timedelta(seconds=n), metres=n * 2.5, altitude=100 - n / 60, strides=84)
            for n in range(0, 1201, 5)
        ),
    )
    assert read_run_file("run.fit", data) == RunFile("fit", START, 20, 3.0, 168, 0, 18)


def test_a_bike_ride_is_not_a_run() -> None:
    assert reason("ride.fit", fit_run(sport=2)) == "not_a_run"


def test_a_fit_file_that_was_cut_is_malformed() -> None:
    data = fit_run()
    assert {reason("run.fit", data[:length]) for length in range(20, len(data) - 1, 97)} == {"malformed"}


def test_a_fit_file_with_one_flipped_bit_fails_its_checksum() -> None:
    data = bytearray(fit_run())
    data[len(data) // 2] ^= 0x10
    assert reason("run.fit", bytes(data)) == "malformed"


def test_a_fit_file_with_more_messages_than_a_run_has_is_refused_soon() -> None:
    definition = message(20, Field(4, "uint8", 85))
    data = fit_file(definition, b"\x00\x55" * 400_000)
    before = time.process_time()
    assert reason("run.fit", data) == "too_long"
    assert time.process_time() - before < 15


# GPX


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


def test_a_gpx_file_gives_time_way_height_and_cadence() -> None:
    gpx = gpx_track()
    run = read_run_file("run.gpx", gpx.to_xml().encode())
    assert run.started_at == START
    assert run.minutes == 20
    assert run.km == pytest.approx(gpx.length_2d() / 1000, rel=0.005)
    assert (run.cadence, run.ascent_m) == (168, 0)
    assert run.descent_m == pytest.approx(120, abs=3)


def test_a_pause_and_a_second_segment_are_no_running_time() -> None:
    gpx = gpx_track()
    points = gpx.tracks[0].segments[0].points
    for point in points[120:]:
        assert point.time is not None
        point.time += timedelta(minutes=10)
    assert read_run_file("run.gpx", gpx.to_xml().encode()).minutes == pytest.approx(20, abs=0.1)
    gpx.tracks[0].segments.append(gpxpy.gpx.GPXTrackSegment(points[120:]))
    gpx.tracks[0].segments[0].points = points[:120]
    assert read_run_file("run.gpx", gpx.to_xml().encode()).minutes == pytest.approx(20, abs=0.2)


def test_a_planned_route_is_no_run() -> None:
    gpx = gpx_track(cadence=None)
    for point in gpx.tracks[0].segments[0].points:
        point.time = None
    assert reason("plan.gpx", gpx.to_xml().encode()) == "no_run"


def test_a_gpx_of_another_sport_or_speed_is_refused() -> None:
    gpx = gpx_track()
    gpx.tracks[0].type = "cycling"
    assert reason("ride.gpx", gpx.to_xml().encode()) == "not_a_run"
    gpx.tracks[0].type = "running"
    for n, point in enumerate(gpx.tracks[0].segments[0].points):
        point.latitude = 48 + n * 1e-3
    assert reason("car.gpx", gpx.to_xml().encode()) == "implausible"


def test_noise_of_the_barometer_is_no_climb() -> None:
    gpx = gpx_track()
    for n, point in enumerate(gpx.tracks[0].segments[0].points):
        point.elevation = 500 + (n % 3)
    run = read_run_file("run.gpx", gpx.to_xml().encode())
    assert (run.ascent_m, run.descent_m) == (0, 0)


# TCX

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


def test_a_tcx_file_gives_the_totals_of_its_laps() -> None:
    run = read_run_file("run.tcx", tcx_run())
    assert (run.started_at, run.minutes, run.km, run.cadence) == (START, 20, 3.101, 174)
    assert run.ascent_m == pytest.approx(117, abs=6)


def test_a_tcx_bike_ride_is_not_a_run() -> None:
    assert reason("ride.tcx", tcx_run("Biking")) == "not_a_run"


# What strangers send


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<gpx><trk><name>&d;</name></trk></gpx>"""
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><name>&x;</name></gpx>"""
)


@pytest.mark.parametrize("bomb", [BOMB, OUTSIDE, BOMB.replace(b"gpx", b"TrainingCenterDatabase")])
def test_documents_that_define_entities_are_not_opened(bomb: bytes) -> None:
    assert reason("run.gpx", bomb) == "unsafe"
    disguised = bomb.decode().replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16")
    assert reason("run.gpx", disguised) == "unsafe"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("run.gpx", gpx_track().to_xml())
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("run.fit", b"", "empty"),
        ("run.gpx", b" " * (MAX_BYTES + 1), "too_big"),
        ("run.zip", zipped(), "zipped"),
        ("run.gpx.gz", gzip.compress(b"<gpx/>"), "zipped"),
        ("photo.jpg", b"\xff\xd8\xff\xe0 something", "unknown_format"),
        ("notes", b"Ran 5k, felt good", "unknown_format"),
        ("run.gpx", b"Ran 5k, felt good", "malformed"),
        ("run.fit", b"Ran 5k, felt good", "malformed"),
        ("run.gpx", b"<gpx><trk>", "malformed"),
        ("run.gpx", b"<gpx>" + b"<a>" * 100_000, "malformed"),
        ("run.gpx", b'<?xml version="1.0" encoding="klingon"?><gpx/>', "malformed"),
        ("run.gpx", b"<gpx/>", "no_run"),
        ("run.tcx", tcx_run()[:-400], "malformed"),
        ("run.tcx", tcx_run().replace(b">600<", b">nan<").replace(b"2026", b"20260"), "no_run"),
        ("run.tcx", tcx_run().replace(b">600<", b">999999<"), "implausible"),
        ("run.tcx", tcx_run().replace(b">600<", b">1e308<").replace(b"2026", b"20260"), "no_run"),
    ],
)  # fmt: skip
def test_what_is_no_run_file_is_refused_with_a_reason(name: str, data: bytes, expected: str) -> None:
    assert reason(name, data) == expected


def test_content_counts_more_than_the_name() -> None:
    assert read_run_file("download", fit_run()).kind == "fit"
    assert read_run_file("run.fit", tcx_run()).kind == "tcx"


def many_points(size: int) -> bytes:
    point = b'<trkpt lat="48" lon="11"><ele>5</ele><time>2026-05-30T06:30:00Z</time></trkpt>'
    return b"<gpx><trk><trkseg>" + point * ((size - 100) // len(point)) + b"</trkseg></trk></gpx>"


def test_the_biggest_file_is_read_in_seconds() -> None:
    data, before = many_points(MAX_BYTES), time.process_time()
    assert reason("run.gpx", data) == "no_run", "all of it happened in one moment"
    assert time.process_time() - before < 10


def test_memory_does_not_grow_with_the_file() -> None:
    small, big = many_points(200_000), many_points(2_000_000)
    reason("run.gpx", small)  # what is imported once does not count
    tracemalloc.start()
    reason("run.gpx", big)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_files_raise_nothing_but_a_run_file_error(data: st.DataObject) -> None:
    name, whole = data.draw(
        st.sampled_from([("run.fit", fit_run()), ("run.gpx", SMALL_GPX), ("run.tcx", tcx_run(laps=1))])
    )
    start = data.draw(st.integers(0, len(whole)))
    junk = data.draw(st.binary(max_size=40))
    outcome = attempt(name, whole[:start] + junk + whole[start + len(junk) :])
    assert outcome in REASONS if isinstance(outcome, str) else 0 < outcome.minutes <= 24 * 60


SMALL_GPX = gpx_track(seconds=60).to_xml().encode()


@pytest.mark.parametrize(
    ("watch", "steps"), [(86, 172), (172, 172), (119, 238), (40, None), (0.0, None), (300, None), (None, None)]
)
def test_cadence_counts_both_feet(watch: float | None, steps: float | None) -> None:
    assert both_feet(watch) == steps


def test_every_reason_has_a_sentence() -> None:
    assert {RunFileError(each).code for each in REASONS} == set(RUN_FILE_PROBLEMS)


def test_an_error_finds_its_way_back_from_the_worker() -> None:
    copy = pickle.loads(pickle.dumps(RunFileError("zipped")))
    assert (copy.reason, copy.code) == ("zipped", "run_file_zipped")


def test_the_confirm_card_says_what_hills_mean_for_a_flat_plan() -> None:
    run = read_run_file("run.fit", fit_run())
    assert run_file_found(run, flat_only=False) == "32 min, 5 km, 172 steps/min, 40 m up, 180 m down."
    assert run_file_found(run, flat_only=True).endswith("180 m down: the plan says flat for now.")
    bare = RunFile("gpx", None, 20, None, None, None, None)
    assert run_file_found(bare, flat_only=True) == "20 min."
