"""A file from a watch becomes a run to confirm; anything else is refused in clear words, and nothing is kept."""

import asyncio
import gzip
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.run_files import surface
from bot.media.run_files import RunFile, read_run_file
from protocols.diary import Run
from tests.media.fit_builder import file_id, fit_file, session
from tests.media.run_file_builder import START, fit_run, gpx_track, tcx_run
from tests.support.diaries import Book
from tests.support.persona import Persona, Stage

_IMPOSSIBLE = fit_file(file_id(), session(START, seconds=60, metres=9000, strides=85, up=0, down=0))
NOON = START.replace(hour=12)
"""The day of the runs in the files: 30 May 2026."""


async def _is_here(rita: Persona, on_stage: Stage, **answers: object) -> None:
    """Day 0 was the day before the run."""
    on_stage.clock.advance(NOON - timedelta(days=1) - on_stage.clock.now())
    await rita.has_a_plan(**answers)
    on_stage.clock.advance(timedelta(days=1))


async def _sends(rita: Persona, data: bytes, name: str = "run.fit") -> str:
    return await rita.does(rita.person.send_file, "document", data, name=name)


async def test_a_fit_file_becomes_a_run_after_one_question(rita: Persona, on_stage: Stage) -> None:
    await _is_here(rita, on_stage)

    heard = await _sends(rita, fit_run())

    assert "32 min, 5 km, 172 steps/min, 40 m up, 180 m down" in heard
    assert "180 m down: the plan says flat for now" in heard
    await rita.taps("0 none", "Save")
    (run,) = await rita.kept(Run)
    assert (run.minutes, run.km, run.cadence, run.descent_m, run.surface) == (32.0, 5.01, 172, 180, "downhill")
    assert run.on == START.date()


@pytest.mark.parametrize(
    ("name", "data", "figures"),
    [
        ("Morning run.gpx", gpx_track().to_xml().encode(), "20 min, 3.2 km, 168 steps/min"),
        ("activity.TCX", tcx_run(), "20 min, 3.1 km, 174 steps/min"),
    ],
)
async def test_other_kinds_are_read_as_well(
    rita: Persona, on_stage: Stage, name: str, data: bytes, figures: str
) -> None:
    await _is_here(rita, on_stage)

    assert figures in await _sends(rita, data, name)


async def test_what_a_run_means_for_the_limits_is_said(rita: Persona, on_stage: Stage) -> None:
    await _is_here(rita, on_stage)

    heard = await _sends(rita, fit_run())

    assert "5 km: the plan says that one run is at most 4 km" in heard
    assert "5 km: the plan says to stop before 3 km" in heard


async def test_a_run_of_some_days_ago_is_noted_on_its_day(rita: Persona, on_stage: Stage) -> None:
    await _is_here(rita, on_stage)
    on_stage.clock.advance(timedelta(days=2))

    await _sends(rita, fit_run())
    await rita.taps("0 none", "Save")

    (run,) = await rita.kept(Run)
    assert run.on == START.date()
    assert run.backfilled


async def test_the_day_of_a_run_is_the_runners_own(rita: Persona, on_stage: Stage) -> None:
    on_stage.clock.advance(NOON - timedelta(days=1) - on_stage.clock.now())
    await rita.has_a_plan(zone="Pacific/Honolulu")  # it was the evening of the 29th there
    on_stage.clock.advance(timedelta(hours=6))

    await _sends(rita, fit_run())

    await rita.taps("0 none", "Save")
    assert [run.on.day for run in await rita.kept(Run)] == [29]


async def test_a_run_that_is_still_ahead_is_refused(rita: Persona, on_stage: Stage) -> None:
    await rita.has_a_plan()

    assert "still ahead" in await _sends(rita, fit_run())
    assert not await rita.kept(Run)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("run.fit", b"", "empty"),
        ("run.fit.gz", gzip.compress(fit_run()), "packed"),
        ("run.gpx", b'<!DOCTYPE x [<!ENTITY a "b">]><gpx>&a;</gpx>', "did not open it"),
        ("run.fit", fit_run()[:-40], "damaged"),
        ("run.tcx", tcx_run("Biking"), "another sport"),
        ("run.fit", _IMPOSSIBLE, "cannot be a run"),
    ],
)  # fmt: skip
async def test_what_is_no_run_is_refused_in_clear_words(
    rita: Persona, on_stage: Stage, name: str, data: bytes, says: str
) -> None:
    await _is_here(rita, on_stage)

    assert says in await _sends(rita, data, name)


async def test_a_file_that_is_too_big_is_not_even_fetched(rita: Persona, on_stage: Stage) -> None:
    await _is_here(rita, on_stage)

    heard = await _sends(rita, bytes(10_000_001))

    assert "too big" in heard
    assert on_stage.sandbox.counts.calls["getFile"] == 0


async def test_a_file_that_takes_too_long_is_given_up(
    rita: Persona, on_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _is_here(rita, on_stage)

    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.handlers.run_files._PATIENCE", 0.01)
    monkeypatch.setattr(on_stage.workshop, "make", never)

    assert "reasonable time" in await _sends(rita, fit_run())


async def test_when_the_reader_dies_the_runner_is_told(rita: Persona, on_stage: Stage) -> None:
    await _is_here(rita, on_stage)
    on_stage.workshop.broken = True

    assert "by hand" in await _sends(rita, fit_run())


async def test_other_documents_get_the_usual_answer(rita: Persona, on_stage: Stage) -> None:
    await _is_here(rita, on_stage)

    assert "cannot look at pictures" in await _sends(rita, b"%PDF", "letter.pdf")
    assert not on_stage.workshop.made


async def test_before_there_is_a_plan_no_file_is_opened(rita: Persona, on_stage: Stage) -> None:
    await rita.says("/start")

    assert "agree" in await _sends(rita, fit_run())
    assert on_stage.sandbox.counts.calls["getFile"] == 0


async def test_reading_happens_in_the_workshop(rita: Persona, on_stage: Stage) -> None:
    await _is_here(rita, on_stage)

    await _sends(rita, fit_run())

    assert [job[:2] for job in on_stage.workshop.made] == [(read_run_file, "run.fit")]


async def test_the_same_run_twice_is_asked_about(rita: Persona, on_stage: Stage) -> None:
    await _is_here(rita, on_stage)
    await _sends(rita, fit_run())
    await rita.taps("0 none", "Save")

    await _sends(rita, fit_run())
    await rita.taps("0 none", "Save")

    assert len(await rita.kept(Run)) == 1


async def test_cadence_is_set_against_the_target(rita: Persona, on_stage: Stage) -> None:
    book = Book()
    on = book.returning()
    book.cadence(on - 1, 160.0)
    book.calm_run(on)
    on_stage.clock.advance(datetime(2026, 3, 20, 12, tzinfo=UTC) - on_stage.clock.now())
    await rita.writes_down(*book.entries)
    run = fit_file(
        file_id(), session(datetime(2026, 3, 19, 8, tzinfo=UTC), seconds=900, metres=2000, strides=82, up=1, down=1)
    )

    assert "164 steps a minute; your target is 168" in await _sends(rita, run)


@pytest.mark.parametrize(
    ("up", "down", "ground"),
    [
        (0, 0, "flat"),
        (29, 29, "flat"),
        (30, 30, "hilly"),
        (0, 30, "downhill"),
        (120, 180, "hilly"),
        (None, None, "flat"),
    ],
)
def test_ups_and_downs_suggest_the_ground(up: float | None, down: float | None, ground: str) -> None:
    assert surface(RunFile("fit", None, 30.0, 5.0, None, up, down)) == ground
