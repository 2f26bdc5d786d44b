"""Without consent nothing about a knee is kept; when its text changes, it is asked for anew."""

import random

import pytest
from sqlalchemy import select

from bot.texts.commands import COMMANDS
from storage.tables import drafts
from tests.ops.forging import every_tap, forged
from tests.ops.test_privacy import rows_with
from tests.support.persona import Stage

RITA = 7001
SAID = (
    "pain 7 today",
    "ran 5k in 30 min, pain 2",
    "how do I foam roll?",
    "what about llamas?",
    "done",
    "7:30",
    "Lisbon",
)
ABOUT_THE_KNEE = {"entries", "questions", "votes", "standings", "reminders"}


async def test_who_declines_can_say_and_tap_whatever_there_is_and_nothing_of_it_is_kept(on_stage: Stage) -> None:
    rita = on_stage.person(number=RITA)
    await rita.says("/start")
    await rita.taps("No, only show exercises")
    dice, voted = random.Random(4), False
    for command in sorted(set(COMMANDS) - {"delete", "start"}):
        await rita.says(f"/{command}")
    for text in SAID:
        await rita.says(text)
        if "👍" in rita.buttons:
            await rita.taps("👍")
            voted = True
    assert voted
    for tap in every_tap():
        if tap.name not in {"consent", "erase", "step"}:
            await rita.forges(forged(tap, dice, ("1",)))
    database = on_stage.world.database
    assert not set(await rows_with(database, RITA)) & ABOUT_THE_KNEE
    async with database.reading() as tx:
        opened = [database.keyring.open(body) for body in (await tx.execute(select(drafts.c.body))).scalars()]
    assert set(opened) <= {"{}"}  # that a zone or a message to the team is waited for


async def test_a_new_text_of_consent_is_asked_about_before_anything_more_is_recorded(
    on_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    rita = on_stage.person(number=RITA)
    await rita.has_a_plan()
    monkeypatch.setattr("bot.world.CONSENT_VERSION", "2")
    monkeypatch.setattr("bot.texts.intake.CONSENT_VERSION", "2")
    before = await rows_with(on_stage.world.database, RITA)
    assert "Do you agree" in await rita.says("/today")
    await rita.says("pain 3")
    await rita.forges("pain:3")
    after = await rows_with(on_stage.world.database, RITA)
    assert after["entries"] == before["entries"]
    assert "Before we start" not in await rita.taps("I agree")
    assert "4 of 10" in await rita.says("pain 4")
