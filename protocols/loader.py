"""Protocol files to values. A wrong file is refused at the start: the ContentError names the file and the key in it.

A protocol is a folder of TOML files: protocol, rules, exercises, ladder, intake and safety.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from protocols.errors import ContentError
from protocols.model import Dose, Exercise, Level, Phase, Question, RedFlag, RehabProtocol, Rule, Severity, Step
from protocols.required import RULES

HERE = Path(__file__).parent
_PLACEHOLDER = re.compile(r"{(\w+)}")
_FACTS = {f"F{number:03}" for number in range(1, 176)}
_Read = TypeVar("_Read")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Protocol(_File):
    id: str
    version: str
    name: str
    article: str
    sections: list[str]


class _Sourced(_File):
    tag: str = Field(pattern=r"^(A|E|P|A\+E|A\+P|E\+P|A\+E\+P)$")
    source: str = Field(min_length=1)
    facts: list[str] = []


class _Rule(_Sourced):
    says: str = Field(min_length=1)
    values: dict[str, float] = {}
    yours: str = ""


class _Flag(_File):
    severity: Severity = Field(strict=False)
    tag: str
    source: str = Field(min_length=1)
    screen: str | None = None


class _Dose(_File):
    sets: int = Field(gt=0)
    reps: int = Field(gt=0)
    per_side: bool
    laps: bool = False


class _Level(_File):
    id: str
    name: str
    cue: str
    hold_s: int = Field(default=0, ge=0)
    kit: list[str] = []


class _Exercise(_Sourced):
    name: str
    targets: str
    steps: list[str] = Field(min_length=1)
    mistakes: list[str] = Field(min_length=1)
    dose: _Dose
    level: list[_Level] = Field(min_length=1)
    joins: Phase = Field(default=Phase.CALM, strict=False)


class _Step(_File):
    id: str
    run: float = Field(gt=0)
    walk: float = Field(ge=0)
    rounds: int = Field(gt=0)
    last: float = Field(default=0.0, ge=0)


class _Question(_File):
    id: str
    kind: str = Field(pattern=r"^(one|many|pain|amount|weekdays)$")
    options: list[str] = []


class _Ladder(_File):
    step: list[_Step] = Field(min_length=2)


class _Intake(_File):
    question: list[_Question] = Field(min_length=1)


def load_all() -> Mapping[str, RehabProtocol]:
    """Every protocol that lies beside this file, by id."""
    folders = sorted(path.parent for path in HERE.glob("*/protocol.toml"))
    return {protocol.id: protocol for protocol in map(load, folders)}


def load(folder: Path) -> RehabProtocol:
    """The protocol of a folder; ContentError when a file is missing, malformed or contradicts another."""
    head = _read(folder / "protocol.toml", TypeAdapter(_Protocol))
    rules = _read(folder / "rules.toml", TypeAdapter(dict[str, _Rule]))
    exercises = _read(folder / "exercises.toml", TypeAdapter(dict[str, _Exercise]))
    flags = _read(folder / "safety.toml", TypeAdapter(dict[str, _Flag]))
    questions = _read(folder / "intake.toml", TypeAdapter(_Intake)).question
    ladder = _read(folder / "ladder.toml", TypeAdapter(_Ladder)).step
    _refuse("rules.toml", _wrong_rules(rules, head.sections))
    _refuse("exercises.toml", _wrong_exercises(exercises, head.sections, _options(questions, "kit")))
    _refuse("safety.toml", _wrong_flags(flags, questions))
    _refuse("ladder.toml", _doubles("step", [step.id for step in ladder]))
    _refuse("intake.toml", _doubles("question", [question.id for question in questions]))
    return RehabProtocol(
        id=head.id,
        version=head.version,
        name=head.name,
        rules={id_: _rule(id_, rule) for id_, rule in rules.items()},
        exercises={id_: _exercise(id_, exercise) for id_, exercise in exercises.items()},
        ladder=tuple(Step(**step.model_dump()) for step in ladder),
        flags={id_: RedFlag(id=id_, **flag.model_dump()) for id_, flag in flags.items()},
        questions=tuple(Question(q.id, q.kind, tuple(q.options)) for q in questions),
    )


def _read(path: Path, shape: TypeAdapter[_Read]) -> _Read:
    try:
        return shape.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise ContentError(path.name, "file", "is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path.name, "file", str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ContentError(path.name, ".".join(map(str, first["loc"])), first["msg"]) from error


def _rule(id_: str, rule: _Rule) -> Rule:
    return Rule(id_, rule.tag, rule.source, rule.says, rule.values, tuple(rule.facts), rule.yours)


def _exercise(id_: str, exercise: _Exercise) -> Exercise:
    return Exercise(
        id=id_,
        name=exercise.name,
        targets=exercise.targets,
        steps=tuple(exercise.steps),
        mistakes=tuple(exercise.mistakes),
        dose=Dose(**exercise.dose.model_dump()),
        levels=tuple(Level(x.id, x.name, x.cue, x.hold_s, tuple(x.kit)) for x in exercise.level),
        tag=exercise.tag,
        source=exercise.source,
        facts=tuple(exercise.facts),
        joins=exercise.joins,
    )


_Problem = tuple[str, str]  # key, what is wrong with it


def _refuse(file: str, problems: Iterator[_Problem]) -> None:
    for key, problem in problems:
        raise ContentError(file, key, problem)


def _wrong_rules(rules: Mapping[str, _Rule], sections: list[str]) -> Iterator[_Problem]:
    for id_, values in RULES.items():
        if id_ not in rules:
            yield id_, "is missing: the code asks for this rule"
        elif missing := set(values) - set(rules[id_].values):
            yield f"{id_}.values.{min(missing)}", "is missing: the code asks for this number"
    for id_, rule in rules.items():
        yield from _wrong_source(id_, rule, sections)
        if unknown := set(_PLACEHOLDER.findall(rule.says)) - set(rule.values):
            yield f"{id_}.says", f"{{{min(unknown)}}} is none of its values"


def _wrong_source(id_: str, item: _Sourced, sections: list[str]) -> Iterator[_Problem]:
    parts = item.source.split("; ")
    if "A" in item.tag and parts[0] not in sections:
        yield f"{id_}.source", f"{parts[0]!r} is no section of the article"
    if len(parts) < len(item.tag.split("+")):
        yield f"{id_}.source", f"names fewer sources than its tag {item.tag}"
    if unknown := set(item.facts) - _FACTS:
        yield f"{id_}.facts", f"{min(unknown)} is no fact of the article"


def _wrong_exercises(
    exercises: Mapping[str, _Exercise], sections: list[str], kit: frozenset[str]
) -> Iterator[_Problem]:
    for id_, exercise in exercises.items():
        yield from _wrong_source(id_, exercise, sections)
        yield from _doubles(f"{id_}.level", [level.id for level in exercise.level])
        for level in exercise.level:
            if unknown := {item for need in level.kit for item in need.split("|")} - kit:
                yield f"{id_}.{level.id}.kit", f"{min(unknown)!r} is no kit that the intake asks for"


def _wrong_flags(flags: Mapping[str, _Flag], questions: list[_Question]) -> Iterator[_Problem]:
    for id_, flag in flags.items():
        if flag.screen is not None and id_ not in _options(questions, flag.screen):
            yield f"{id_}.screen", f"the intake's {flag.screen!r} does not offer it"
    for question in questions:
        if question.id.startswith("safety_") and (unknown := set(question.options) - set(flags)):
            yield min(unknown), f"is missing: the intake's {question.id!r} offers it"


def _options(questions: list[_Question], id_: str) -> frozenset[str]:
    return frozenset(option for question in questions if question.id == id_ for option in question.options)


def _doubles(key: str, ids: list[str]) -> Iterator[_Problem]:
    for id_ in ids:
        if ids.count(id_) > 1:
            yield f"{key}.{id_}", "appears twice"
