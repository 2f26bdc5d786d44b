"""What can be said to `python -m bot`."""

from argparse import ArgumentParser
from pathlib import Path

PASS_ON = frozenset({"ask", "simulate", "plan"})


def parser() -> ArgumentParser:
    """Every command with its options; those of `PASS_ON` read the rest themselves."""
    whole = ArgumentParser(prog="python -m bot", description="Strideback: rehab coaching for runners, on Telegram.")
    commands = whole.add_subparsers(dest="command", metavar="command")
    commands.add_parser("run", help="everything in one process, by long polling (the default with BOT_TOKEN)")
    commands.add_parser("serve", help="the webhook's process: takes updates")
    commands.add_parser("worker", help="the reminders' process: ticks and sends")
    demo = commands.add_parser(
        "demo", help="the whole bot on a sandbox in your browser (the default without BOT_TOKEN)"
    )
    demo.add_argument("--port", type=int, default=8765, help="of the chat page; 0 takes a free one")
    demo.add_argument("--host", default="127.0.0.1")
    demo.add_argument("--no-browser", action="store_true")
    demo.add_argument("--folder", default="var", help="where its database and chats are kept")
    migrate = commands.add_parser("migrate", help="bring the database to the newest schema")
    migrate.add_argument("--to", default="head", metavar="REVISION", help="another revision, or base")
    commands.add_parser("health", help="ask the process at HEALTH_LISTEN whether it is ready; exit code 0 or 1")
    commands.add_parser("new-key", help="make a key for DATA_KEY")
    commands.add_parser("rotate-key", help="lock all health data with the first key of DATA_KEY")
    backup = commands.add_parser("backup", help="copy the SQLite database, also while the bot runs")
    restore = commands.add_parser("restore", help="put a backup in place of the SQLite database")
    for copies in (backup, restore):
        copies.add_argument("file", type=Path)
    commands.add_parser("ask", add_help=False, help="answer a question as a runner would see it")
    commands.add_parser("simulate", add_help=False, help="play a runner's whole journey")
    commands.add_parser("plan", add_help=False, help="print the plan for a diary file")
    return whole
