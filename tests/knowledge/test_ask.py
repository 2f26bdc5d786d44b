"""`python -m bot ask`."""

import json
import subprocess
import sys
from io import StringIO

from bot.cli.ask import main


def test_a_question_on_the_command_line_prints_what_the_runner_would_see() -> None:
    out = StringIO()
    assert main(["how", "many", "clamshells?"], StringIO(), out) == 0
    assert out.getvalue().startswith("3 sets of 15 repetitions")


def test_every_line_of_standard_input_becomes_one_line_of_json() -> None:
    out = StringIO()
    asked = "how many clamshells?\nmy calf is swollen\nI want to die\nbest shoe brand\nran 5k\nthanks\n\n"
    assert main(["--jsonl"], StringIO(asked), out) == 0
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    kinds = [row["kind"] for row in rows]
    assert kinds == ["answer", "urgent", "emergency", "abstain", "log", "chat", "chat"]
    assert rows[0]["entry"] == "clam-dose"
    assert rows[0]["section"] == "The Strengthening Program That Actually Works"
    assert rows[3]["section"] is None
    assert all(row["ms"] >= 0 and row["text"] for row in rows)


def test_nothing_to_answer_is_an_error() -> None:
    assert main([], StringIO(), StringIO()) == 2


def test_it_starts_without_telegram_and_without_a_database() -> None:
    code = (
        "import sys, bot.cli.ask; sys.exit(any(name in sys.modules for name in ('telegram', 'sqlalchemy', 'asyncio')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
