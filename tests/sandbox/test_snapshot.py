"""A restart of the sandbox: conversations, files, pending updates and the time machine's place survive."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.files import PIXEL
from sandbox.people import Person
from sandbox.snapshot import keep, load, save
from tests.sandbox.conftest import MONDAY, TOKEN, Call
from tests.support.patience import until

BUTTON = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


def _restarted(folder: Path) -> Sandbox:
    sandbox = Sandbox(Clock.frozen(MONDAY))
    sandbox.add_bot(TOKEN)
    sandbox.add_person("Rita", id=7)
    assert load(sandbox, folder)
    return sandbox


async def test_everything_one_can_see_survives(tmp_path: Path, sandbox: Sandbox, call: Call, rita: Person) -> None:
    await call("setMyCommands", commands=[{"command": "today", "description": "Due"}])
    sent: Any = (
        await call("sendMessage", chat_id=7, text="<b>Today</b>", parse_mode="HTML", reply_markup=BUTTON)
    ).result
    await call("pinChatMessage", chat_id=7, message_id=sent["message_id"])
    await call("sendMessage", chat_id=7, text="Where?", reply_markup={"keyboard": [["Here"]]})
    rita.edit(rita.say("hm", reply_to=sent["message_id"]), "well")
    sandbox.add_person("Sam", id=8)
    save(sandbox, tmp_path)
    again = _restarted(tmp_path)
    shown = again.person(7).sees()
    assert [(each.id, each.html, each.mine, each.edited, each.buttons) for each in shown.messages] == [
        (each.id, each.html, each.mine, each.edited, each.buttons) for each in rita.sees().messages
    ]
    assert (shown.keyboard, shown.pinned and shown.pinned.text) == ([["Here"]], "Today")
    assert [person.user.name for person in again.people()] == ["Rita", "Sam"]
    assert (await again.call(TOKEN, "getMyCommands")).result == [{"command": "today", "description": "Due"}]


async def test_the_bot_goes_on_where_it_was(tmp_path: Path, sandbox: Sandbox, call: Call, rita: Person) -> None:
    sent: Any = (await call("sendMessage", chat_id=7, text="1", reply_markup=BUTTON)).result
    photo: Any = (await call("sendPhoto", chat_id=7, files={"photo": ("a.png", PIXEL, "image/png")})).result
    before: Any = (await call("getUpdates")).result
    save(sandbox, tmp_path)
    again = _restarted(tmp_path)
    assert (await again.call(TOKEN, "getUpdates")).result == before
    edit = {"chat_id": 7, "message_id": sent["message_id"], "text": "2"}
    assert (await again.call(TOKEN, "editMessageText", edit)).ok
    assert (await again.call(TOKEN, "sendPhoto", {"chat_id": 7, "photo": photo["photo"][-1]["file_id"]})).ok
    again.person(7).say("next")
    after: Any = (await again.call(TOKEN, "getUpdates")).result
    assert after[-1]["update_id"] > before[-1]["update_id"]


async def test_time_does_not_fall_back(tmp_path: Path, sandbox: Sandbox, rita: Person) -> None:
    sandbox.clock.advance(timedelta(days=12))
    rita.block()
    save(sandbox, tmp_path)
    again = _restarted(tmp_path)
    assert again.clock.now() == MONDAY + timedelta(days=12)
    assert (await again.call(TOKEN, "sendMessage", {"chat_id": 7, "text": "x"})).status == 403


def test_nothing_saved_is_nothing_to_load(tmp_path: Path, sandbox: Sandbox) -> None:
    assert not load(sandbox, tmp_path)


async def test_changes_are_kept_as_they_happen(tmp_path: Path, sandbox: Sandbox, rita: Person) -> None:
    keeping = asyncio.create_task(keep(sandbox, tmp_path, every=0.01))
    await asyncio.sleep(0.02)
    assert not (tmp_path / "state.json").exists()
    rita.say("remember me")
    await until((tmp_path / "state.json").exists)
    keeping.cancel()
    assert _restarted(tmp_path).person(7).sees().last.text == "remember me"
