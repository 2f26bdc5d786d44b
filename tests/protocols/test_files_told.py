"""What a protocol's files say arrives whole, and what is wrong with them is said in full."""

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from protocols.consistency import doubles, options, wrong_exercises, wrong_flags, wrong_rules
from protocols.errors import ContentError
from protocols.loader import HERE, load, load_all
from protocols.model import Dose, Exercise, Level, Phase, Question, RedFlag, RehabProtocol, Rule, Severity, Step
from protocols.required import RULES
from protocols.shapes import ExerciseFile, FlagFile, QuestionFile, RuleFile

ITBS = HERE / "itbs"
SECTIONS = ["One", "Two"]


@pytest.fixture(scope="module")
def itbs() -> RehabProtocol:
    return load(ITBS)


def raw(name: str) -> dict[str, Any]:
    return tomllib.loads((ITBS / f"{name}.toml").read_text(encoding="utf-8"))


def test_the_head_and_the_names_of_everything(itbs: RehabProtocol) -> None:
    assert (itbs.id, itbs.version, itbs.name) == tuple(raw("protocol")[key] for key in ("id", "version", "name"))
    assert list(itbs.rules) == list(raw("rules"))
    assert list(itbs.flags) == list(raw("safety"))
    assert {name: rule.id for name, rule in itbs.rules.items()} == {name: name for name in itbs.rules}
    assert list(load_all()) == ["itbs"]
    assert load_all()["itbs"] == itbs


def test_rules_as_they_are_written(itbs: RehabProtocol) -> None:
    assert itbs.rules == {
        id_: Rule(
            *(id_, row["tag"], row["source"], row["says"], row.get("values", {})),
            facts=tuple(row.get("facts", ())),
            yours=row.get("yours", ""),
        )
        for id_, row in raw("rules").items()
    }
    assert itbs.value("pain_red", "pain") == 6


def test_exercises_as_they_are_written(itbs: RehabProtocol) -> None:
    assert itbs.exercises == {
        id_: Exercise(
            *(id_, row["name"], row["targets"], tuple(row["steps"]), tuple(row["mistakes"]), Dose(**row["dose"])),
            levels=tuple(
                Level(x["id"], x["name"], x["cue"], x.get("hold_s", 0), tuple(x.get("kit", ()))) for x in row["level"]
            ),
            tag=row["tag"],
            source=row["source"],
            facts=tuple(row["facts"]),
            joins=Phase(row.get("joins", "calm")),
        )
        for id_, row in raw("exercises").items()
    }


def test_the_rest_as_it_is_written(itbs: RehabProtocol) -> None:
    assert itbs.ladder == tuple(Step(**row) for row in raw("ladder")["step"])
    assert itbs.questions == tuple(
        Question(row["id"], row["kind"], tuple(row.get("options", ()))) for row in raw("intake")["question"]
    )
    assert itbs.flags == {
        id_: RedFlag(
            *(id_, Severity(row["severity"]), row.get("screen"), row["tag"], row["source"]),
            heard=row.get("heard", False),
        )
        for id_, row in raw("safety").items()
    }


def test_a_level_beyond_the_ends_is_the_last_or_the_first(itbs: RehabProtocol) -> None:
    clams = itbs.exercises["clamshell"]
    assert [clams.level(n).id for n in (-1, 0, 1, 2, 3)] == ["band", "band", "heavy_band", "long_hold", "long_hold"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "ladder.toml: file: is missing"),
        ("=", "ladder.toml: file: Invalid statement (at line 1, column 1)"),
        ("steps = 3", "ladder.toml: step: Field required"),
        ("[[step]]\nid = 3\nrun = 1\nwalk = 1\nrounds = 1", "ladder.toml: step.0.id: Input should be a valid string"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, text: str | None, said: str) -> None:
    for file in ITBS.glob("*.toml"):
        shutil.copy(file, tmp_path)
    ladder = tmp_path / "ladder.toml"
    ladder.unlink()
    if text is not None:
        ladder.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load(tmp_path)
    assert str(refused.value) == said


def rule(**changed: Any) -> RuleFile:
    return RuleFile(**{"tag": "P", "source": "x", "says": "x", **changed})


def every(**changed: RuleFile) -> dict[str, RuleFile]:
    """All the rules that the code asks for, with numbers that agree."""
    told_twice = {
        "ladder_calm": {"pain_max": 2.0},
        "gate_full_hills": {"pain_max": 2.0},
        "pain_amber": {"pain_max": 5.0},
        "pain_red": {"pain": 6.0},
        "reentry_repeat": {"from_days": 8.0, "days": 14.0},
        "reentry_back": {"from_days": 15.0, "days": 28.0},
        "reentry_build": {"days": 28.0},
    }
    whole = {id_: rule(values=dict.fromkeys(names, 2.0) | told_twice.get(id_, {})) for id_, names in RULES.items()}
    return whole | changed


def test_rules_that_are_whole_are_not_wrong() -> None:
    assert list(wrong_rules(every(), SECTIONS)) == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (
            {"override": rule(values={"hours": 2.0})},
            ("override.values.days", "is missing: the code asks for this number"),
        ),
        (
            {"extra": rule(tag="A+P", source="Three; x")},
            ("extra.source", "'Three' is no section of the article"),
        ),
        ({"extra": rule(tag="E+P")}, ("extra.source", "names fewer sources than its tag E+P")),
        ({"extra": rule(facts=["F175", "F177", "F176"])}, ("extra.facts", "F176 is no fact of the article")),
        ({"extra": rule(facts=["F000"])}, ("extra.facts", "F000 is no fact of the article")),
        ({"extra": rule(says="{b} of {a} and {c}", values={"c": 1.0})}, ("extra.says", "{a} is none of its values")),
        (
            {"ladder_strength": rule(values={"days": 9.0})},
            ("ladder_strength.values.days", "does not agree with strength_lapse.values.days"),
        ),
        (
            {"pain_amber": rule(values={"pain_max": 6.0})},
            ("pain_amber.values.pain_max", "does not agree with pain_red.values.pain"),
        ),
    ],
)
def test_what_is_wrong_with_rules(changed: dict[str, RuleFile], problem: tuple[str, str]) -> None:
    assert list(wrong_rules(every(**changed), SECTIONS)) == [problem]


def test_a_rule_that_the_code_asks_for_is_missed() -> None:
    rules = every()
    del rules["ice"]
    assert next(wrong_rules(rules, SECTIONS)) == ("ice", "is missing: the code asks for this rule")


def test_sources_that_are_right() -> None:
    fine = {"a": rule(tag="A", source="Two"), "b": rule(tag="A+E+P", source="One; study; x", facts=["F001", "F175"])}
    assert list(wrong_rules(every(**fine), SECTIONS)) == []


def exercise(**changed: Any) -> ExerciseFile:
    level = {"id": "easy", "name": "x", "cue": "x"}
    base = {"tag": "A", "source": "One", "name": "x", "targets": "x", "steps": ["x"], "mistakes": ["x"]}
    return ExerciseFile(**{**base, "dose": {"sets": 1, "reps": 1, "per_side": False}, "level": [level], **changed})


def levels(*kit: list[str]) -> list[dict[str, Any]]:
    return [{"id": f"l{n}", "name": "x", "cue": "x", "kit": need} for n, need in enumerate(kit)]


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({}, []),
        ({"level": levels(["band"], ["step", "band|bench"])}, []),
        ({"level": levels([], ["sofa|rock", "band"])}, [("x.l1.kit", "'rock' is no kit that the intake asks for")]),
        ({"source": "Six"}, [("x.source", "'Six' is no section of the article")]),
        ({"level": [*levels([]), *levels([])]}, [("x.level.l0", "appears twice")] * 2),
    ],
)
def test_what_is_wrong_with_exercises(changed: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    kit = frozenset({"band", "bench", "step"})
    assert list(wrong_exercises({"x": exercise(**changed)}, SECTIONS, kit)) == problems


QUESTIONS = [
    QuestionFile(id="safety_now", kind="many", options=["fever", "fall"]),
    QuestionFile(id="kit", kind="many", options=["band"]),
]


def flag(screen: str | None) -> FlagFile:
    return FlagFile(severity=Severity.URGENT, tag="E", source="x", screen=screen)


@pytest.mark.parametrize(
    ("flags", "problems"),
    [
        ({"fever": "safety_now", "fall": "safety_now", "clot": None}, []),
        ({"fever": "safety_now", "fall": None}, []),
        (
            {"fever": "safety_now", "fall": "safety_now", "clot": "safety_now"},
            [("clot.screen", "the intake's 'safety_now' does not offer it")],
        ),
        ({"fever": "safety_now"}, [("fall", "is missing: the intake's 'safety_now' offers it")]),
        ({}, [("fall", "is missing: the intake's 'safety_now' offers it")]),  # the first by name
    ],
)
def test_what_is_wrong_with_flags(flags: dict[str, str | None], problems: list[tuple[str, str]]) -> None:
    found: Iterator[tuple[str, str]] = wrong_flags({id_: flag(screen) for id_, screen in flags.items()}, QUESTIONS)
    assert list(found) == problems


def test_what_a_question_offers_and_what_appears_twice() -> None:
    assert options(QUESTIONS, "kit") == {"band"}
    assert options(QUESTIONS, "none") == frozenset()
    assert list(doubles("step", ["a", "b", "a"])) == [("step.a", "appears twice")] * 2
    assert list(doubles("step", ["a", "b"])) == []
