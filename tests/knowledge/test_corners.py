"""What is rarely seen: notes of editors, broken files, hopeless text, and red flags that only one side hears."""

from pathlib import Path
from zipfile import Path as Zipped
from zipfile import ZipFile

import pytest

from protocols.errors import ContentError
from protocols.knowledge import Kind, Knowledge, load
from protocols.knowledge.loader import load_entries
from protocols.knowledge.notes import note
from protocols.knowledge.passages import passage
from protocols.knowledge.spelling import distance
from tests.knowledge.conftest import ITBS

FRONT = "---\nid: x\ntitle: X\nsection: S\nfacts: F001\ntag: A\ntopic: about\naspect: what\n"
PHRASED = f"{FRONT}phrasings:\n- x\n---\n"


def test_an_editors_note_answers_what_the_article_leaves_open() -> None:
    knowledge = load(ITBS)
    assert knowledge.respond("are copper bracelets any good for itbs?").kind is Kind.ABSTAIN
    knowledge.learn(
        [note(1, "Copper bracelets", ["are copper bracelets any good for itbs"], "Nobody has tested that.")]
    )
    answer = knowledge.respond("are copper bracelets any good for itbs?")
    assert (answer.kind, answer.entries[0].body) == (Kind.ANSWER, "Nobody has tested that.")
    assert knowledge.entry("note-1").title == "Copper bracelets"
    assert knowledge.respond("best brand of socks?").kind is Kind.ABSTAIN


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("id: x\n", "front matter"),
        ("---\nid: x\n", "front matter"),
        (f"{FRONT}---\nbody", "phrasings"),
        (f"{FRONT}- stray\n---\nbody", "aspect"),
        (f"{FRONT}no colon\n---\nbody", "no colon"),
        (f"{PHRASED}\n", "body"),
        (PHRASED + "x" * 601, "body"),
        (PHRASED.replace("tag: A", "tag: A\nnote: seen elsewhere") + "body", "note_source"),
    ],
)
def test_a_broken_passage_is_refused_by_key(text: str, key: str) -> None:
    with pytest.raises(ContentError, match=rf"^x\.md: {key}"):
        passage("x.md", text)


def test_paragraphs_of_a_passage_stay_apart() -> None:
    assert passage("x.md", f"{PHRASED}one\ntwo\n\nthree\n").body == "one two\n\nthree"


@pytest.mark.parametrize("name", ["words.txt", "reader.bin"])
def test_a_list_or_table_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    for file in (ITBS / "knowledge").iterdir():
        if file.name != name:
            (tmp_path / "knowledge").mkdir(exist_ok=True)
            (tmp_path / "knowledge" / file.name).symlink_to(file)
    (tmp_path / "triage.toml").symlink_to(ITBS / "triage.toml")
    with pytest.raises(ContentError, match=rf"^{name}: file"):
        load(tmp_path)


def test_it_loads_from_an_archive_as_well(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "itbs.zip", "w") as archive:
        for file in [*(ITBS / "knowledge").iterdir(), ITBS / "triage.toml"]:
            archive.write(file, file.relative_to(ITBS))
    knowledge = load(Zipped(tmp_path / "itbs.zip"))  # type: ignore[arg-type]
    assert knowledge.respond("how many clamshells?").entries[0].id == "clam-dose"


def test_a_file_under_another_passages_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "y.md").write_text(f"{PHRASED}body")
    with pytest.raises(ContentError, match=r"^y\.md: id"):
        load_entries(tmp_path)


def test_what_rules_dismissed_does_not_sound_an_alarm_by_itself(knowledge: Knowledge) -> None:
    answer = knowledge.respond("Thankfully no locking, no giving way and no swelling at all. How many bridges a side?")
    assert answer.alarm is None


def test_the_reader_hears_what_no_rule_names(knowledge: Knowledge) -> None:
    answer = knowledge.respond("it is like an elephant sitting on my ribs and my jaw aches, how many bridges?")
    assert answer.alarm is not None
    assert answer.alarm.id == "heard_emergency"


def test_the_day_before_yesterday_is_two_days_ago(knowledge: Knowledge) -> None:
    log = knowledge.respond("ran 5k in 30 min the day before yesterday, pain 1").log
    assert log is not None
    assert log.days_ago == 2


def test_a_pleasantry_in_the_midst_of_nothing_is_met_with_one(knowledge: Knowledge) -> None:
    assert knowledge.respond("Zorblax quantum flurbs. Thank you very much. Grommets of Plimoth.").kind is Kind.CHAT


def test_senseless_text_is_corrected_only_so_far(knowledge: Knowledge) -> None:
    assert knowledge.respond(" ".join(f"{a}{b}qz{a}" for a in "bcdfghjklmnp" for b in "bcdfghjklmnprst")).kind


def test_words_of_too_different_a_length_are_no_slips() -> None:
    assert distance("knee", "kneecapped", 2) == 3


def test_a_question_about_what_the_syndrome_does_to_a_knee_is_no_symptom(knowledge: Knowledge) -> None:
    assert knowledge.respond("could itbs make my knee lock?").alarm is None


def test_the_same_symptom_over_and_over_is_still_heard(knowledge: Knowledge) -> None:
    assert knowledge.respond("my knee is " + "swollen " * 20).kind is Kind.URGENT
