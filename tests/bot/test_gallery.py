"""Pictures are made and uploaded once; where there is none, the words still come."""

from telegram import Message

from bot.outbound import messages
from bot.speech import Picture, Speech
from tests.support.persona import Persona

CLAMSHELL = Picture("clamshell", "band", "left")


async def _show(rita: Persona, picture: Picture) -> Message:
    stage = rita.stage
    return await messages.send(stage.bot.bot, 7001, Speech("Set 1 of 3", picture=picture), stage.world.gallery)


async def test_a_second_showing_uploads_nothing(rita: Persona) -> None:
    await rita.says("/start")
    first, second = await _show(rita, CLAMSHELL), await _show(rita, CLAMSHELL)
    assert first.photo[-1].file_unique_id == second.photo[-1].file_unique_id
    assert len(rita.stage.sandbox.world.files.all()) == 1


async def test_an_id_that_telegram_has_forgotten_is_uploaded_again(rita: Persona) -> None:
    await rita.says("/start")
    await _show(rita, CLAMSHELL)
    rita.stage.sandbox.world.files.forget()
    assert (await _show(rita, CLAMSHELL)).photo


async def test_an_exercise_without_a_drawing_is_told_in_words(rita: Persona) -> None:
    await rita.says("/start")
    assert (await _show(rita, Picture("copenhagen_plank", "short", "left"))).text == "Set 1 of 3"
