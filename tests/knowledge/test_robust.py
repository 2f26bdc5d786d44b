"""Anything may be typed: never an exception, never slow."""

import gc
from collections.abc import Callable
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.texts.answers import render
from protocols.knowledge import Answer, Knowledge, load
from tests.knowledge.conftest import ITBS

_LISTED = """my knee calf not no swollen hurts clam clamshell how many what is why 5k 32 min pain 3 , . ? ! the it band
run week weeks since but friend's can't <b> & exrecises strteching zzqx 'n' ibuprofen mg hip hop"""
WORDS = st.sampled_from(_LISTED.split())
TEXTS = st.text(max_size=300) | st.lists(WORDS, max_size=60).map(" ".join) | st.text("abcdefgh '?.,", max_size=400)
SLOWEST = 0.02  # seconds of processor time


@settings(max_examples=2_500, deadline=None)
@given(TEXTS)
def test_any_text_gets_an_answer_in_time(knowledge: Knowledge, text: str) -> None:
    _gets_an_answer(knowledge, text)


@pytest.mark.thorough
@settings(max_examples=10_000, deadline=None)
@given(TEXTS)
def test_ten_thousand_texts_get_an_answer_in_time(knowledge: Knowledge, text: str) -> None:
    _gets_an_answer(knowledge, text)


def _gets_an_answer(knowledge: Knowledge, text: str) -> None:
    answers: list[Answer] = []
    took = _took(lambda: answers.append(knowledge.respond(text, phase="calm")))
    assert 0 < len(render(answers[0], phase="calm")) < 4096
    assert took < SLOWEST or any(_took(lambda: knowledge.respond(text)) < SLOWEST for _ in range(2))


@pytest.mark.parametrize("text", ["N'T", "n't", "don't", "'s", "x's", "''", "'ll"])
def test_pieces_of_contractions_are_words(knowledge: Knowledge, text: str) -> None:
    assert all(word for sentence in knowledge._parts.language.read(text) for word in sentence.words)
    assert render(knowledge.respond(text), phase=None)


def test_the_longest_messages_take_no_longer(knowledge: Knowledge) -> None:
    for text in ("knee swollen not " * 240, "abcdefghij " * 370, "clam " * 800, "qzxwvk" * 680, "how many? " * 400):
        assert min(_took(lambda text=text: knowledge.respond(text)) for _ in range(3)) < 4 * SLOWEST  # on a busy core


def test_loading_is_quick() -> None:
    assert min(_took(lambda: load(ITBS)) for _ in range(3)) < 0.8  # 0.2 s on a quiet core; room for a busy one


def _took(work: Callable[[], object]) -> float:
    """Processor seconds without the pauses of garbage collection, which belong to the whole test process."""
    gc.disable()
    begun = thread_time()
    work()
    spent = thread_time() - begun
    gc.enable()
    return spent
