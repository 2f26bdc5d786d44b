"""What holds for everything the bot may ever say, and for everything it listens to."""

import ast
import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import pytest
from telegram.ext import CommandHandler

import bot.texts
import protocols.plausible
from bot import keyboards
from bot.actions import errors as action_errors
from bot.config import Settings
from bot.conversation.waiting import RUN_KINDS
from bot.handlers import HANDLERS
from bot.keyboards import Tap
from bot.texts import errors, intake, labels, safety
from bot.texts.commands import COMMANDS, DESCRIPTION, GROUP_COMMANDS, SHORT_DESCRIPTION
from bot.texts.general import HELP
from protocols.errors import RehabError
from scheduler.reminders import Kind
from tests.support.persona import Persona, programmes

ROOT = Path(__file__).parents[2]
MESSAGE, BUTTON = 4096, 64
NUMBERS = ("pain", "on", "start", "days", "minutes", "km", "onset", "run", "spm", "effort", "sets", "amount")
NUMBERS += ("metres", "mm", "until")
PROTOCOL = programmes()["itbs"]


def _modules() -> list[ModuleType]:
    names = [f"bot.texts.{info.name}" for info in pkgutil.iter_modules(bot.texts.__path__)]
    return [importlib.import_module(name) for name in names]


def _constants() -> list[tuple[str, str]]:
    """Every text that stands in bot.texts, by the name it has there."""
    found = []
    for module in _modules():
        for name, value in vars(module).items():
            if name.startswith("__") or name == "_CUT":  # the sign at the end of what was shortened
                continue
            if isinstance(value, str):
                found.append((f"{module.__name__}.{name}", value))
            elif isinstance(value, dict):
                found += [(f"{module.__name__}.{name}[{k}]", v) for k, v in value.items() if isinstance(v, str)]
    return found


TEXTS = _constants()


def _codes(source: ModuleType, call: str) -> set[str]:
    """The codes that a module's calls of this name give as their first argument."""
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(source))) if isinstance(node, ast.Call))
    named = (c for c in calls if getattr(c.func, "id", "") == call and c.args)
    return {c.args[0].value for c in named if isinstance(c.args[0], ast.Constant) and isinstance(c.args[0].value, str)}


def test_every_error_of_an_action_has_a_sentence() -> None:
    classes = [c for c in vars(action_errors).values() if inspect.isclass(c) and issubclass(c, RehabError)]
    codes = {c.code for c in classes} - {"rehab"}
    assert len(codes) >= 4
    assert all(errors.sentence(code, {}) != errors.FALLBACK for code in codes)


def test_every_number_that_cannot_be_true_has_a_sentence_of_its_own() -> None:
    codes = _codes(protocols.plausible, "ImplausibleError") | _codes(protocols.plausible, "_within") | {"amount"}
    numbers = dict.fromkeys(NUMBERS, 1)
    assert len(codes) >= 14
    for code in codes:
        assert errors.sentence(code, numbers) != errors.FALLBACK, code


def test_every_kind_of_question_says_what_it_did_not_understand() -> None:
    kinds = {question.kind for question in PROTOCOL.questions} | set(RUN_KINDS.values())
    for kind in (*kinds, "choice", "count", "time", "zone"):
        assert errors.sentence(f"not_understood_{kind}", {}) != errors.FALLBACK, kind


def test_every_command_has_one_handler_is_in_help_and_in_the_readme() -> None:
    handled = [name for h in HANDLERS if isinstance(h, CommandHandler) for name in h.commands]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert sorted(handled) == sorted(set(handled))
    for name in COMMANDS:
        assert name in handled, f"nobody listens to /{name}"
        assert f"/{name} " in HELP, f"/{name} is not in /help"
        assert f"/{name}" in readme, f"/{name} is not in the README"


def test_every_question_and_every_option_has_words() -> None:
    for question in PROTOCOL.questions:
        assert intake.ask(question.id)
        for option in question.options:
            said = labels.option(question.id, option)
            assert said != option or re.fullmatch(r"\d+ (km|min)", option), (question.id, option)


def test_every_red_flag_has_words() -> None:
    for flag in PROTOCOL.flags.values():
        assert re.search(r"[a-z] ", safety.sign(flag.id, flag.screen) + " "), flag.id
        assert "_" not in safety.sign(flag.id, flag.screen)


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[name for name, _ in TEXTS])
def test_no_text_is_too_long_or_speaks_in_signs_only(name: str, text: str) -> None:
    assert len(text.encode("utf-16-le")) // 2 <= MESSAGE
    if name.startswith("bot.texts.labels"):
        assert len(text) <= BUTTON
    if text.strip():
        assert re.search(r"[A-Za-z0-9]", text), f"{name} says it in signs only: {text!r}"


def test_menu_and_descriptions_keep_telegram_s_limits() -> None:
    for name, what in (COMMANDS | GROUP_COMMANDS).items():
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= len(what) <= 256
    assert len(DESCRIPTION) <= 512
    assert len(SHORT_DESCRIPTION) <= 120


def test_every_kind_of_button_is_listened_to_and_none_twice() -> None:
    taps = [tap for tap in vars(keyboards).values() if isinstance(tap, Tap)]
    patterns = [handler.pattern for handler in HANDLERS if getattr(handler, "pattern", None) is not None]
    assert len(taps) > 50
    assert len({tap.name for tap in taps}) == len(taps)
    for tap in taps:
        assert tap.pattern in patterns, f"nobody listens to {tap.name}"


def test_the_longest_data_of_a_button_fits_into_sixty_four_bytes() -> None:
    """Ids are the longest parts: of entries 32 characters, of options and passages what the files say."""
    entry = "f" * 32
    keyboards.UNDO(entry)
    keyboards.MORNING(entry, 10)
    for question in PROTOCOL.questions:
        for option in question.options:
            kind = keyboards.TICK if question.kind in ("many", "weekdays") else keyboards.ANSWER
            kind(question.id, option)
        keyboards.BACK(question.id)
    for exercise in PROTOCOL.exercises:
        keyboards.EXERCISE(exercise)
    for step in PROTOCOL.ladder:
        keyboards.OFFER(keyboards.packed(f"step:{step.id}"), "override")


def test_the_example_of_the_environment_names_every_setting_and_nothing_else() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = {line.partition("=")[0].lower() for line in example.splitlines() if re.match(r"[A-Z_]+=", line)}
    assert named == set(Settings.model_fields)


def test_every_reminder_that_somebody_lines_up_can_be_said() -> None:
    from bot.screens.reminders import _KINDS

    lined_up = {Kind.WORKOUT, Kind.RUN, Kind.MORNING_CHECK, Kind.WEEKLY, Kind.SILENCE_3, Kind.SILENCE_7}
    assert lined_up | {Kind.SILENCE_14} <= set(_KINDS)


async def test_no_command_leaves_a_placeholder_open(rita: Persona) -> None:
    """The persona itself refuses unfilled placeholders; here every command is heard, before and after day 0."""
    for name in COMMANDS:
        assert await rita.says(f"/{name}")
    await rita.has_a_plan()
    for name in COMMANDS:
        assert await rita.says(f"/{name}")
