"""What runners asked in vain: grouped, answered by two admins together, told to those who wished."""

import pytest
from sqlalchemy import select

from bot.actions import asking
from bot.actions.admin.answering import grouped
from bot.actions.admin.deidentify import deidentify
from protocols.knowledge import Kind
from protocols.knowledge.notes import likeness
from storage import runners
from storage.question_queue import Asked
from storage.tables import audit
from tests.admin.conftest import EDITOR, OTHER_EDITOR, VIEWER, Office
from tests.support.persona import Persona

QUESTION = "Can I wear a knee sleeve at the office desk?"
ALIKE = "is wearing a knee sleeve fine at my office desk"
ANSWER = "A sleeve does no harm. The plan does not need one."


async def _asker(office: Office, number: int, question: str) -> Persona:
    runner = office.stage.person(f"R{number}", number)
    await runner.says("/start")
    async with office.stage.world.database.transaction() as tx:
        await runners.consent(tx, number, "1", office.stage.clock.now())
    async with office.stage.world.visit(number) as visit:
        await asking.keep_unanswered(visit, question)
    return runner


async def test_an_answer_takes_two_admins_and_reaches_those_who_wished(office: Office) -> None:
    assert office.stage.world.knowledge.respond(QUESTION).kind is Kind.ABSTAIN
    rita = await _asker(office, 7001, QUESTION)
    sam = await _asker(office, 7002, ALIKE)
    async with office.stage.world.visit(7001) as visit:
        assert await asking.want_reply(visit)
    ada, ben = office.admin(EDITOR), office.admin(OTHER_EDITOR)
    await ben.says("/start")
    heard = await ada.says("/questions")
    assert f"1. (2×) {QUESTION}" in heard
    await ada.taps("1", "✍️ Answer")
    assert "I have shown it to them" in await ada.says(ANSWER)
    assert "Your answer waits" in await ada.says("/questions")
    assert "Confirm and publish" not in ada.all_buttons
    assert "another admin" in await ada.forges("qjudge:1:confirm")
    assert office.stage.world.knowledge.respond(QUESTION).kind is Kind.ABSTAIN
    assert ANSWER in ben.screen
    assert "Published" in await ben.taps("Confirm and publish")
    answer = office.stage.world.knowledge.respond(ALIKE)
    assert answer.kind is Kind.ANSWER
    assert (answer.entries[0].tag, answer.entries[0].body) == ("P", ANSWER)
    await office.beat()
    assert ANSWER in rita.screen
    assert "editor's note" in rita.screen
    assert ANSWER not in sam.screen


async def test_a_withdrawn_answer_is_gone_and_its_question_is_back(office: Office) -> None:
    await _asker(office, 7001, QUESTION)
    ada, ben = office.admin(EDITOR), office.admin(OTHER_EDITOR)
    await ada.says("/questions")
    await ada.taps("1", "✍️ Answer")
    await ada.says("Wrong.")
    await ben.says("/questions")
    await ben.taps("Withdraw")
    assert office.stage.world.knowledge.respond(QUESTION).kind is Kind.ABSTAIN
    assert QUESTION in await ben.says("/questions")


async def test_a_published_answer_can_still_be_withdrawn(office: Office) -> None:
    await _asker(office, 7001, QUESTION)
    ada, ben = office.admin(EDITOR), office.admin(OTHER_EDITOR)
    await ada.says("/questions")
    await ada.taps("1", "✍️ Answer")
    assert "I could reach none" in await ada.says(ANSWER)
    await ben.says("/questions")
    await ben.taps("Confirm and publish")
    assert office.stage.world.knowledge.respond(QUESTION).kind is Kind.ANSWER
    await ada.says("/questions")
    assert QUESTION in await ada.taps("Published answers")
    assert ANSWER in await ada.taps("1")
    await ada.taps("Withdraw")
    assert office.stage.world.knowledge.respond(QUESTION).kind is Kind.ABSTAIN
    assert "No question waits" not in await ada.says("/questions")


async def test_what_is_set_aside_waits_no_more(office: Office) -> None:
    await _asker(office, 7001, QUESTION)
    ada = office.admin(EDITOR)
    await ada.says("/questions")
    await ada.taps("1", "Set aside")
    assert "No question waits" in await ada.says("/questions")


async def test_the_queue_shows_nobody(office: Office) -> None:
    await _asker(office, 7001, "My name is Rita Muster, rita@example.com, +49 171 1234567: sleeve at the office desk?")
    vic = office.admin(VIEWER)
    heard = await vic.says("/questions")
    assert vic.person.sees().last.buttons == []  # nothing that a viewer could not do
    for secret in ("Rita", "Muster", "rita@", "1234567", "7001"):
        assert secret not in heard
    async with office.stage.world.database.reading() as tx:
        assert "Rita" not in str((await tx.execute(select(audit.c.about))).all())


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("write to me at ana.b@mail.org", "ana.b@mail.org"),
        ("I'm Petra and my knee hurts", "Petra"),
        ("my coach Jonas Keller says no", "Jonas Keller"),
        ("see https://strava.com/athletes/1234", "strava"),
        ("call 030 1234567 please", "1234567"),
        ("operated on 12.03.2019", "12.03.2019"),
        ("ask @runner_joe", "runner_joe"),
    ],
)
def test_what_could_tell_who_it_is_is_hidden(text: str, hidden: str) -> None:
    assert hidden not in deidentify(text)


def test_a_plain_question_stays_readable() -> None:
    plain = "How many minutes may I run in week 3 with pain 2 of 10?"
    assert deidentify(plain) == plain


def test_groups_are_largest_first_and_named_by_their_oldest_question() -> None:
    def features(text: str) -> frozenset[str]:
        return frozenset(text.split())

    asked = [Asked(1, "lone wolf"), Asked(2, "red knee sleeve"), Asked(3, "blue knee sleeve"), Asked(4, "knee sleeve")]
    groups = grouped(asked, features)
    assert [(group.id, [each.id for each in group.asked]) for group in groups] == [(2, [2, 3, 4]), (1, [1])]


def test_one_word_in_common_is_not_likeness() -> None:
    assert likeness(frozenset({"knee"}), frozenset({"knee", "sleeve"})) == 0
    assert likeness(frozenset({"knee"}), frozenset({"knee"})) == 1
    assert likeness(frozenset(), frozenset()) == 0


async def test_long_questions_never_make_a_card_too_long_to_be_sent(office: Office) -> None:
    for number in range(7001, 7012):
        await _asker(office, number, f"My knee sleeve {number} itches at the desk. " + "So it goes. " * 330)
    ada, ben = office.admin(EDITOR), office.admin(OTHER_EDITOR)
    await ben.says("/start")
    assert "My knee sleeve 7001" in await ada.says("/questions")
    await ada.taps("1", "✍️ Answer")
    assert "characters, and 2000 fit" in await ada.says("long " * 800)
    assert "Kept" in await ada.says("w" * 2000)
    assert "w" * 2000 in ben.screen
    assert "Published" in await ben.taps("Confirm and publish")
