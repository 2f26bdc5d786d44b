"""A protocol is read from files, and a wrong file is refused by its name and key."""

import shutil
from pathlib import Path

import pytest

from protocols.errors import ContentError
from protocols.loader import HERE, load, load_all

ITBS = HERE / "itbs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in ITBS.glob("*.toml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def test_the_protocol_of_the_article_is_there() -> None:
    itbs = load_all()["itbs"]
    assert list(itbs.exercises) == [
        "side_lying_abduction",
        "clamshell",
        "single_leg_bridge",
        "step_down",
        "single_leg_squat",
        "monster_walk",
    ]
    assert [step.id for step in itbs.ladder] == [f"R{number}" for number in range(1, 14)]
    assert [step.total_minutes for step in itbs.ladder] == [15, 16, 20, 18, 20, 20, 20, 24, 22, 22, 20, 25, 30]


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("protocol.toml", 'id = "itbs"', "id = 3", "id"),
        ("protocol.toml", 'id = "itbs"', "id = ", "file"),
        ("rules.toml", "[pain_green]", "[pain_grün]", "file"),
        ("rules.toml", "[pain_green]", "[pain_lime]", "pain_green"),
        ("rules.toml", 'tag = "E+P"', 'tag = "X"', "red_flag.tag"),
        ("rules.toml", 'source = "The Bottom Line On IT Band Syndrome"', 'source = "Hearsay"', "phase_maintain.source"),
        (
            "rules.toml",
            'source = "Return To Running; Product default: twice"',
            'source = "Return To Running"',
            "gate_grow_continuous.source",
        ),
        ("rules.toml", "values = { pain = 6 }", "values = { ache = 6 }", "pain_red.values.pain"),
        ("rules.toml", "about {days} days", "about {weeks} weeks", "phase_calm.says"),
        ("rules.toml", 'facts = ["F170", "F172"]', 'facts = ["F176"]', "phase_maintain.facts"),
        ("rules.toml", "pain_max = 5", "pain_max = 4", "pain_amber.values.pain_max"),
        ("exercises.toml", 'kit = ["bench"]', 'kit = ["sofa"]', "single_leg_bridge.bench.kit"),
        ("exercises.toml", 'id = "tall_step"', 'id = "low_step"', "step_down.level.low_step"),
        ("exercises.toml", "sets = 1, reps = 4", "sets = 0, reps = 4", "monster_walk.dose.sets"),
        ("exercises.toml", 'joins = "build"', 'joins = "later"', "single_leg_squat.joins"),
        ("ladder.toml", 'id = "R2"', 'id = "R1"', "step.R1"),
        ("intake.toml", 'id = "kit"', 'id = "gear"', "exercises.toml: side_lying_abduction.loaded.kit"),
        ("intake.toml", '"locking", "giving_way"', '"giving_way"', "safety.toml: locking.screen"),
        ("intake.toml", '"locking"', '"locking", "clicking"', "safety.toml: clicking"),
        ("intake.toml", 'kind = "weekdays"', 'kind = "weeks"', "question.19.kind"),
        ("safety.toml", 'severity = "emergency"', 'severity = "grave"', "hot_red_fever.severity"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_key(folder: Path, file: str, old: str, new: str, key: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refusal:
        load(folder)
    where = key if ": " in key else f"{file}: {key}"  # a broken reference is told where it stands
    assert f"{refusal.value.file}: {refusal.value.key}" == where
    assert str(refusal.value).startswith(f"{where}: ")


@pytest.mark.parametrize("file", sorted(path.name for path in ITBS.glob("*.toml") if path.name != "triage.toml"))
def test_a_missing_file_is_refused_by_name(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(ContentError) as refusal:
        load(folder)
    assert (refusal.value.file, refusal.value.key) == (file, "file")
