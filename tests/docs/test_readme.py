"""The README says what is there, all of it, and every figure can be repeated."""

import argparse
import importlib
import re
import tomllib
from pathlib import Path

import pytest
from telegram.ext import CommandHandler

from bot.cli.usage import parser
from bot.config import Settings
from bot.handlers import HANDLERS
from bot.texts.commands import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (.+) \|$", re.MULTILINE)


def table(section: str) -> list[list[str]]:
    """The rows of the first table under a heading, without its head."""
    text = README.split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
    return [[cell.strip() for cell in row.split("|")] for row in ROW.findall(text)][2:]


def test_the_table_of_the_command_line_names_every_command_and_no_other() -> None:
    subparsers = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    assert {row[0].strip("`") for row in table("The command line")} == set(subparsers.choices)


def test_every_command_of_the_chat_is_in_the_readme_and_every_one_there_is_answered() -> None:
    answered = {name for handler in HANDLERS if isinstance(handler, CommandHandler) for name in handler.commands}
    listed = {row[0].strip("`/") for row in table("In the chat")}
    assert set(COMMANDS) <= listed <= answered


def test_the_table_of_settings_is_the_settings_with_their_defaults() -> None:
    listed = {name.strip("`"): default.strip("`") for name, default, _ in table("Settings")}
    fields = {name.upper(): field for name, field in Settings.model_fields.items()}
    assert listed == {name: _shown(field.get_default(call_default_factory=True)) for name, field in fields.items()}


def test_the_example_of_the_environment_holds_the_same_settings() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    given = dict(line.split("=", 1) for line in example.splitlines() if re.match(r"[A-Z_]+=", line))
    assert given == {name.strip("`"): default.strip("`") for name, default, _ in table("Settings")}


@pytest.mark.parametrize("row", table("Figures"), ids=lambda row: row[0])
def test_a_figure_has_its_command(row: list[str]) -> None:
    found = re.fullmatch(r"`python -m (benchmarks\.\w+)`", row[-1])
    assert found, f"{row[0]}: no command"
    assert callable(getattr(importlib.import_module(found[1]), "main", None)), f"{found[1]} has no main()"


def test_every_benchmark_that_is_named_exists() -> None:
    named = {name for page in _pages() for name in re.findall(r"python -m benchmarks\.(\w+)", page)}
    assert named <= {path.stem for path in (ROOT / "benchmarks").glob("*.py")}


def test_the_folders_of_the_map_exist() -> None:
    assert [row[0] for row in table("The map") if not (ROOT / row[0].strip("`")).is_dir()] == []


def test_the_changelog_has_the_version_of_the_project() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert version in headings


def test_the_licence_is_the_one_the_project_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"]
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith(f"{declared} License")


def _shown(default: object) -> str:
    """A default as `.env` would hold it; nothing for what has none."""
    return "" if default in (None, {}) else str(default)


def _pages() -> list[str]:
    return [path.read_text(encoding="utf-8") for folder in (ROOT, ROOT / "docs") for path in folder.glob("*.md")]
