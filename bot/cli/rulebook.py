"""The rule book as a page for people: `python -m bot.cli.rulebook > docs/rules.md`.

Generated from the protocol's files; a test checks that docs/rules.md is current.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.texts.reasons import says
from protocols.loader import HERE, load_all
from protocols.model import Exercise, RehabProtocol, Rule, Step

_HEAD = """# The rule book

Generated from `protocols/itbs/*.toml` by `python -m bot.cli.rulebook > docs/rules.md`. Do not edit by hand.

Every rule, with where it comes from: **A** the article (its section), **E** evidence from outside it, **P** a product
default where neither fixes a number. No clinician has reviewed this rule set.
"""
_LADDER = "Two calm sessions open the next step. Running minutes stay within the article's bounds up to R6."


def main() -> int:
    """Print the page."""
    sys.stdout.write(page(load_all()["itbs"], HERE / "itbs" / "rules.toml"))
    return 0


def page(protocol: RehabProtocol, rules_file: Path) -> str:
    """The whole page; headings are those of the rules file."""
    parts = [_HEAD, *_rules(protocol, rules_file), *_exercises(protocol), *_ladder(protocol), *_flags(protocol)]
    return "\n".join(parts)


def _rules(protocol: RehabProtocol, rules_file: Path) -> Iterator[str]:
    for line in rules_file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ── "):
            title = line.removeprefix("# ── ").rstrip("─ ")
            yield f"\n## {title[0].upper()}{title[1:]}\n"
        elif line.startswith("[") and line.endswith("]"):
            yield _rule(protocol.rules[line.strip("[]")])


def _rule(rule: Rule) -> str:
    return f"- **{rule.tag}** {says(rule)}<br>`{rule.id}` · {rule.source}{_facts(rule.facts)}"


def _facts(facts: tuple[str, ...]) -> str:
    return f" · {', '.join(facts)}" if facts else ""


def _exercises(protocol: RehabProtocol) -> Iterator[str]:
    yield "\n## Exercises\n\n| exercise | dose | levels | joins | tag | facts |\n| --- | --- | --- | --- | --- | --- |"
    for exercise in protocol.exercises.values():
        levels = " → ".join(level.name.lower() for level in exercise.levels)
        cells = (exercise.name, _dose(exercise), levels, exercise.joins, exercise.tag, ", ".join(exercise.facts))
        yield f"| {' | '.join(cells)} |"


def _dose(exercise: Exercise) -> str:
    dose = exercise.dose
    if dose.laps:
        return f"{dose.reps} laps"
    return f"{dose.sets}×{dose.reps}{' per side' if dose.per_side else ''}"


def _ladder(protocol: RehabProtocol) -> Iterator[str]:
    yield f"\n## The run ladder\n\n{_LADDER}\n"
    yield "| step | run / walk minutes | in all | running |\n| --- | --- | --- | --- |"
    for step in protocol.ladder:
        yield f"| {step.id} | {_rung(step)} | {step.total_minutes:g} | {step.running_minutes:g} |"


def _rung(step: Step) -> str:
    if step.continuous:
        return f"{step.run:g} without a break"
    last = f" + {step.last:g}" if step.last else ""
    return f"{step.run:g}/{step.walk:g} × {step.rounds}{last}"


def _flags(protocol: RehabProtocol) -> Iterator[str]:
    yield "\n## Red flags\n\n| sign | how soon | tag | source |\n| --- | --- | --- | --- |"
    for flag in protocol.flags.values():
        yield f"| {flag.id} | {flag.severity} | {flag.tag} | {flag.source} |"
    yield ""


if __name__ == "__main__":
    raise SystemExit(main())
