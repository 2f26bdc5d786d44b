"""A wrong file is refused, naming file and key."""

import shutil
from pathlib import Path

import pytest

from protocols.errors import ContentError
from protocols.knowledge import load
from tests.knowledge.conftest import ITBS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ITBS, tmp_path / "itbs")
    return tmp_path / "itbs"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("knowledge/clam-dose.md", "tag: A", "tag: X", "clam-dose.md: tag"),
        ("knowledge/clam-dose.md", "title: ", "titel: ", "clam-dose.md: title"),
        ("knowledge/clam-dose.md", "topic: clamshell", "topic: clams", "clam-dose.md: topic"),
        ("knowledge/clam-dose.md", "id: clam-dose", "id: clam", "clam-dose.md: id"),
        ("knowledge/topics.toml", "[topic]", "[themes]", "topics.toml: topic"),
        (
            "knowledge/premises.toml",
            'entry = "stretch"',
            'entry = "nothing"',
            "premises.toml: premise.stretch_fixes.entry",
        ),
        ("knowledge/absent.toml", 'near = "overview shoes pro"', 'near = "nowhere"', "absent.toml: theme.foot.near"),
        ("triage.toml", 'level = "crisis"', 'level = "grave"', "triage.toml: alarms.crisis.level"),
        ("triage.toml", '"clot"] }\n', '"cloth"] }\n', "triage.toml: alarms.blood_clot.needs"),
        ("triage.toml", "[words]", "[words", "triage.toml: file"),
    ],
)
def test_a_wrong_file_is_refused_by_file_and_key(folder: Path, file: str, old: str, new: str, said: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load(folder)
    assert str(refused.value).startswith(said)


def test_a_missing_file_is_refused_by_name(folder: Path) -> None:
    (folder / "knowledge" / "aliases.toml").unlink()
    with pytest.raises(ContentError, match=r"^aliases\.toml: file"):
        load(folder)


def test_words_are_listed_over_lines_that_people_can_read_and_compare() -> None:
    files = [*ITBS.glob("knowledge/*.toml"), ITBS / "triage.toml"]
    lines = [(file.name, line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(name, line) for name, line in lines if len(line) > 120] == []
