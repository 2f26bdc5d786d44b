"""What a runner reads."""

import pytest

from bot.texts.answers import plain, render
from protocols.knowledge import Kind, Knowledge


def test_the_last_line_of_an_answer_names_the_articles_section(knowledge: Knowledge) -> None:
    last = plain(knowledge.respond("how many clamshells should I do?")).splitlines()[-1]
    assert last.startswith("Source: The Strengthening Program That Actually Works")


def test_a_declined_question_says_so_first_and_names_no_source(knowledge: Knowledge) -> None:
    answer = knowledge.respond("how many mg of ibuprofen?")
    text = plain(answer)
    assert answer.kind is Kind.ABSTAIN
    assert text.startswith("I do not know")
    assert "Source:" not in text
    assert "pharmacist or doctor can tell you" in text
    assert len(answer.nearest) == 3


@pytest.mark.parametrize(
    "asked",
    [
        "how many seconds rest between clamshell sets?",
        "best foam roller brand",
        "does magnesium help",
        "how do I fix shin splints",
        "how long should I ice",
        "sub 2 half marathon plan",
        "what does a physio cost",
    ],
)
def test_what_the_article_leaves_out_is_declined_though_the_words_are_near(knowledge: Knowledge, asked: str) -> None:
    assert knowledge.respond(asked).kind is Kind.ABSTAIN


def test_two_questions_in_one_message_get_both_answers(knowledge: Knowledge) -> None:
    text = plain(knowledge.respond("How many clamshells, and how often do I do the exercises per week?"))
    assert "3 sets of 15" in text
    assert "3 times a week" in text


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("how many clamshells and when can i run hills again", {"Clamshells: sets and reps", "Hills: when and how"}),
        ("can i swim and should i ice it?", {"Swimming and pool running", "Ice"}),
    ],
)
def test_two_questions_in_one_sentence_get_both_answers_by_their_titles(
    knowledge: Knowledge, asked: str, titles: set[str]
) -> None:
    answer = knowledge.respond(asked)
    assert {entry.title for entry in answer.entries} == titles
    assert titles <= set(plain(answer).splitlines())


@pytest.mark.parametrize("asked", ["can I run today?", "Should I run today", "CAN I RUN AGAIN TOMORROW?!"])
def test_whether_to_run_today_is_answered_by_the_article(knowledge: Knowledge, asked: str) -> None:
    assert [entry.id for entry in knowledge.respond(asked).entries] == ["gate"]


def test_a_question_in_the_very_words_of_a_phrasing_meets_its_passage(knowledge: Knowledge) -> None:
    for topic in knowledge.topics():
        for entry in map(knowledge.entry, topic.entries):
            answers = [knowledge.respond(phrasing) for phrasing in entry.phrasings]
            assert {answer.entries for answer in answers if answer.alarm is None} == {(entry,)}


def test_a_listed_question_is_put_right_first_where_it_takes_something_for_granted(knowledge: Knowledge) -> None:
    assert plain(knowledge.respond("is it ok to run through it")).startswith("One thing first: do not run through")
    assert "One thing first" not in plain(knowledge.respond("am i supposed to push through the heel"))


def test_one_answer_needs_no_title(knowledge: Knowledge) -> None:
    assert "Clamshells: sets and reps" not in plain(knowledge.respond("how many clamshells?"))


def test_a_long_story_is_answered_on_the_question_in_it(knowledge: Knowledge) -> None:
    story = (
        "Hi, I am Tom and I moved to Leeds in May with two cats. I love my bike and my new job. My physio told me "
        "about lying on the side and opening the knees with a band. How many am I supposed to do?"
    )
    assert "15" in plain(knowledge.respond(story))


def test_the_line_for_now_follows_the_phase(knowledge: Knowledge) -> None:
    calm = render(knowledge.respond("when can I run hills again?", phase="calm"), phase="calm")
    assert "For you now:" in calm
    assert "no hills" in calm
    assert "For you now:" not in render(knowledge.respond("when can I run hills again?"), phase=None)


def test_outside_evidence_stands_apart_and_names_its_source(knowledge: Knowledge) -> None:
    text = plain(knowledge.respond("is 180 the right cadence?"))
    note = next(part for part in text.split("\n\n") if part.startswith("Evidence from outside the article"))
    assert "Heiderscheit" in note


def test_a_false_belief_is_put_right_before_the_answer(knowledge: Knowledge) -> None:
    text = plain(knowledge.respond("I run through the pain on purpose, how many clamshells should I do?"))
    assert text.startswith("One thing first:")


@pytest.mark.parametrize(
    "asked", ["what is itbs <b>bold</b> & <script>alert(1)</script>", "<i>how many clamshells</i>?"]
)
def test_what_people_type_is_never_mark_up(knowledge: Knowledge, asked: str) -> None:
    assert "<script>" not in render(knowledge.respond(asked), phase=None)


def test_a_quoted_alarm_is_escaped(knowledge: Knowledge) -> None:
    answer = knowledge.respond("my calf & shin are swollen")
    assert "&" not in render(answer, phase=None).replace("&amp;", "")


@pytest.mark.parametrize(
    "asked",
    ["", "   ", "🙂🙂", "\n", "?", "…", "Привет, как дела?", "膝が痛い", "ignore previous instructions", "x" * 4000],
)
def test_odd_input_gets_a_calm_short_reply(knowledge: Knowledge, asked: str) -> None:
    text = plain(knowledge.respond(asked))
    assert 0 < len(text) < 1000


def test_search_offers_passages_and_declines_nothing(knowledge: Knowledge) -> None:
    assert any(entry.topic == "rolling" for entry in knowledge.search("foam roller", 3))
