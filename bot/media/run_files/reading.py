"""Tells what a file is by its first bytes, refuses what is none, and hands it to the reader of its kind."""

from collections.abc import Callable
from pathlib import PurePath

from bot.media.run_files.figures import RunFile, RunFileError
from bot.media.run_files.fit import read_fit
from bot.media.run_files.gpx import read_gpx
from bot.media.run_files.tcx import read_tcx

MAX_BYTES = 10_000_000  # a run of ten hours, written every second with everything a watch measures, is smaller
_ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf",
    b"\xfd7zXZ",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
)
_HEAD = 4096
_READERS: dict[str, Callable[[bytes], RunFile]] = {"fit": read_fit, "gpx": read_gpx, "tcx": read_tcx}


def read_run_file(name: str, data: bytes) -> RunFile:
    """The figures of one run. Content decides what it is; `name` is asked only when content does not tell.

    Raises RunFileError with a reason out of REASONS, and nothing else, whatever the bytes are.
    """
    if not data:
        raise RunFileError("empty")
    if len(data) > MAX_BYTES:
        raise RunFileError("too_big")
    if data.startswith(_ARCHIVES):
        raise RunFileError("zipped")
    return _READERS[_kind(name, data)](data)


def _kind(name: str, data: bytes) -> str:
    head = data[:_HEAD]
    if head[8:12] == b".FIT":
        return "fit"
    if b"<gpx" in head:
        return "gpx"
    if b"<TrainingCenterDatabase" in head:
        return "tcx"
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    if suffix not in _READERS:
        raise RunFileError("unknown_format")
    return suffix
