"""FIT: the session's totals, or the records where a watch wrote no session."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from bot.media.run_files.figures import RunFile, RunFileError, Spot, Track, both_feet, figures

_MOST_FRAMES = 100_000  # a second each: more than a day
_RUN_LIKE = {None, "running", "walking", "hiking", "generic", "training", "fitness_equipment"}


def read_fit(data: bytes) -> RunFile:
    """Raises RunFileError; a file that was cut or altered fails its checksum and is refused."""
    import fitdecode  # comes with the first file

    track, sessions = Track(), list[dict[str, Any]]()
    try:
        with fitdecode.FitReader(
            data, check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.IGNORE
        ) as frames:
            for frame in _bounded(frames):
                if isinstance(frame, fitdecode.FitDataMessage):
                    _take(frame, track, sessions)
    except RunFileError:
        raise
    except Exception as error:  # the library meets hostile bytes with whatever Python raises deep inside
        raise RunFileError("malformed") from error
    return _with_totals(figures("fit", _timed(track, sessions)), sessions)


def _bounded(frames: Iterable[Any]) -> Iterator[Any]:
    for number, frame in enumerate(frames):
        if number > _MOST_FRAMES:
            raise RunFileError("too_long")
        yield frame


def _take(frame: Any, track: Track, sessions: list[dict[str, Any]]) -> None:
    if frame.name == "session":
        sessions.append({field.name: field.value for field in frame.fields})
        if frame.get_value("sport", fallback=None) not in _RUN_LIKE:
            raise RunFileError("not_a_run")
    elif frame.name == "record":
        track.add(
            Spot(
                at=_moment(frame.get_value("timestamp", fallback=None)),
                elevation=_first(frame, "enhanced_altitude", "altitude"),
                cadence=_first(frame, "cadence"),
                metres=_first(frame, "distance"),
            )
        )


def _timed(track: Track, sessions: list[dict[str, Any]]) -> Track:
    """The track with the watch's own clock and distance, which know about pauses."""
    seconds = _total(sessions, "total_timer_time") or _total(sessions, "total_elapsed_time")
    metres = _total(sessions, "total_distance")
    track.seconds = seconds or track.seconds
    track.metres = metres or track.metres
    starts = _moment(sessions[0].get("start_time")) if sessions else None
    track.started_at = starts or track.started_at
    return track


def _with_totals(run: RunFile, sessions: list[dict[str, Any]]) -> RunFile:
    cadence = _total(sessions[:1], "avg_running_cadence") or _total(sessions[:1], "avg_cadence")
    fraction = _total(sessions[:1], "avg_fractional_cadence") or 0.0
    ascent, descent = _total(sessions, "total_ascent"), _total(sessions, "total_descent")
    return RunFile(
        run.kind,
        run.started_at,
        run.minutes,
        run.km,
        both_feet(cadence + fraction) if cadence else run.cadence,
        run.ascent_m if ascent is None else ascent,
        run.descent_m if descent is None else descent,
    )


def _total(sessions: list[dict[str, Any]], field: str) -> float | None:
    """The sum over sessions, None when no session has the field."""
    values = [value for session in sessions if (value := _number(session.get(field))) is not None]
    return sum(values) if values else None


def _first(frame: Any, *fields: str) -> float | None:
    return next(
        (value for name in fields if (value := _number(frame.get_value(name, fallback=None))) is not None), None
    )


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e7 else None  # which neither infinity nor "nan" is


def _moment(value: Any) -> datetime | None:
    return value.astimezone(UTC) if isinstance(value, datetime) else None
