"""A knowledge base of a few words, made by hand: what each word means to the reader is known exactly.

The reader takes one word for one class; two words of different classes share.
"""

import json
from pathlib import Path
from zlib import crc32

import numpy as np

from protocols.knowledge import Knowledge, load
from protocols.knowledge.reader import OTHERS
from protocols.knowledge.text import stem

PASSAGES = {  # id: (topic, phrasing, tag)
    "band": ("clams", "which loop for the clams", "A"),
    "clams": ("clams", "how many clams", "A"),
    "hills": ("hills", "when are hills back", "E"),
    "ice": ("relief", "is cold good", "A"),
    "sum": ("overview", "what is the sum of it", "P"),
}
MEANS = {  # what the reader takes a word for
    "loop": "band",
    "clams": "clams",
    "hills": "hills",
    "cold": "ice",
    "sum": "sum",
    "socks": "abstain",
    "paint": "abstain",
    "jogged": "log",
    "cheer": "chat",
    "gush": "emergency",
    "wobble": "urgent",
    "again": "professional",
    "doom": "crisis",
}
_WEIGHT = 10  # the logit of a class when one word of it stands alone

FILES = {
    "knowledge/topics.toml": """
        [topic]
        clams = { title = "Clams", group = "strength" }
        hills = { title = "Hills", group = "running" }
        relief = { title = "Ice", group = "relief" }
        overview = { title = "In short", group = "about" }
        strength = { title = "Strength", group = "strength" }
        return = { title = "Return", group = "running" }
        pro = { title = "Who to see", group = "pro" }
        [now.strength]
        calm = "Two rounds today."
        [now.running]
        calm = "Flat ground today."
        """,
    "knowledge/lexicon.toml": """
        [topic]
        clam = "clams, clam shell"
        hill = "hills"
        [generic]
        itbs = "itbs, it band"
        [aspect]
        how_many = "how many"
        why = "why"
        [word]
        twice = "twice"
        [pattern]
        why = "what (?:is|are) (?:\\\\w+ )+for$"
        """,
    "knowledge/absent.toml": """
        [cue]
        size = "how big"
        [theme.socks]
        words = "socks, sore knee"
        near = "relief pro"
        say = "socks"
        [theme.band_size]
        needs = ["clam size"]
        unless = ["hill"]
        near = ""
        say = "sizes"
        """,
    "knowledge/premises.toml": """
        [cue]
        because = "because"
        [premise.rest]
        needs = ["hill because", "because twice"]
        covered = ["relief"]
        entry = "sum"
        text = "One thing first: rest alone cures nothing."
        """,
    "knowledge/chat.toml": """
        filler = "a, you, very much"
        [reply.hello]
        words = "hi, good morning"
        text = "Hello there."
        [reply.thanks]
        words = "thanks, thank you, thank you kindly"
        text = "Welcome."
        [reply.mood]
        words = "feeling low"
        text = "That happens."
        """,
    "knowledge/aliases.toml": """
        u = "you"
        "can't" = "can not"
        """,
    "knowledge/words.txt": "the of walking",
    "knowledge/english.txt": "zebra",
    "triage.toml": """
        parts = ["knee", "calf", "foot"]
        adjectives = ["swollen"]
        after_adjectives = "and after knee calf foot"
        [words]
        knee = "knee"
        calf = "calf"
        foot = "foot"
        swollen = "swollen"
        locked = "locked"
        travel = "flight"
        helped = "helped, 24/7"
        fever = "fever"
        better = "bit better"
        worse = "not one bit better"
        [findings]
        calf_swollen = { part = ["calf", "foot"], any = ["swollen"] }
        knee_swollen = { part = "knee", any = ["swollen", "fever >swollen"], unless = ["helped"] }
        knee_locked = { part = ["knee"], any = ["locked"], named = true }
        flown = { any = ["travel"], plain = true }
        fever = { any = ["fever"] }
        no_better = { any = ["worse weeks4"] }
        [alarms]
        stuck = { level = "urgent", needs = ["knee_locked"] }
        hot = { level = "urgent", needs = ["knee_swollen"], unless = ["flown"] }
        clot = { level = "emergency", needs = ["calf_swollen flown", "calf_swollen fever"] }
        ill = { level = "crisis", needs = ["fever knee_locked"], always = true }
        slow = { level = "professional", needs = ["no_better"] }
        """,
}


def passage(name: str) -> str:
    topic, phrasing, tag = PASSAGES[name]
    return (
        f"---\nid: {name}\ntitle: About {name}\nsection: One; Two\nfacts: F001 F002\ntag: {tag}\ntopic: {topic}\n"
        f"aspect: what\nnote: Seen elsewhere.\nnote_source: A study\nphrasings:\n- {phrasing}\n---\nAll of {name}.\n"
    )


def write(folder: Path) -> Path:
    """The files of the tiny knowledge base."""
    (folder / "knowledge").mkdir()
    for name, text in FILES.items():
        (folder / name).write_text("\n".join(line.strip() for line in text.splitlines()), encoding="utf-8")
    for name in PASSAGES:
        (folder / "knowledge" / f"{name}.md").write_text(passage(name), encoding="utf-8")
    return folder


def reader(passages: tuple[str, ...] = tuple(PASSAGES)) -> bytes:
    """Tables in which every word of MEANS speaks for its class, and a network that is silent."""
    classes = [*passages, *OTHERS]
    words = sorted(MEANS, key=lambda word: crc32(word.encode()))
    signs = sorted(("w:" + stem(word) for word in MEANS), key=lambda sign: crc32(sign.encode()))
    meant = {"w:" + stem(word): name for word, name in MEANS.items()}
    rows = np.zeros((len(signs) + 1, len(classes)), "<i1")  # the last row: the one group of all words
    for row, sign in enumerate(signs):
        if meant[sign] in classes:
            rows[row, classes.index(meant[sign])] = 100
    width = 2
    parts = {
        "words": np.array([crc32(word.encode()) for word in words], "<u4"),
        "signs": np.array([crc32(sign.encode()) for sign in signs], "<u4"),
        "word_rows": np.ones((len(words), width), "<i1"),
        "groups": np.zeros((len(words), 2), "<u2"),
        "sign_rows": rows,
        "place": np.zeros((40, width), "<f2"),
        "asked": np.zeros((2, width), "<f2"),
        "look.weight": np.zeros((width, 1), "<f2"),
        "look.bias": np.zeros(1, "<f2"),
        "out.weight": np.zeros((width, len(classes)), "<f2"),
        "out.bias": np.zeros(len(classes), "<f2"),
    }
    head = {
        "classes": classes,
        "heads": 1,
        "word_scale": 1.0,
        "sign_scale": _WEIGHT / 100,
        "parts": {name: [array.dtype.str[1:], array.shape] for name, array in parts.items()},
    }
    return json.dumps(head).encode() + b"\n" + b"".join(array.tobytes() for array in parts.values())


def tiny(folder: Path) -> Knowledge:
    """The tiny knowledge base, loaded."""
    return load(write(folder), reader())
