import gzip
import io
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.media.run_files import MAX_BYTES, REASONS, RunFile, RunFileError, read_run_file
from tests.media.fit_builder import Field, fit_file, message
from tests.media.run_file_builder import fit_run, gpx_track, reason, tcx_run


def attempt(name: str, data: bytes) -> RunFile | str:
    """The run, or the reason why there is none."""
    try:
        return read_run_file(name, data)
    except RunFileError as error:
        return error.reason


def test_a_fit_file_with_more_messages_than_a_run_has_is_refused_soon() -> None:
    definition = message(20, Field(4, "uint8", 85))
    data = fit_file(definition, b"\x00\x55" * 400_000)
    before = time.process_time()
    assert reason("run.fit", data) == "too_long"
    assert time.process_time() - before < 15


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
        ("run.gpx.gz", gzip.compress(b"<gpx/>", mtime=0), "zipped"),
        ("photo.jpg", b"\xff\xd8\xff\xe0 something", "unknown_format"),
        ("notes", b"Ran 5k, felt good", "unknown_format"),
        ("run.gpx", b"Ran 5k, felt good", "malformed"),
        ("run.fit", b"Ran 5k, felt good", "malformed"),
        ("run.gpx", b"<gpx><trk>", "malformed"),
        ("run.gpx", b"<gpx>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</gpx>", "malformed"),
        ("run.gpx", b"<!DOCTYPE gpx><gpx/>", "unsafe"),
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
