"""Nobody without the role reaches an admin's act: every door that the bot has, tried by everybody, in every way."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import select
from telegram import BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler

import bot as package
from bot.actions.admin.desk import Admin
from bot.actions.admin.wants import Want
from bot.config import Role
from bot.handlers.admin.doors import Door
from bot.keyboards import CLOCK
from bot.outbound import menu
from storage import chats
from storage.tables import audit
from tests.admin.conftest import EDITOR, OTHER_EDITOR, OWNER, ROLES, VIEWER, Office
from tests.support.persona import Persona

STRANGER, RUNNER = 7, 8
PEOPLE = (STRANGER, RUNNER, VIEWER, EDITOR, OWNER)
ALLOWED = {  # the whole table: who may go through which door. A door that is not in here fails the test
    "/broadcast": Role.VIEWER, "bcopen": Role.VIEWER, "bcnew": Role.EDITOR, "bcmsg": Role.EDITOR,
    "bctopic": Role.EDITOR, "bcwho": Role.EDITOR, "bcwhen": Role.EDITOR, "bcset": Role.EDITOR, "bcsee": Role.EDITOR,
    "bcsend": Role.EDITOR, "bcdrop": Role.EDITOR, "bcreview": Role.EDITOR, "bcrun": Role.EDITOR, "bcsure": Role.EDITOR,
    "/dashboard": Role.VIEWER, "dash": Role.VIEWER, "/audit": Role.OWNER,
    "/questions": Role.VIEWER, "qgroup": Role.EDITOR, "qnotes": Role.EDITOR, "qnote": Role.EDITOR,
    "qjudge": Role.EDITOR, "sreply": Role.EDITOR,
}  # fmt: skip
RUNNERS_OWN = {"/support", "support", "topicout", "topicin", "topicset", "tellme"}  # beside them, and for everybody
REFUSED = (
    "no longer possible",
    "another admin",
    "no message yet",
    "conversation is gone",
)  # by the state of things, not by role


def _ways(handler: Any) -> list[str]:
    """A handler's name in the tables above: its commands, or the kind of its buttons."""
    if isinstance(handler, CommandHandler):
        return [f"/{name}" for name in handler.commands]
    if isinstance(handler, CallbackQueryHandler) and isinstance(handler.pattern, re.Pattern):
        return [re.split(r":|\\Z", handler.pattern.pattern)[0]]
    return [type(handler).__name__]


def _registered(office: Office) -> Iterator[tuple[str, Any]]:
    """Everything the running application reacts to."""
    for handler in itertools.chain.from_iterable(office.stage.bot.handlers.values()):
        for way in _ways(handler):
            yield way, handler


def _doors(office: Office) -> dict[str, Door]:
    found = {way: getattr(handler.callback, "__self__", None) for way, handler in _registered(office)}
    return {way: door for way, door in found.items() if isinstance(door, Door)}


def _forged(door: Door) -> list[str]:
    """Callback data for every choice that the door's buttons have."""
    if isinstance(door.way, str):
        return []
    name, _, rest = door.way.pattern.pattern.removesuffix(r"\Z").partition(":")
    for pattern, value in {r"\d{1,9}": "1", r"[\w+-]{1,24}": "any", CLOCK: "0900"}.items():
        rest = rest.replace(pattern, value)
    fields = [field.strip("()").split("|") for field in rest.split(":")] if rest else []
    return [":".join([name, *values]) for values in itertools.product(*fields)]


async def _acts(office: Office) -> list[str]:
    async with office.stage.world.database.reading() as tx:
        return list((await tx.execute(select(audit.c.act))).scalars())


async def _everybody(office: Office) -> dict[int, Persona]:
    people = {number: office.stage.person(f"P{number}", number) for number in PEOPLE}
    for who in people.values():
        await who.says("/start")
    await people[RUNNER].has_a_plan()
    return people


def test_every_way_to_an_admins_act_is_a_door_in_the_table(quick_office: Office) -> None:
    doors = {way: door.role for way, door in _doors(quick_office).items()}
    assert doors == ALLOWED
    of_admins = {
        way
        for way, handler in _registered(quick_office)
        if handler.callback.__module__.startswith("bot.handlers.admin")
        and way not in doors
        and not isinstance(handler, MessageHandler)  # heard_first: see the waits below
    }
    assert of_admins == RUNNERS_OWN


def test_a_desk_is_opened_behind_the_doors_only() -> None:
    root = Path(str(package.__file__)).parent
    opens = {str(path.relative_to(root)) for path in root.rglob("*.py") if ".desk(" in path.read_text()}
    assert {path for path in opens if not path.startswith("handlers/admin/")} == set()


async def test_every_door_opens_by_role_and_by_nothing_else(quick_office: Office) -> None:
    office, people = quick_office, await _everybody(quick_office)
    unknown = await people[STRANGER].says("/nosuchcommand")
    for way, door in _doors(office).items():
        for number, who in people.items():
            for data in _forged(door) or [way]:
                before = len(await _acts(office))
                heard = await (who.says(data) if data.startswith("/") else who.forges(data))
                acts = (await _acts(office))[before:]
                role = ROLES.get(number)
                if role is None:
                    assert acts == [], data
                    assert heard == unknown if data.startswith("/") else "role" not in heard, data
                    assert data.startswith("/") or "from before" in who.toast, data
                elif Admin(number, role).may(ALLOWED[way]):
                    assert "needs the role" not in heard, (data, number)
                    assert acts or any(word in heard for word in REFUSED), (data, heard)
                else:
                    assert "needs the role" in heard, (data, number)
                    assert acts == [], data


@pytest.mark.parametrize("number", [STRANGER, RUNNER, VIEWER])
async def test_a_deep_link_leads_nowhere(quick_office: Office, number: int) -> None:
    office, people = quick_office, await _everybody(quick_office)
    welcome = await people[number].says("/start")
    for way, door in _doors(office).items():
        for data in _forged(door) or [way.removeprefix("/")]:
            assert await people[number].says(f"/start {data.replace(':', '_')}") == welcome
    assert await _acts(office) == []


async def test_an_admins_command_does_nothing_in_a_group_or_when_a_message_is_edited_into_it(
    quick_office: Office,
) -> None:
    office = quick_office
    olga = office.admin(OWNER)
    await olga.says("/start")
    group = office.stage.sandbox.add_group(olga.person.chat.bot, "Club", [olga.person])
    for way in _doors(office):
        if way.startswith("/"):
            await olga.does(olga.person.say, way, to=group)
            said = olga.person.say("hello")
            await office.stage.drain()
            await olga.does(olga.person.edit, said, way)
    assert await _acts(office) == []


@pytest.mark.parametrize("becomes", [None, Role.VIEWER])
async def test_old_buttons_are_dead_for_who_has_lost_the_role(quick_office: Office, becomes: Role | None) -> None:
    office, people = quick_office, await _everybody(quick_office)
    ada = people[EDITOR]
    await ada.says("/broadcast")
    await ada.taps("New broadcast")
    await ada.says("Hello")
    before = await _acts(office)
    admins = cast("dict[int, Role]", office.stage.world.admins)
    admins.pop(EDITOR) if becomes is None else admins.update({EDITOR: becomes})
    for label in [label for label in ada.buttons if label != "‹ Back"]:
        heard = await ada.taps(label)
        assert "needs the role" in heard if becomes else "role" not in heard, label
    assert await _acts(office) == before


@pytest.mark.parametrize("want", Want)
@pytest.mark.parametrize("becomes", [None, Role.VIEWER])
async def test_what_was_waited_for_is_not_taken_from_who_has_lost_the_role(
    quick_office: Office, want: Want, becomes: Role | None
) -> None:
    office, people = quick_office, await _everybody(quick_office)
    world, now = office.stage.world, office.stage.clock.now()
    body = {"want": want, "about": 1, "album": None}
    async with world.database.transaction() as tx:
        await chats.put_draft(tx, world.database.keyring, EDITOR, "admin", body, now)
    admins = cast("dict[int, Role]", world.admins)
    admins.pop(EDITOR) if becomes is None else admins.update({EDITOR: becomes})
    heard = await people[EDITOR].says("Hello everybody")
    assert ("needs the role" in heard) is (becomes is not None)
    assert await _acts(office) == []
    assert not any("Hello everybody" in each for who in people.values() for each in who.person.sees().heard)


async def test_a_runners_words_to_the_team_reach_nobody_without_the_role(quick_office: Office) -> None:
    office, people = quick_office, await _everybody(quick_office)
    ben = office.admin(OTHER_EDITOR)
    await ben.says("/start")
    await people[RUNNER].says("/support")
    await people[RUNNER].says("the buttons are small")
    reached = {number for number, who in (people | {OTHER_EDITOR: ben}).items() if "buttons are small" in who.screen}
    assert reached == {EDITOR, OTHER_EDITOR, OWNER}


async def test_every_act_stands_in_the_audit_log_without_a_word_of_the_message(quick_office: Office) -> None:
    office = quick_office
    await office.crowd(3)
    ada, olga = office.admin(), office.admin(OWNER)
    await ada.says("/broadcast")
    await ada.taps("New broadcast")
    await ada.says("Secret words")
    await ada.taps("☑ Test first", "Send …", "Send to 4")
    heard = await olga.says("/audit")
    for act in ("broadcast.list", "broadcast.new", "broadcast.take", "broadcast.switch", "broadcast.send"):
        assert act in heard
    assert "Secret" not in heard


async def test_admin_commands_stand_in_admins_menus_only(quick_office: Office) -> None:
    office = quick_office
    await office.admin().says("/start")
    await menu.introduce(office.stage.bot.bot, [EDITOR])
    bot: Any = office.stage.bot.bot
    everybody = {each.command for each in await bot.get_my_commands(BotCommandScopeAllPrivateChats())}
    mine = {each.command for each in await bot.get_my_commands(BotCommandScopeChat(EDITOR))}
    assert {way.removeprefix("/") for way in ALLOWED if way.startswith("/")} <= mine - everybody
