"""What a runner hears: the audio of today's run, and a beat to step to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.media import sounds
from tests.support.diaries import Book
from tests.support.persona import Persona, Stage

EVE = datetime(2026, 3, 16, 20, tzinfo=UTC)
"""The evening before the first run of a runner who came back to running: step R1."""


async def _comes_back(rita: Persona, *, baseline: float | None = None, target: bool = False) -> None:
    """Two weeks of good work are behind. With a `target` two calm runs are, too, and the baseline was measured."""
    book = Book()
    on = book.returning()
    if baseline is not None:
        book.cadence(on - 1, baseline)
    if target:
        book.calm_run(on)
        book.calm_run(on + 2)
    await rita.waits_until(EVE + timedelta(days=7 * target))
    await rita.writes_down(*book.entries)


def _made(stage: Stage) -> list[tuple[Any, ...]]:
    return [job for job in stage.workshop.made if job[0] in (sounds.session, sounds.metronome)]


async def test_the_sound_of_todays_run_is_one_tap_away(rita: Persona, on_stage: Stage) -> None:
    await _comes_back(rita)
    await rita.waits(days=1)
    await rita.says("/today")

    heard = await rita.taps("🎧 Audio")

    assert "R1" in heard
    assert "two low notes" in heard
    assert "No clicks" in heard
    assert "high is right" not in heard
    audio = rita.person.sees().last.message.content["audio"]
    assert (audio["performer"], audio["title"], audio["duration"]) == ("Strideback", "Run 1 / walk 2 × 5", 1800)
    assert [(step.id, spm) for _, step, spm in _made(on_stage)] == [("R1", None)]


async def test_the_reminder_before_a_run_brings_its_sound_along(rita: Persona, on_stage: Stage) -> None:
    await _comes_back(rita)

    heard = await rita.waits(hours=12)

    today, audio = [message for message in rita.person.sees().messages if message.text][-2:]
    assert "R1" in today.text
    assert today.pinned
    assert audio.media == "audio"
    assert "two low notes" in heard


async def test_the_same_sound_is_uploaded_once_for_everybody(rita: Persona, on_stage: Stage) -> None:
    await _comes_back(rita)
    await rita.waits(hours=12)
    sam = on_stage.person("Sam", 7002)
    await sam.writes_down(*(replace(entry, id=f"sam-{entry.id}") for entry in (await rita.diary()).entries))

    await sam.says("/audio")
    await rita.says("audio")

    assert sam.person.sees().last.media == rita.person.sees().last.media == "audio"
    assert len(_made(on_stage)) == 1


async def test_what_telegram_has_lost_is_uploaded_again(rita: Persona, on_stage: Stage) -> None:
    await rita.says("/metronome 172")
    on_stage.sandbox.world.files.forget()

    heard = await rita.says("/metronome 172")

    assert "172 steps a minute" in heard
    assert len(_made(on_stage)) == 2
    await rita.says("/metronome 172")
    assert len(_made(on_stage)) == 2


async def test_a_reminder_is_sent_once_even_when_its_sound_cannot_be_made(rita: Persona, on_stage: Stage) -> None:
    await _comes_back(rita)
    on_stage.workshop.broken = True

    heard = await rita.waits(hours=13)

    assert heard.count("Return to running") == 1
    assert "two low notes" not in heard


async def test_clicks_come_at_the_runners_own_target(rita: Persona, on_stage: Stage) -> None:
    await _comes_back(rita, baseline=160.0, target=True)
    await rita.waits(days=1)

    await rita.says("/audio")

    assert [(step.id, spm) for _, step, spm in _made(on_stage)] == [("R1", 168)]


async def test_without_a_number_the_metronome_takes_the_target(rita: Persona, on_stage: Stage) -> None:
    await _comes_back(rita, baseline=160.0, target=True)

    heard = await rita.says("/metronome")

    assert "168 steps a minute" in heard
    assert _made(on_stage) == [(sounds.metronome, 168)]


async def test_a_beat_beyond_ten_percent_is_given_with_a_warning(rita: Persona) -> None:
    await _comes_back(rita, baseline=160.0)

    assert "above 176" in await rita.says("/metronome 180")
    assert "above 176" not in await rita.says("/metronome 176")


@pytest.mark.parametrize("said", ["/metronome 60", "/metronome 119.9", "/metronome 221", "/metronome -172"])
async def test_a_rate_that_nobody_runs_at_is_refused_kindly(rita: Persona, on_stage: Stage, said: str) -> None:
    heard = await rita.says(said)

    assert "120 to 220" in heard
    assert not _made(on_stage)


async def test_who_has_no_target_is_asked_for_a_number(rita: Persona) -> None:
    assert "/metronome 168" in await rita.says("/metronome")
    assert "/metronome 168" in await rita.says("/metronome fast")


async def test_who_is_measured_but_has_no_target_is_offered_their_own_rate(rita: Persona) -> None:
    await _comes_back(rita, baseline=174.4)
    await rita.says("/metronome")

    assert "174 steps a minute" in await rita.taps("🎧 Metronome 174")


async def test_on_a_day_without_a_run_there_is_no_sound(rita: Persona) -> None:
    await _comes_back(rita)

    await rita.says("/today")

    assert "🎧 Audio" not in rita.buttons
    assert "No run is due" in await rita.says("/audio")


async def test_while_a_red_flag_stands_nothing_invites_to_run(rita: Persona, on_stage: Stage) -> None:
    await _comes_back(rita)
    await rita.says("my knee locks and I cannot straighten it")

    assert "steps a minute" not in await rita.says("/metronome 172")
    await rita.says("/audio")
    assert not _made(on_stage)
