"""Which sentences are diary entries, and what they hold."""

import pytest

from protocols.knowledge import Knowledge, LogIntent, parse_log


@pytest.mark.parametrize(
    ("text", "log"),
    [
        ("32 min 5k flat, pain 3 from 4 km", LogIntent("run", 32, 5, 3, onset_km=4, surface="flat")),
        ("ran 5k in 31:20, no pain", LogIntent("run", 31.33, 5, 0, never_hurt=True)),
        (
            "ran 3 miles on the treadmill, hurt at mile 2",
            LogIntent("run", None, 4.83, onset_km=3.22, surface="treadmill"),
        ),
        ("ran half an hour, pain started after 20 minutes, 5/10", LogIntent("run", 30, None, 5, onset_minutes=20)),
        ("five k this morning in thirty two minutes, pain was a three", LogIntent("run", 32, 5, 3)),
        ("ran 1h10 hilly trail cadence 172 limped home", LogIntent("run", 70, surface="hilly", cadence=172, limp=True)),
        ("pain 4 today", LogIntent("pain", pain=4)),
        ("knee was a 2 this morning", LogIntent("pain", pain=2)),
        ("6/10 last night", LogIntent("pain", pain=6, days_ago=1)),
        ("did my exercises", LogIntent("workout")),
        ("did clams and bridges today", LogIntent("workout")),
        ("cycled 40 min yesterday", LogIntent("cross", 40, days_ago=1)),
        ("swam 30 min 2 days ago", LogIntent("cross", 30, days_ago=2)),
    ],
)
def test_a_diary_entry_is_read(text: str, log: LogIntent) -> None:
    assert parse_log(text) == log


@pytest.mark.parametrize(
    "text",
    [
        "",
        "can I run 5k?",
        "can i run 5k",
        "did I do too much",
        "pain at 4k how far run",
        "I ran 5k and my knee hurt at 3k, what should I do",
        "going to run 5k tomorrow",
        "I usually run 40 km a week",
        "upped mileage too quick",
        "went 12mm to 4mm drop",
        "fine after shower, hurts next run",
        "leg raises too easy now",
        "10k pace for 50min 5k",
        "feeling scared i never run again",
    ],
)
def test_a_question_a_plan_or_a_story_is_no_entry(text: str) -> None:
    assert parse_log(text) is None


def test_misspelt_entries_are_read_too(knowledge: Knowledge) -> None:
    log = knowledge.respond("rna 5k in 31 min, knee 2/10").log
    assert log == LogIntent("run", 31, 5, 2)
