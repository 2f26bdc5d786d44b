"""`python -m bot ask`: the knowledge base in a terminal. Starts fast: no Telegram, no database."""

import json
from argparse import ArgumentParser
from importlib.resources import files
from time import perf_counter
from typing import TextIO

from bot.texts.answers import plain
from protocols.knowledge import Answer, Kind, Knowledge, load


def main(argv: list[str], stdin: TextIO, stdout: TextIO) -> int:
    """Answer the question in `argv`, or with --jsonl every line of `stdin`; 0, or 2 when there is nothing to answer."""
    parser = ArgumentParser(prog="python -m bot ask", description="Answer a question as the runner would see it.")
    parser.add_argument("question", nargs="*", help="what a runner might ask")
    parser.add_argument(
        "--jsonl", action="store_true", help="one question a line from standard input, one JSON line each"
    )
    options = parser.parse_args(argv)
    if not options.jsonl and not options.question:
        parser.print_usage(stdout)
        return 2
    knowledge = load(files("protocols") / "itbs")
    if options.jsonl:
        for line in stdin:
            stdout.write(json.dumps(_row(knowledge, line.rstrip("\n")), ensure_ascii=False) + "\n")
            stdout.flush()
    else:
        stdout.write(plain(knowledge.respond(" ".join(options.question))) + "\n")
    return 0


def _row(knowledge: Knowledge, question: str) -> dict[str, object]:
    """`ms` is the time from question to text."""
    begun = perf_counter()
    answer = knowledge.respond(question)
    text = plain(answer)
    return {
        "kind": _kind(answer),
        "text": text,
        "section": answer.entries[0].sections[0] if answer.entries else None,
        "entry": answer.entries[0].id if answer.entries else None,
        "ms": round((perf_counter() - begun) * 1000, 3),
    }


def _kind(answer: Answer) -> str:
    """A crisis is reported as the emergency it is."""
    return str(Kind.EMERGENCY if answer.kind is Kind.CRISIS else answer.kind)
