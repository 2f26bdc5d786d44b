"""Measuring the step rate: counting one foot, or tapping along where the network allows it."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.media import sounds
from protocols.diary import CadenceMeasured
from tests.support.diaries import Book
from tests.support.persona import Persona, Stage

FRIDAY = datetime(2026, 3, 20, 12, tzinfo=UTC)


async def _has_run_calmly(rita: Persona) -> None:
    book = Book()
    on = book.returning()
    book.cadence(on - 1, 150.0)  # measured on an earlier day: this is what the target stands on
    book.calm_run(on)
    await rita.waits_until(FRIDAY)
    await rita.writes_down(*book.entries)


async def _latest(rita: Persona) -> CadenceMeasured:
    return max(await rita.kept(CadenceMeasured), key=lambda entry: entry.at)


async def _taps_along(rita: Persona, stage: Stage, spm: float, uneven_ms: float) -> str:
    random, heard = Random(7), ""
    start = stage.clock.now()
    for number in range(round(spm / 4) + 2):
        due = start + timedelta(minutes=number / spm, milliseconds=max(0, random.gauss(uneven_ms * 3, uneven_ms)))
        stage.clock.advance(max(due - stage.clock.now(), timedelta()))
        heard = await rita.taps("👟 Step")
        if heard:
            return heard
    return heard


async def test_four_counts_make_a_cadence_and_a_beat_to_step_to(rita: Persona, on_stage: Stage) -> None:
    await _has_run_calmly(rita)
    await rita.says("/cadence")
    await rita.says("40")
    await rita.taps("40")
    await rita.says("40")

    heard = await rita.says("40")

    assert "160 steps a minute" in heard
    assert "From 150 to 157" in heard
    await rita.taps("🎧 Metronome 157")
    assert (sounds.metronome, 157) in on_stage.workshop.made


async def test_a_single_miscount_does_not_move_the_cadence(rita: Persona) -> None:
    await _has_run_calmly(rita)
    await rita.says("/cadence")

    for count in ("40", "41", "31", "39"):
        await rita.says(count)

    assert (await _latest(rita)).spm == 160.0


async def test_tapping_along_is_an_extra(rita: Persona, on_stage: Stage) -> None:
    await _has_run_calmly(rita)
    await rita.says("/cadence")
    assert "often" in await rita.taps("👆 Tap along instead")

    heard = await _taps_along(rita, on_stage, 164, uneven_ms=15)

    measured = await _latest(rita)
    assert measured.method == "tapped"
    assert measured.spm == pytest.approx(164, abs=1)
    assert "steps a minute" in heard


async def test_when_the_taps_are_unclear_no_guess_is_made(rita: Persona, on_stage: Stage) -> None:
    await _has_run_calmly(rita)
    await rita.says("/cadence")
    await rita.taps("👆 Tap along instead")

    heard = await _taps_along(rita, on_stage, 164, uneven_ms=120)

    assert "I do not guess" in heard
    assert len(await rita.kept(CadenceMeasured)) == 1
    assert "right foot" in await rita.taps("Count instead")


async def test_while_tapping_a_typed_number_is_no_count(rita: Persona) -> None:
    await _has_run_calmly(rita)
    await rita.says("/cadence")
    await rita.taps("👆 Tap along instead")

    assert "of 4" not in await rita.says("40")


async def test_whoever_stops_begins_anew(rita: Persona, on_stage: Stage) -> None:
    await _has_run_calmly(rita)
    await rita.says("/cadence")
    await rita.taps("👆 Tap along instead", "👟 Step", "👟 Step")
    on_stage.clock.advance(timedelta(minutes=2))

    assert await rita.taps("👟 Step") == ""


async def test_a_step_after_the_end_changes_nothing(rita: Persona, on_stage: Stage) -> None:
    await _has_run_calmly(rita)
    await rita.says("/cadence")
    await rita.taps("👆 Tap along instead")
    await _taps_along(rita, on_stage, 164, uneven_ms=15)

    await rita.forges("step")

    assert "from before" in rita.toast
    assert len(await rita.kept(CadenceMeasured)) == 2


async def test_before_there_is_a_plan_nothing_is_measured(rita: Persona) -> None:
    await rita.says("/start")

    assert "tap once" not in await rita.forges("tapalong")
    assert "👟 Step" not in rita.all_buttons
