"""Run files that watches write: .fit, .gpx and .tcx in, a handful of figures out. Where the runner was is not kept."""

from bot.media.run_files.figures import REASONS, RunFile, RunFileError
from bot.media.run_files.reading import MAX_BYTES, read_run_file

__all__ = ["MAX_BYTES", "REASONS", "RunFile", "RunFileError", "read_run_file"]
