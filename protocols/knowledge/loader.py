"""Content files → Knowledge. A wrong file is refused, naming file and key."""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from protocols.errors import ContentError
from protocols.knowledge import tables
from protocols.knowledge.answering import Parts
from protocols.knowledge.chat import SmallTalk
from protocols.knowledge.findings import Finding
from protocols.knowledge.knowledge import Knowledge
from protocols.knowledge.language import Language
from protocols.knowledge.lexicon import ASPECT, CUE, GENERIC, TOPIC, WORD, Lexicon
from protocols.knowledge.model import ALARMS, Correction, Entry, Kind, Topic
from protocols.knowledge.passages import passage
from protocols.knowledge.phrases import split_phrases
from protocols.knowledge.reader import OTHERS, Reader
from protocols.knowledge.rules import Premise, Reply, Theme
from protocols.knowledge.spelling import Speller
from protocols.knowledge.text import opened, plain_words
from protocols.knowledge.triage import Rule, Triage

_SPELLED = 5
_Folder = Path | Traversable
_Table = Mapping[str, Any]
_Words = dict[str, tuple[str, ...]]


def load(folder: _Folder, reader: bytes | None = None) -> Knowledge:
    """The knowledge base in a protocol's folder (`triage.toml`, `knowledge/`); ContentError when a file is wrong.

    `reader` replaces the tables in the folder: training judges those it did not ship.
    """
    content = folder / "knowledge"
    entries = load_entries(folder)
    topics, now = _topics(_toml(content, "topics.toml"), entries)
    themes, _ = _themes(_toml(content, "absent.toml"), {topic.id for topic in topics})
    listed = tuple(entry.id for entry in entries)
    return Knowledge(
        Parts(
            entries=entries,
            topics=topics,
            now=now,
            language=load_language(folder, entries),
            triage=load_triage(folder),
            reader=Reader(tables.read(reader or _mapped(content, tables.NAME)), (*listed, *OTHERS)),
            themes=themes,
            premises=_premises(_toml(content, "premises.toml"), {entry.id for entry in entries}),
            talk=_talk(_toml(content, "chat.toml")),
        )
    )


def load_language(folder: _Folder, entries: Sequence[Entry]) -> Language:
    """What reading a message needs: the reader is trained with it, before there is a knowledge base."""
    content = folder / "knowledge"
    words, absent, premises, chat = (
        _toml(content, name) for name in ("lexicon.toml", "absent.toml", "premises.toml", "chat.toml")
    )
    aliases = {word: tuple(plain.split()) for word, plain in _toml(content, "aliases.toml").items()}
    concepts = {
        concept: (kind, split_phrases(listed))
        for kind in (TOPIC, GENERIC, ASPECT, WORD)
        for concept, listed in _key("lexicon.toml", words, kind).items()
    }
    _, theme_words = _themes(absent, None)
    cues = {
        cue: split_phrases(listed)
        for name, table in (("absent.toml", absent), ("premises.toml", premises))
        for cue, listed in _key(name, table, CUE).items()
    }
    lexicon = Lexicon(concepts, theme_words, cues, _key("lexicon.toml", words, "pattern"))
    replies = _key("chat.toml", chat, "reply")
    small_talk = {name: _key("chat.toml", row, "words") for name, row in replies.items()}
    small_talk[""] = _key("chat.toml", chat, "filler")
    domain = {word for entry in entries for phrasing in entry.phrasings for word in opened(phrasing, aliases)}
    domain |= _plain_words(concepts, cues)
    alarming = _plain_words(_key("triage.toml", _toml(folder, "triage.toml"), "words"))
    grave = {word for word in alarming - domain if len(word) >= _SPELLED}  # no short slip is turned into an alarm
    english = [*_listed(content, "words.txt"), *_listed(content, "english.txt"), *alarming]
    common = _plain_words(theme_words, small_talk)
    return Language(aliases, Speller(domain | grave, common, english, grave - common), lexicon)


def load_triage(folder: _Folder) -> Triage:
    """The rules for red flags alone, without the reader's opinion."""
    return _triage(_toml(folder, "triage.toml"))


def load_entries(folder: _Folder) -> tuple[Entry, ...]:
    """Every passage, in the order of its files' names."""
    content = folder / "knowledge"
    files = sorted((file for file in content.iterdir() if file.name.endswith(".md")), key=lambda file: file.name)
    entries = tuple(passage(file.name, file.read_text(encoding="utf-8")) for file in files)
    for file, entry in zip(files, entries, strict=True):
        if file.name != f"{entry.id}.md":
            raise ContentError(file.name, "id", f"{entry.id!r} is not the file's name")
    return entries


def _toml(folder: _Folder, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ContentError(name, "file", str(error)) from error


def _listed(folder: _Folder, name: str) -> list[str]:
    try:
        return (folder / name).read_text(encoding="utf-8").split()
    except OSError as error:
        raise ContentError(name, "file", str(error)) from error


def _mapped(folder: _Folder, name: str) -> bytes | mmap:
    """A file's bytes: mapped where it lies on a disk, so that only what is looked up is held in memory."""
    try:
        file = folder / name
        if not isinstance(file, Path):
            return file.read_bytes()
        with file.open("rb") as opened_file:
            return mmap(opened_file.fileno(), 0, access=ACCESS_READ)
    except (OSError, ValueError) as error:
        raise ContentError(name, "file", str(error)) from error


def _key(name: str, table: _Table, key: str) -> Any:
    if key not in table:
        raise ContentError(name, key, "is missing")
    return table[key]


def _topics(table: _Table, entries: Sequence[Entry]) -> tuple[tuple[Topic, ...], Mapping[str, Mapping[str, str]]]:
    listed = _key("topics.toml", table, "topic")
    for entry in entries:
        if entry.topic not in listed:
            raise ContentError(f"{entry.id}.md", "topic", f"{entry.topic!r} is not in topics.toml")
    topics = tuple(
        Topic(
            id=topic,
            title=_key("topics.toml", row, "title"),
            group=_key("topics.toml", row, "group"),
            entries=tuple(entry.id for entry in entries if entry.topic == topic),
        )
        for topic, row in listed.items()
    )
    return topics, _key("topics.toml", table, "now")


def _themes(table: _Table, topics: set[str] | None) -> tuple[tuple[Theme, ...], _Words]:
    """Themes, and the words that mark them (label `theme:<id>`)."""
    words: _Words = {}
    themes: list[Theme] = []
    for theme, row in _key("absent.toml", table, "theme").items():
        near = tuple(_key("absent.toml", row, "near").split())
        if topics is not None and (unknown := set(near) - topics):
            raise ContentError("absent.toml", f"theme.{theme}.near", f"names unknown topics {sorted(unknown)}")
        needs = [frozenset(line.split()) for line in row.get("needs", ())]
        if "words" in row:
            words[f"theme:{theme}"] = _as_written(split_phrases(row["words"]))
            needs.append(frozenset({f"theme:{theme}"}))
        unless = frozenset(row.get("unless", ()))
        say = _key("absent.toml", row, "say")
        themes.append(Theme(theme, say, tuple(needs), unless, near))
    return tuple(themes), words


def _as_written(phrases: Sequence[str]) -> tuple[str, ...]:
    """Phrases to match word for word, and with a plural s: stems would mistake "tens" for "ten"."""
    exact = [" ".join("=" + word for word in plain_words(phrase.replace("=", "")).split()) for phrase in phrases]
    return tuple(dict.fromkeys((*exact, *(phrase + "s" for phrase in exact if not phrase.endswith("knee")))))


def _premises(table: _Table, entries: set[str]) -> tuple[Premise, ...]:
    premises: list[Premise] = []
    for name, row in _key("premises.toml", table, "premise").items():
        entry = _key("premises.toml", row, "entry")
        if entry not in entries:
            raise ContentError("premises.toml", f"premise.{name}.entry", f"{entry!r} is unknown")
        correction = Correction(name, _key("premises.toml", row, "text"), entry)
        needs = tuple(frozenset(line.split()) for line in _key("premises.toml", row, "needs"))
        premises.append(Premise(correction, needs, frozenset(_key("premises.toml", row, "covered"))))
    return tuple(premises)


def _triage(table: _Table) -> Triage:
    name = "triage.toml"
    findings = tuple(
        Finding(
            id=finding,
            part=frozenset(row.get("part", ())) if not isinstance(row.get("part"), str) else frozenset({row["part"]}),
            patterns=tuple(tuple(line.split()) for line in _key(name, row, "any")),
            unless=tuple(row.get("unless", ())),
            named=row.get("named", False),
            said=row.get("said", False),
            plain=row.get("plain", False),
        )
        for finding, row in _key(name, table, "findings").items()
    )
    known = {finding.id for finding in findings}
    rules: list[Rule] = []
    for alarm, row in _key(name, table, "alarms").items():
        needs = tuple(tuple(line.split()) for line in _key(name, row, "needs"))
        unless = tuple(row.get("unless", ()))
        for key, findings_named in (
            ("needs", {finding for need in needs for finding in need}),
            ("unless", set(unless)),
        ):
            if unknown := findings_named - known:
                raise ContentError(name, f"alarms.{alarm}.{key}", f"names unknown findings {sorted(unknown)}")
        level = _key(name, row, "level")
        if level not in ALARMS:
            raise ContentError(name, f"alarms.{alarm}.level", f"{level!r} is no alarm level")
        rules.append(Rule(alarm, Kind(level), needs, unless, always=row.get("always", False)))
    words = {label: _as_read(split_phrases(listed)) for label, listed in _key(name, table, "words").items()}
    return Triage(
        words,
        _key(name, table, "parts"),
        findings,
        rules,
        adjectives=_key(name, table, "adjectives"),
        after_adjectives=_key(name, table, "after_adjectives").split(),
    )


def _as_read(phrases: Sequence[str]) -> tuple[str, ...]:
    """Phrases cut into words as messages are ("24/7" → "24 / 7"); what is matched as written stays."""
    return tuple(phrase if "=" in phrase else plain_words(phrase) for phrase in phrases)


def _talk(table: _Table) -> SmallTalk:
    listed = _key("chat.toml", table, "reply")
    replies = [Reply(name, _key("chat.toml", row, "text")) for name, row in listed.items()]
    phrases = {name: split_phrases(_key("chat.toml", row, "words")) for name, row in listed.items()}
    return SmallTalk(replies, phrases, split_phrases(_key("chat.toml", table, "filler")))


def _plain_words(*tables: Mapping[str, Any]) -> set[str]:
    """Every single word of tables of phrases."""
    listed = (
        value[1] if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], tuple) else value
        for table in tables
        for value in table.values()
    )
    phrases = (split_phrases(value) if isinstance(value, str) else value for value in listed)
    return {word.removeprefix("=") for group in phrases for phrase in group for word in phrase.split()}
