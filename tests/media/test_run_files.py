import pickle
from datetime import timedelta

import gpxpy.gpx
import pytest

from bot.media.run_files import REASONS, RunFile, RunFileError, read_run_file
from bot.media.run_files.figures import both_feet
from bot.texts.media import RUN_FILE_PROBLEMS, run_file_found
from tests.media.fit_builder import file_id, fit_file, record
from tests.media.run_file_builder import START, fit_run, gpx_track, reason, tcx_run


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


def test_a_gpx_file_gives_time_way_height_and_cadence() -> None:
    gpx = gpx_track()
    run = read_run_file("run.gpx", gpx.to_xml().encode())
    assert run.started_at == START
    assert run.minutes == 20
    assert run.km == pytest.approx(gpx.length_2d() / 1000, rel=0.005)
    assert (run.cadence, run.ascent_m) == (168, 0)
    assert run.descent_m == pytest.approx(120, abs=3)


def test_a_long_gap_is_a_pause_and_no_running_time() -> None:
    gpx = gpx_track()
    for point in gpx.tracks[0].segments[0].points[120:]:
        assert point.time is not None
        point.time += timedelta(minutes=10)
    assert read_run_file("run.gpx", gpx.to_xml().encode()).minutes == pytest.approx(20, abs=0.1)


def test_neither_time_nor_way_lie_between_two_segments() -> None:
    gpx = gpx_track()
    points = gpx.tracks[0].segments[0].points
    for point in points[120:]:
        assert point.time is not None
        point.time += timedelta(seconds=90)
        point.latitude += 0.05
    gpx.tracks[0].segments[0].points = points[:120]
    gpx.tracks[0].segments.append(gpxpy.gpx.GPXTrackSegment(points[120:]))
    run = read_run_file("run.gpx", gpx.to_xml().encode())
    assert run.minutes == pytest.approx(20, abs=0.1)
    assert run.km == pytest.approx(3.2, abs=0.05), "not the five kilometres by car"


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


def test_a_tcx_file_gives_the_totals_of_its_laps() -> None:
    run = read_run_file("run.tcx", tcx_run())
    assert (run.started_at, run.minutes, run.km, run.cadence) == (START, 20, 3.101, 174)
    assert run.ascent_m == pytest.approx(117, abs=6)


def test_a_tcx_bike_ride_is_not_a_run() -> None:
    assert reason("ride.tcx", tcx_run("Biking")) == "not_a_run"


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
