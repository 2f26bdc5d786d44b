"""Papers on request: the page for a physio, the plan as a calendar."""

import io
from datetime import UTC, date, datetime, time

from icalendar import Calendar
from pypdf import PdfReader

from bot.screens import papers
from protocols.diary import Pause
from sandbox.files import StoredFile
from tests.support.diaries import Book, day, itbs
from tests.support.persona import MONDAY, Persona, Stage

EVE = datetime(2026, 3, 16, 20, tzinfo=UTC)


async def _has_trained(rita: Persona, zone: str = "UTC") -> Book:
    book = Book()
    book.returning()
    await rita.waits_until(EVE)
    await rita.writes_down(*book.entries, zone=zone)
    return book


def _file(stage: Stage, suffix: str) -> StoredFile:
    (found,) = [each for each in stage.sandbox.world.files.all() if each.name.endswith(suffix)]
    return found


def _events(stage: Stage) -> list[tuple[str, datetime]]:
    calendar = Calendar.from_ical(_file(stage, ".ics").data)
    return [(str(event["summary"]), event.decoded("dtstart")) for event in calendar.walk("VEVENT")]


async def test_the_page_for_the_physio_tells_what_was_logged(rita: Persona, on_stage: Stage) -> None:
    await _has_trained(rita)

    heard = await rita.says("/report")

    assert "nobody but you" in heard
    (page,) = PdfReader(io.BytesIO(_file(on_stage, ".pdf").data)).pages
    text = " ".join(page.extract_text().split())
    for fact in ("Side: left", "24 km", "6 strength sessions in 3 weeks", "Run/walk step R1", "2 Mar", "downhill"):
        assert fact in text, fact


async def test_the_page_holds_nobodys_name(rita: Persona, on_stage: Stage) -> None:
    await _has_trained(rita)

    await rita.says("/report")

    assert "Rita" not in PdfReader(io.BytesIO(_file(on_stage, ".pdf").data)).pages[0].extract_text()


async def test_a_red_flag_is_a_reason_for_the_page(rita: Persona, on_stage: Stage) -> None:
    await _has_trained(rita)
    await rita.says("my knee locks and I cannot straighten it")

    await rita.says("/report")

    assert "locks" in PdfReader(io.BytesIO(_file(on_stage, ".pdf").data)).pages[0].extract_text()


async def test_before_there_is_a_plan_there_is_no_paper(rita: Persona, on_stage: Stage) -> None:
    await rita.says("/start")

    assert "agree" in await rita.says("/report")
    assert "agree" in await rita.says("/calendar")
    assert not on_stage.workshop.made


async def test_the_page_goes_to_the_private_chat_only(rita: Persona, on_stage: Stage) -> None:
    await rita.says("/start")
    sandbox = on_stage.sandbox
    group = sandbox.add_group(next(iter(sandbox.world.bots.values())), "Club", [rita.person])

    await rita.does(rita.person.say, "/report", to=group)

    assert not on_stage.workshop.made


async def test_the_calendar_holds_the_week_at_the_runners_own_time(rita: Persona, on_stage: Stage) -> None:
    await _has_trained(rita, zone="Europe/Berlin")

    await rita.says("/calendar")

    events = _events(on_stage)
    run = next(starts for title, starts in events if title == "Run R1")
    assert (run.date(), run.strftime("%H:%M %Z")) == (date(2026, 3, 17), "07:00 CET")
    later = [starts for title, starts in events if starts.date() > date(2026, 3, 30)]
    assert later
    assert {starts.strftime("%H:%M %Z") for starts in later} == {"07:00 CEST"}  # the clocks changed on 29 March


async def test_beyond_the_week_the_calendar_says_that_it_is_an_outline(rita: Persona, on_stage: Stage) -> None:
    await _has_trained(rita)
    await rita.says("/plan")

    await rita.taps("🗓 For my calendar")

    calendar = Calendar.from_ical(_file(on_stage, ".ics").data)
    outlined = {
        event.decoded("dtstart").date() for event in calendar.walk("VEVENT") if "outline" in str(event["description"])
    }
    assert min(outlined) == day(15 + 7)
    assert max(outlined) <= day(15 + 27)


def test_a_newer_calendar_replaces_the_entries_of_the_older_one() -> None:
    book = Book()
    on = book.returning()

    first, second = (papers.plan_events(book.plan(on + ahead), time(7)) for ahead in (0, 1))

    assert len({event.id for event in first}) == len(first)
    assert {event.id for event in second} & {event.id for event in first}


def test_a_step_of_the_ladder_takes_its_walks_before_and_after_along() -> None:
    book = Book()
    on = book.returning()

    run = next(event for event in papers.plan_events(book.plan(on), time(7)) if event.title == "Run R1")

    assert run.minutes == itbs().ladder[0].total_minutes + 10
    assert "run 1 min, walk 2 min" in run.notes


def test_while_the_plan_rests_the_calendar_is_empty() -> None:
    book = Book()
    on = book.returning()
    book.add(Pause, on, reason="ill")

    assert papers.plan_events(book.plan(on), time(7)) == ()


def test_the_page_says_what_was_measured_and_what_is_left_out() -> None:
    book = Book()
    on = book.returning()
    book.cadence(on, 160.0)
    book.cross(on)

    page = papers.physio_report(itbs(), book.diary, MONDAY.replace(day=on + 1))

    assert "Cadence measured: 160 steps/min, no target" in page.tried
    assert "Cross-training: 1 session" in page.tried
    assert any(line.startswith("Left out: ") and "hills" in line for line in page.tried)
    assert dict(page.history)["Red flags named"] == "none"
    assert [week.starts_on for week in page.weeks] == [day(1), day(8), day(15)]


def test_whoever_is_no_better_after_weeks_of_work_asks_what_else_it_could_be() -> None:
    book = Book({"daily_pain": 4})
    for week in range(7):
        book.workouts((7 * week + 1, 7 * week + 3, 7 * week + 5))
        book.checks(range(7 * week + 1, 7 * week + 8), 4)

    page = papers.physio_report(itbs(), book.diary, MONDAY.replace(month=4, day=20))

    assert any("what else could it be" in question for question in page.questions)
