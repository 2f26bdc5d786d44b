"""The rule book as data: every rule sourced, every number asked for, every fact of the article somewhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.rulebook import page
from protocols.loader import HERE
from protocols.model import Rule
from protocols.required import RULES
from tests.support.diaries import itbs

ROOT = HERE.parent
MODULES = sorted(path for path in HERE.glob("*.py") if path.name != "required.py")
FACTS = {f"F{number:03}" for number in range(1, 176)}
TAGS = {"A", "E", "P", "A+E", "A+P", "E+P", "A+E+P"}


@pytest.mark.parametrize("rule", itbs().rules.values(), ids=lambda rule: rule.id)
def test_no_rule_without_a_source_tag(rule: Rule) -> None:
    assert rule.tag in TAGS
    assert rule.source
    if "P" in rule.tag:
        assert "Product default: " in rule.source
    assert rule.says.endswith(".")
    assert rule.yours == "" or rule.yours.endswith(".")


@pytest.mark.parametrize("kind", ["exercises", "flags"])
def test_no_exercise_and_no_flag_without_a_source_tag(kind: str) -> None:
    for item in getattr(itbs(), kind).values():
        assert item.tag in TAGS
        assert item.source


def asked(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """`value("rule", "name")` in the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "value":
            match node.args:
                case [ast.Constant(value=str(rule)), ast.Constant(value=str(name))]:
                    yield rule, name


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_number_the_code_asks_for_is_required_of_a_protocol(module: Path) -> None:
    for rule, name in asked(ast.parse(module.read_text(encoding="utf-8"))):
        assert name in RULES[rule]


def test_every_required_rule_is_named_in_the_code() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    composed = ("phase_", "pain_", "changed_")  # put together from an enum or from what the intake offers
    assert [rule for rule in RULES if f'"{rule}"' not in text and not rule.startswith(composed)] == []


def test_every_change_the_intake_offers_has_its_rule() -> None:
    changed = next(question for question in itbs().questions if question.id == "changed")
    assert {f"changed_{option}" for option in changed.options} <= set(itbs().rules)


def knowledge() -> set[str]:
    """Facts of the knowledge base, from the front matter of its entries."""
    found: set[str] = set()
    for path in (HERE / "itbs" / "knowledge").glob("*.md"):
        head = path.read_text(encoding="utf-8").split("---")[1]
        lines = [line for line in head.splitlines() if line.startswith("facts:")]
        found.update(fact for line in lines for fact in line.removeprefix("facts:").split())
    return found


def programme() -> set[str]:
    """Facts of rules and exercises."""
    sources = (*itbs().rules.values(), *itbs().exercises.values())
    return {fact for source in sources for fact in source.facts}


def test_every_fact_of_the_article_is_carried_by_a_rule_an_exercise_or_the_knowledge_base() -> None:
    assert programme() | knowledge() == FACTS


def test_what_the_article_tells_a_runner_to_do_is_carried_by_the_programme_itself() -> None:
    to_do = {
        f"F{n:03}" for n in (*range(61, 81), *range(82, 117), *range(119, 127), *range(132, 152), *range(161, 166))
    }
    assert to_do - programme() == set()


def test_the_rule_book_on_paper_is_current() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == page(itbs(), HERE / "itbs" / "rules.toml"), "run: python -m bot.cli.rulebook > docs/rules.md"


def test_the_rule_book_holds_every_rule() -> None:
    text = page(itbs(), HERE / "itbs" / "rules.toml")
    assert [rule for rule in itbs().rules if f"`{rule}`" not in text] == []
    assert "{" not in text
