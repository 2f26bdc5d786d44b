"""A runner and the team talk through the bot, and the team never learns who it is."""

from sqlalchemy import select

from storage import export, runners
from storage.admin_tables import support_lines
from tests.admin.conftest import EDITOR, OTHER_EDITOR, VIEWER, Office


async def test_a_message_goes_to_the_team_and_the_answer_comes_back(office: Office) -> None:
    ada, ben, vic = office.admin(EDITOR), office.admin(OTHER_EDITOR), office.admin(VIEWER)
    for admin in (ada, ben, vic):
        await admin.says("/start")
    rita = office.stage.person("Rita")
    await rita.says("/support")
    assert "The team has it" in await rita.says("The buttons are too small")
    for admin in (ada, ben):
        assert "The buttons are too small" in admin.screen
        assert "7001" not in admin.screen
        assert "Rita" not in admin.screen
    assert "too small" not in vic.screen
    relayed = next(m for m in ada.person.sees().messages if "too small" in m.text)
    await ada.does(ada.person.say, "We make them larger", reply_to=relayed.id)
    assert "We make them larger" in rita.screen
    assert "a colleague answered" in ben.screen
    await rita.taps("Write back")
    await rita.says("Thanks")
    heard = await ben.taps("↩️ Reply")
    assert "Runner: Thanks" in heard
    assert "Team: We make them larger" in heard
    await ben.says("You are welcome")
    assert "You are welcome" in rita.screen


async def test_never_mind_sends_nothing(office: Office) -> None:
    ada = office.admin(EDITOR)
    await ada.says("/start")
    rita = office.stage.person("Rita")
    await rita.says("/support")
    await rita.taps("Never mind")
    await rita.says("just thinking aloud")
    assert "just thinking" not in ada.screen


async def test_a_red_flag_to_the_team_is_answered_by_the_bot_at_once(office: Office) -> None:
    ada = office.admin(EDITOR)
    await ada.says("/start")
    rita = office.stage.person("Rita")
    await rita.says("/support")
    heard = await rita.says("My calf is swollen and hot and I have chest pain")
    assert "The team has it" in heard
    assert "emergency" in heard
    assert heard.index("emergency") < heard.index("The team has it")  # red flags before anything else
    assert "I have told them at once" in ada.screen


async def test_what_is_said_is_unreadable_in_the_database_and_erased_with_the_runner(office: Office) -> None:
    ada = office.admin(EDITOR)
    await ada.says("/start")
    rita = office.stage.person("Rita")
    await rita.says("/support")
    await rita.says("a secret")
    async with office.stage.world.database.transaction() as tx:
        body = (await tx.execute(select(support_lines.c.body))).scalar_one()
        assert b"secret" not in body
        assert (await export.held(tx, office.stage.world.database.keyring, 7001))["support_lines"][0][
            "body"
        ] == "a secret"
        await runners.erase(tx, 7001)
        assert (await tx.execute(select(support_lines.c.body))).first() is None
    assert "conversation is gone" in await ada.taps("↩️ Reply")


async def test_words_that_do_not_fit_one_message_are_asked_for_again_and_nothing_is_cut(office: Office) -> None:
    ada = office.admin(EDITOR)
    await ada.says("/start")
    rita = office.stage.person("Rita")
    await rita.says("/support")
    assert "4000 characters, and 3500 fit" in await rita.says("x" * 4000)
    assert "Support #" not in ada.screen
    assert "The team has it" in await rita.says("y" * 3499 + "z")
    assert "y" * 3499 + "z" in ada.screen
    await ada.taps("↩️ Reply")
    assert "4096 characters" in await ada.says("🦵" * 2048)
    assert "Sent" in await ada.says("🦵" * 1750)
    assert "🦵" * 1750 in rita.screen
