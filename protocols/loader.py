"""Protocol files to values. A wrong file is refused at the start: the ContentError names the file and the key in it.

A protocol is a folder of TOML files: protocol, rules, exercises, ladder, intake and safety.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from protocols.consistency import Problem, doubles, options, wrong_exercises, wrong_flags, wrong_rules
from protocols.errors import ContentError
from protocols.model import Dose, Exercise, Level, Question, RedFlag, RehabProtocol, Rule, Step
from protocols.shapes import ExerciseFile, FlagFile, IntakeFile, LadderFile, ProtocolFile, RuleFile

HERE = Path(__file__).parent
_Read = TypeVar("_Read")


def load_all() -> Mapping[str, RehabProtocol]:
    """Every protocol that lies beside this file, by id."""
    folders = sorted(path.parent for path in HERE.glob("*/protocol.toml"))
    return {protocol.id: protocol for protocol in map(load, folders)}


def load(folder: Path) -> RehabProtocol:
    """The protocol of a folder; ContentError when a file is missing, malformed or contradicts another."""
    head = _read(folder / "protocol.toml", TypeAdapter(ProtocolFile))
    rules = _read(folder / "rules.toml", TypeAdapter(dict[str, RuleFile]))
    exercises = _read(folder / "exercises.toml", TypeAdapter(dict[str, ExerciseFile]))
    flags = _read(folder / "safety.toml", TypeAdapter(dict[str, FlagFile]))
    questions = _read(folder / "intake.toml", TypeAdapter(IntakeFile)).question
    ladder = _read(folder / "ladder.toml", TypeAdapter(LadderFile)).step
    _refuse("rules.toml", wrong_rules(rules, head.sections))
    _refuse("exercises.toml", wrong_exercises(exercises, head.sections, options(questions, "kit")))
    _refuse("safety.toml", wrong_flags(flags, questions))
    _refuse("ladder.toml", doubles("step", [step.id for step in ladder]))
    _refuse("intake.toml", doubles("question", [question.id for question in questions]))
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


def _rule(id_: str, rule: RuleFile) -> Rule:
    return Rule(id_, rule.tag, rule.source, rule.says, rule.values, tuple(rule.facts), rule.yours)


def _exercise(id_: str, exercise: ExerciseFile) -> Exercise:
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


def _refuse(file: str, problems: Iterator[Problem]) -> None:
    for key, problem in problems:
        raise ContentError(file, key, problem)
