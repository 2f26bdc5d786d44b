"""Files of a tiny knowledge base, broken in one place each: refused by file and key, and why."""

from pathlib import Path

import pytest

from protocols.errors import ContentError
from protocols.knowledge import load
from protocols.knowledge.loader import load_entries, load_language, load_triage
from tests.knowledge.tiny import PASSAGES, passage, reader, write

TOPICS, LEXICON, ABSENT, PREMISES, CHAT, TRIAGE = (
    *(f"knowledge/{name}.toml" for name in ("topics", "lexicon", "absent", "premises", "chat")),
    "triage.toml",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (TOPICS, "[topic]", "[topics]", "topics.toml: topic: is missing"),
        (TOPICS, 'title = "Clams"', 'name = "Clams"', "topics.toml: title: is missing"),
        (TOPICS, 'group = "relief"', 'kind = "relief"', "topics.toml: group: is missing"),
        (TOPICS, "[now.", "[then.", "topics.toml: now: is missing"),
        (TOPICS, "hills = {", "hill = {", "hills.md: topic: 'hills' is not in topics.toml"),
        (LEXICON, "[topic]", "[theme]", "lexicon.toml: topic: is missing"),
        (LEXICON, "[generic]", "[general]", "lexicon.toml: generic: is missing"),
        (LEXICON, "[aspect]", "[aspects]", "lexicon.toml: aspect: is missing"),
        (LEXICON, "[word]", "[words]", "lexicon.toml: word: is missing"),
        (LEXICON, "[pattern]", "[patterns]", "lexicon.toml: pattern: is missing"),
        (ABSENT, "[theme.", "[themes.", "absent.toml: theme: is missing"),
        (ABSENT, "[cue]", "[cues]", "absent.toml: cue: is missing"),
        (ABSENT, 'near = ""', 'far = ""', "absent.toml: near: is missing"),
        (ABSENT, 'say = "sizes"', 'tell = "sizes"', "absent.toml: say: is missing"),
        (
            ABSENT,
            "relief pro",
            "reliefs pros",
            "absent.toml: theme.socks.near: names unknown topics ['pros', 'reliefs']",
        ),
        (PREMISES, "[premise.", "[premises.", "premises.toml: premise: is missing"),
        (PREMISES, "[cue]", "[cues]", "premises.toml: cue: is missing"),
        (PREMISES, 'entry = "sum"', 'passage = "sum"', "premises.toml: entry: is missing"),
        (PREMISES, 'entry = "sum"', 'entry = "sums"', "premises.toml: premise.rest.entry: 'sums' is unknown"),
        (PREMISES, "text =", "texts =", "premises.toml: text: is missing"),
        (PREMISES, "needs =", "need =", "premises.toml: needs: is missing"),
        (PREMISES, "covered =", "cover =", "premises.toml: covered: is missing"),
        (CHAT, "filler =", "fill =", "chat.toml: filler: is missing"),
        (CHAT, "[reply.", "[replies.", "chat.toml: reply: is missing"),
        (CHAT, 'words = "hi', 'phrases = "hi', "chat.toml: words: is missing"),
        (CHAT, 'text = "Welcome."', 'says = "Welcome."', "chat.toml: text: is missing"),
        (TRIAGE, "[words]", "[word]", "triage.toml: words: is missing"),
        (TRIAGE, "parts =", "part =", "triage.toml: parts: is missing"),
        (TRIAGE, "[findings]", "[found]", "triage.toml: findings: is missing"),
        (TRIAGE, "[alarms]", "[alarm]", "triage.toml: alarms: is missing"),
        (TRIAGE, 'any = ["locked"]', 'all = ["locked"]', "triage.toml: any: is missing"),
        (TRIAGE, 'needs = ["knee_locked"]', 'need = ["knee_locked"]', "triage.toml: needs: is missing"),
        (TRIAGE, 'level = "crisis"', 'grade = "crisis"', "triage.toml: level: is missing"),
        (TRIAGE, 'level = "crisis"', 'level = "log"', "triage.toml: alarms.ill.level: 'log' is no alarm level"),
        (
            *(TRIAGE, 'needs = ["calf_swollen flown"', 'needs = ["calves flying"'),
            "triage.toml: alarms.clot.needs: names unknown findings ['calves', 'flying']",
        ),
        (
            *(TRIAGE, 'unless = ["flown"]', 'unless = ["floating"]'),
            "triage.toml: alarms.hot.unless: names unknown findings ['floating']",
        ),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(folder: Path, file: str, old: str, new: str, said: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load(folder, reader())
    assert str(refused.value) == said


@pytest.mark.parametrize("file", [TOPICS, LEXICON, ABSENT, PREMISES, CHAT, "knowledge/aliases.toml", TRIAGE])
def test_a_table_that_is_missing_or_malformed_is_named(folder: Path, file: str) -> None:
    path = folder / file
    path.write_text("= nothing", encoding="utf-8")
    with pytest.raises(ContentError, match=rf"^{path.name}: file: .*line 1"):
        load(folder, reader())
    path.unlink()
    with pytest.raises(ContentError, match=rf"^{path.name}: file: .*No such file"):
        load(folder, reader())


@pytest.mark.parametrize("name", ["words.txt", "english.txt"])
def test_a_list_that_is_missing_is_named(folder: Path, name: str) -> None:
    (folder / "knowledge" / name).unlink()
    with pytest.raises(ContentError, match=rf"^{name}: file: .*No such file"):
        load(folder, reader())


@pytest.mark.parametrize("written", [None, b""])
def test_tables_that_are_missing_or_empty_are_named(folder: Path, written: bytes | None) -> None:
    if written is not None:
        (folder / "knowledge" / "reader.bin").write_bytes(written)
    with pytest.raises(ContentError, match=r"^reader\.bin: file: .+"):
        load(folder)


def test_tables_in_the_folder_are_read_when_no_others_are_given(folder: Path) -> None:
    (folder / "knowledge" / "reader.bin").write_bytes(reader())
    assert [entry.id for entry in load(folder).respond("how many clams").entries] == ["clams"]


def test_tables_have_to_be_those_of_these_passages_in_this_order(folder: Path) -> None:
    with pytest.raises(ContentError, match=r"^reader\.bin: classes: are not the passages there are"):
        load(folder, reader(tuple(reversed(PASSAGES))))


def test_passages_come_in_the_order_of_their_names_and_nothing_else_is_one(folder: Path) -> None:
    (folder / "knowledge" / "README.txt").write_text("no passage", encoding="utf-8")
    assert [entry.id for entry in load_entries(folder)] == sorted(PASSAGES)
    (folder / "knowledge" / "other.md").write_text(passage("band"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"^other\.md: id: 'band' is not the file's name$"):
        load_entries(folder)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("hiils", "hills"),  # a word of the lexicon
        ("becuase", "because"),  # a cue
        ("helo walkign", "helo walkign"),  # english is left alone, and nothing becomes it
        ("zebrra zebra", "zebrra zebra"),
        ("lopps looop", "lopps loop"),  # of a phrasing
        ("sokcs", "socks"),  # a theme
        ("thansk", "thanks"),  # small talk
        ("verry", "very"),  # its filler
        ("swolen", "swollen"),  # a red flag that begins alike
        ("blocked", "blocked"),  # nor one that begins unlike
        ("claf", "claf"),  # no short slip becomes one
        ("cant u", "cant you"),  # an abbreviation
        ("can't", "can not"),
        ("how many clams", "how many clams"),
    ],
)
def test_words_are_put_right_towards_what_is_known(folder: Path, typed: str, read: str) -> None:
    language = load_language(folder, load_entries(folder))
    assert " ".join(word for sentence in language.read(typed) for word in sentence.words) == read


def test_reading_keeps_sentences_apart_and_their_marks(folder: Path) -> None:
    language = load_language(folder, load_entries(folder))
    read = language.read("Hiils. Clams, when? now")
    assert [(sentence.words, sentence.marked) for sentence in read] == [
        (("hills",), False),
        (("clams", ",", "when"), True),
        (("now",), False),
    ]
    signs = language.signs("Hiils. Clams?")
    assert (signs.told, signs.asked) == (("hills", ".", "clams", "?"), ("hills", ",", "clams"))


@pytest.mark.parametrize(
    ("words", "concepts", "stems", "marks", "mentions"),
    [
        ("how many clam shells", {"how_many", "clam"}, set(), set(), 0),
        ("it band", {"itbs"}, set(), set(), 0),
        ("twice", {"twice"}, set(), set(), 0),
        ("what are clams for", {"why", "clam"}, set(), set(), 0),
        ("sock socks", set(), {"sock"}, {"theme:socks"}, 1),  # as written, and nothing else
        ("sore knee", set(), set(), {"theme:socks"}, 1),
        ("sore knees", set(), {"sor", "kne"}, set(), 0),  # no plural of these
        ("how big because", set(), {"how", "big"}, {"size", "because"}, 0),  # cues use up no words
    ],
)
def test_what_words_mean(
    folder: Path, words: str, concepts: set[str], stems: set[str], marks: set[str], mentions: int
) -> None:
    read = load_language(folder, load_entries(folder)).lexicon.read(words.split())
    assert (read.concepts, read.stems, read.marks, read.mentions) == (concepts, stems, marks, mentions)
    assert read.all == concepts | stems


def test_red_flags_alone_are_refused_alike(folder: Path) -> None:
    path = folder / TRIAGE
    path.write_text(path.read_text(encoding="utf-8").replace("[words]", "[word]"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"^triage\.toml: words: is missing$"):
        load_triage(folder)


def test_red_flags_are_loaded_without_anything_else(tmp_path: Path) -> None:
    (write(tmp_path) / "knowledge" / "topics.toml").unlink()
    assert load_triage(tmp_path).phrases.find(["helped", "24", "/", "7"], ["help", "24", "/", "7"])
