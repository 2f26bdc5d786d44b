"""Nobody without the role reaches an admin's act: every door, tried by everybody, in every way there is."""

from typing import Any, cast

from sqlalchemy import select
from telegram import BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot import menu
from bot.actions.admin.desk import Admin
from bot.config import Role
from bot.handlers.admin import DOORS
from bot.handlers.admin.doors import Door
from bot.keyboards import Tap
from storage.tables import audit
from tests.admin.conftest import EDITOR, OWNER, ROLES, VIEWER, Office
from tests.support.persona import Persona

STRANGER = 7
REFUSED = (
    "no longer possible",
    "another admin",
    "no message yet",
    "conversation is gone",
)  # by the state of things, not by role
FIELDS = {r"\d{1,9}": "1", r"[\w+-]{1,24}": "active", r"ask|now|1h|tomorrow|type|\d{4}": "now"}


def _data(button: Tap) -> str:
    """Forged data of this kind of button: the first choice of every field."""
    name, _, rest = button.pattern.pattern.removesuffix(r"\Z").partition(":")
    fields = [part.strip("()") for part in rest.split(":")] if rest else []
    return ":".join([name, *(FIELDS.get(field, field.split("|")[-1]) for field in fields)])


def _name(door: Door) -> str:
    return door.way if isinstance(door.way, str) else _data(door.way)


async def _acts(office: Office) -> list[str]:
    async with office.stage.world.database.reading() as tx:
        return list((await tx.execute(select(audit.c.act))).scalars())


async def _try(office: Office, who: Persona, door: Door) -> str:
    """By command, or by a callback that was forged onto any message."""
    if isinstance(door.way, str):
        return await who.says(f"/{door.way}")
    message = who.person.sees().last.message
    return await who.does(who.person.press, message, {"callback_data": _data(door.way)})


async def test_every_door_opens_by_role_and_by_nothing_else(quick_office: Office) -> None:
    office = quick_office
    people = {number: office.stage.person(f"P{number}", number) for number in (STRANGER, VIEWER, EDITOR, OWNER)}
    for who in people.values():
        await who.says("/start")
    unknown = await people[STRANGER].says("/nosuchcommand")
    for door in DOORS:
        for number, who in people.items():
            before, role = len(await _acts(office)), ROLES.get(number)
            heard = await _try(office, who, door)
            acts = (await _acts(office))[before:]
            if role is None:
                assert acts == [], _name(door)
                assert heard == unknown if isinstance(door.way, str) else "role" not in heard, _name(door)
                assert who.toast == "" or "from before" in who.toast
            elif Admin(number, role).may(door.role):
                assert "needs the role" not in heard, (_name(door), number)
                assert acts or any(word in heard for word in REFUSED), (_name(door), heard)
            else:
                assert "needs the role" in heard, (_name(door), number)
                assert acts == [], _name(door)


async def test_a_deep_link_leads_a_stranger_nowhere(quick_office: Office) -> None:
    office = quick_office
    stranger = office.stage.person("S", STRANGER)
    welcome = await stranger.says("/start")
    for door in DOORS:
        assert await stranger.says(f"/start {_name(door).replace(':', '_')}") == welcome
    assert await _acts(office) == []


async def test_who_is_no_admin_any_more_finds_old_buttons_dead(quick_office: Office) -> None:
    office = quick_office
    await office.crowd(3)
    ada = office.admin()
    await ada.says("/broadcast")
    await ada.taps("New broadcast")
    await ada.says("Hello")
    before = await _acts(office)
    del cast("dict[int, Role]", office.stage.world.admins)[EDITOR]
    await ada.taps("Send …")
    await ada.says("another message")  # was it waited for? not any more
    assert await _acts(office) == before


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
    assert {door.way for door in DOORS if isinstance(door.way, str)} <= mine - everybody
