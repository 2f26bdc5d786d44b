"""What is wrong with a protocol's files beyond their shape: references that lead nowhere, numbers that contradict."""

import re
from collections.abc import Iterator, Mapping

from protocols.required import RULES
from protocols.shapes import ExerciseFile, FlagFile, QuestionFile, RuleFile, SourcedFile

Problem = tuple[str, str]  # key, what is wrong with it
_PLACEHOLDER = re.compile(r"{(\w+)}")
_FACTS = {f"F{number:03}" for number in range(1, 176)}
_SAME = (
    (("pain_amber", "pain_max"), ("pain_red", "pain"), -1),
    (("ladder_calm", "pain_max"), ("pain_green", "pain_max"), 0),
    (("gate_full_hills", "pain_max"), ("pain_green", "pain_max"), 0),
    (("ladder_strength", "days"), ("strength_lapse", "days"), 0),
    (("reentry_repeat", "days"), ("reentry_back", "from_days"), -1),
    (("reentry_back", "days"), ("reentry_build", "days"), 0),
)


def wrong_rules(rules: Mapping[str, RuleFile], sections: list[str]) -> Iterator[Problem]:
    """Rules and numbers that the code asks for, sources, placeholders, numbers that say the same thing twice."""
    for id_, values in RULES.items():
        if id_ not in rules:
            yield id_, "is missing: the code asks for this rule"
        elif missing := set(values) - set(rules[id_].values):
            yield f"{id_}.values.{min(missing)}", "is missing: the code asks for this number"
    for id_, rule in rules.items():
        yield from _wrong_source(id_, rule, sections)
        if unknown := set(_PLACEHOLDER.findall(rule.says)) - set(rule.values):
            yield f"{id_}.says", f"{{{min(unknown)}}} is none of its values"
    yield from _contradictions(rules)


def _contradictions(rules: Mapping[str, RuleFile]) -> Iterator[Problem]:
    """Two rules may tell the same number from two sides; they have to agree."""
    for (rule, name), (other, its), apart in _SAME:
        if rules[rule].values.get(name) != rules[other].values[its] + apart:
            yield f"{rule}.values.{name}", f"does not agree with {other}.values.{its}"


def _wrong_source(id_: str, item: SourcedFile, sections: list[str]) -> Iterator[Problem]:
    parts = item.source.split("; ")
    if "A" in item.tag and parts[0] not in sections:
        yield f"{id_}.source", f"{parts[0]!r} is no section of the article"
    if len(parts) < len(item.tag.split("+")):
        yield f"{id_}.source", f"names fewer sources than its tag {item.tag}"
    if unknown := set(item.facts) - _FACTS:
        yield f"{id_}.facts", f"{min(unknown)} is no fact of the article"


def wrong_exercises(
    exercises: Mapping[str, ExerciseFile], sections: list[str], kit: frozenset[str]
) -> Iterator[Problem]:
    """Sources, levels named twice, kit that the intake never asks for."""
    for id_, exercise in exercises.items():
        yield from _wrong_source(id_, exercise, sections)
        yield from doubles(f"{id_}.level", [level.id for level in exercise.level])
        for level in exercise.level:
            if unknown := {item for need in level.kit for item in need.split("|")} - kit:
                yield f"{id_}.{level.id}.kit", f"{min(unknown)!r} is no kit that the intake asks for"


def wrong_flags(flags: Mapping[str, FlagFile], questions: list[QuestionFile]) -> Iterator[Problem]:
    """Flags and the safety screens of the intake have to name each other."""
    for id_, flag in flags.items():
        if flag.screen is not None and id_ not in options(questions, flag.screen):
            yield f"{id_}.screen", f"the intake's {flag.screen!r} does not offer it"
    for question in questions:
        if question.id.startswith("safety_") and (unknown := set(question.options) - set(flags)):
            yield min(unknown), f"is missing: the intake's {question.id!r} offers it"


def options(questions: list[QuestionFile], id_: str) -> frozenset[str]:
    """What a question offers."""
    return frozenset(option for question in questions if question.id == id_ for option in question.options)


def doubles(key: str, ids: list[str]) -> Iterator[Problem]:
    """Ids that appear twice."""
    for id_ in ids:
        if ids.count(id_) > 1:
            yield f"{key}.{id_}", "appears twice"
