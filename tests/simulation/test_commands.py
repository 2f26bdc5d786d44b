"""`python -m bot simulate` and `python -m bot plan`, as somebody at a terminal meets them."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli import plan as plan_command
from bot.cli import simulate
from bot.simulation.runners import RUNNERS
from protocols.codec import to_json
from tests.support.diaries import Book


def simulated(*argv: str) -> str:
    out = io.StringIO()
    assert simulate.main(argv, out) == 0
    return out.getvalue()


def test_a_journal_reads_week_by_week() -> None:
    text = simulated("--runner", "typical", "--weeks", "3")
    assert text.startswith("typical: ")
    assert text.count("\nWeek ") == 3
    assert "Mon 02 Mar day   1  calm" in text
    assert "due: daily_check, strength" in text
    assert "caps: week 0.0/12 km, single_run 0.0/5 km, each run below 3 km" in text
    assert "go phase:build" in text
    assert "cadence: 172" in text


@pytest.mark.parametrize("name", sorted(RUNNERS))
def test_every_runner_gives_a_line_of_json_a_day(name: str) -> None:
    days = [json.loads(line) for line in simulated("--runner", name, "--weeks", "1", "--json").splitlines()]
    assert [day["day"] for day in days] == list(range(1, 8))
    wanted = {"date", "phase", "run_step", "strength_levels", "tasks", "caps", "pain", "light", "alerts", "reasons"}
    assert all(wanted <= set(day) for day in days)


def test_the_seed_makes_the_story() -> None:
    one = simulated("--runner", "skipper", "--weeks", "4")
    assert simulated("--runner", "skipper", "--weeks", "4", "--seed", "1") == one
    assert simulated("--runner", "skipper", "--weeks", "4", "--seed", "2") != one


def test_a_runner_has_a_length_of_its_own() -> None:
    assert len(simulated("--runner", "quick", "--json").splitlines()) == 84


def test_trouble_shows_in_the_journal() -> None:
    assert "alerts: red_flag:locking" in simulated("--runner", "red-flag-in-week-3", "--weeks", "3")
    assert "limp" in simulated("--runner", "flare", "--weeks", "7")
    assert "right" in simulated("--runner", "both-knees", "--weeks", "1")


def test_an_unknown_runner_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        simulated("--runner", "nobody")
    assert "typical" in capsys.readouterr().err


def planned(tmp_path: Path, content: Any, *argv: str) -> tuple[int, str, str]:
    file = tmp_path / "diary.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    return plan_command.main([str(file), *argv], out, err), out.getvalue(), err.getvalue().replace(str(file), "FILE")


def entries(book: Book) -> list[dict[str, Any]]:
    return [to_json(entry) for entry in book.entries]


def test_the_plan_of_a_diary_file(tmp_path: Path) -> None:
    book = Book()
    book.run(3, 24, 4, km=4.0, onset_km=3.5)
    code, text, err = planned(tmp_path, entries(book))
    assert (code, err) == (0, "")
    assert text.startswith("2026-03-04: day 3, calm, amber, pain 4\n")
    assert "run 24 min done" in text
    assert "limit week: 4 of 12 km" in text
    assert "✗ Day 7, or 3 strength sessions. Day 3, 0 sessions so far." in text
    assert "leave out: No downhill running" in text
    assert "because: Pain up to 5 is amber" in text


def test_the_day_may_be_chosen_and_a_plan_says_what_it_offers_and_warns_of(tmp_path: Path) -> None:
    book = Book()
    book.climb(book.returning(), "R2")
    _, text, _ = planned(tmp_path, entries(book), "--today", "2026-03-22")
    assert "return, step R2" in text
    assert "on offer: step:R3 (ahead of its gate)" in text
    book.flag(22)
    assert "! red_flag:locking: While a red flag stands" in planned(tmp_path, entries(book))[1]


def test_the_plan_as_json(tmp_path: Path) -> None:
    found = json.loads(planned(tmp_path, entries(Book()), "--json")[1])
    assert (found["today"], found["day"], found["phase"]) == ("2026-03-02", 1, "calm")
    assert found["caps"][0]["limit"] == 12
    assert found["tasks"][1]["strength"][0]["exercise"] == "side_lying_abduction"
    assert found["overlays"] == []


def test_a_skipped_task_shows(tmp_path: Path) -> None:
    book = Book()
    book.skip(1, "strength")
    assert "strength skipped" in planned(tmp_path, entries(book))[1]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("{", "FILE: line 1: Expecting property name enclosed in double quotes\n"),
        ({}, "FILE: must be a list of entries with at least one in it\n"),
        ([], "FILE: must be a list of entries with at least one in it\n"),
        ([3], "FILE: entry 1: entry: must be an object\n"),
        ([{"type": "run"}], "FILE: entry 1: id: is missing\n"),
    ],
)
def test_a_wrong_file_gets_one_clear_line(tmp_path: Path, content: Any, line: str) -> None:
    assert planned(tmp_path, content) == (2, "", line)


def test_a_missing_file_gets_one_clear_line(tmp_path: Path) -> None:
    err = io.StringIO()
    assert plan_command.main([str(tmp_path / "none.json")], io.StringIO(), err) == 2
    assert err.getvalue() == f"{tmp_path / 'none.json'}: No such file or directory\n"


def test_bytes_that_are_no_text_get_one_clear_line(tmp_path: Path) -> None:
    file = tmp_path / "diary.json"
    file.write_bytes(b"\xff\xfe\x00")
    err = io.StringIO()
    assert plan_command.main([str(file)], io.StringIO(), err) == 2
    assert err.getvalue().count("\n") == 1


def test_help_shows_the_format_by_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        plan_command.main(["--help"], io.StringIO())
    text = capsys.readouterr().out
    assert '"type": "check_in"' in text
    start, end = text.index("["), text.rindex("]")
    example = text[text.index("  [\n") : end + 1]
    assert len(json.loads(example)) == 3
    assert start < end


def test_neither_command_needs_telegram_or_a_database() -> None:
    import subprocess

    code = (
        "import sys, bot.cli.simulate, bot.cli.plan;"
        "sys.exit(any(m.split('.')[0] in ('telegram', 'sqlalchemy') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
