"""Everything a button does, typed words do too."""

import re
from collections.abc import Sequence

import pytest

from bot.conversation.shown import Shown, plain
from bot.speech import Button
from sandbox.people import Person
from tests.support.days import pain, run
from tests.support.persona import Persona, Stage

FILES = ("🗓", "📈", "📊", "💪", "🚪", "📅")  # pictures and files: nothing to read
WAYS: dict[str, Sequence[str]] = {
    "today": ("/today",),
    "the week": ("/plan",),
    "progress": ("/progress",),
    "why not now": ("/today", "Skip"),
    "later": ("/today", "Later"),
    "a note": ("/log",),
    "settings": ("/settings",),
    "a pause": ("/pause",),
    "stopping": ("/stop",),
    "topics": ("/topics",),
    "exercises": ("/exercises",),
    "a workout": ("/today", "▶️ Start workout"),
    "a run": ("32 min 5k flat, pain 0",),
    "pain now": ("pain 3 now",),
}


async def _ready(stage: Stage, number: int, way: Sequence[str]) -> Persona:
    someone = stage.person("Rita", number)
    await someone.has_a_plan(pain(1, 1), run(2))
    for word in way:
        await (someone.says(word) if word[0] in "/3p" else someone.taps(word))
    return someone


def _newest(person: Person) -> list[str]:
    """The buttons under the newest message that has any."""
    messages = [m for m in person.sees().messages if m.buttons]
    return [label for row in messages[-1].buttons for label in row]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
async def test_typing_a_button_says_what_tapping_it_says(on_stage: Stage, way: Sequence[str]) -> None:
    first = await _ready(on_stage, 8000, way)
    said = [label for label in _newest(first.person) if not label.startswith(FILES)]
    said = [label for label in said if re.search("[a-z]", plain(label))]  # numbers have rules of their own
    assert said
    for place, label in enumerate(said):
        tapping = await _ready(on_stage, 8001 + 2 * place, way)
        typing = await _ready(on_stage, 8002 + 2 * place, way)
        tapped, typed = await tapping.taps(label), await typing.says(plain(label))
        assert tapped, label
        assert _gist(tapped) <= _gist(typed), label


def _gist(heard: str) -> set[str]:
    """The sentences heard. A tap changes a message in place; typed words have it told anew, so that more is heard."""
    return {line for line in re.split(r"\n+", heard) if line.strip()}


async def test_later_in_words_after_a_restart(rita: Persona, on_stage: Stage) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/today")
    await on_stage.restart()
    on_stage.world.shown.forget()
    assert "When shall I remind you" in await rita.says("later")
    assert await rita.says("why?") == await rita.taps("Why?")


async def test_a_red_flag_on_a_button_is_a_red_flag_in_words_first(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/flare")
    assert "looked at today" in await rita.says("I cannot take four steps on it")


def test_the_newest_message_wins_and_two_alike_are_none() -> None:
    shown = Shown()
    shown.note(1, ((Button("▶️ Go", "old"),),))
    shown.note(1, ((Button("Go", "new"), Button("Stay", "a"), Button("Stay", "b")),))
    assert shown.meant(1, "go!") == "new"
    assert shown.meant(1, "stay") is None
    assert shown.meant(1, "") is None
    shown.note(1, ((Button("3", "pain:3"),),))
    assert shown.meant(1, "3") is None
    assert shown.meant(2, "go") is None


def test_chats_heard_of_longest_ago_are_forgotten() -> None:
    shown = Shown(chats=2)
    for chat in (1, 2, 3):
        shown.note(chat, ((Button("Go", str(chat)),),))
    shown.note(3, ())
    assert [shown.meant(chat, "go") for chat in (1, 2, 3)] == [None, "2", "3"]
