"""The command line. Only here are the clock and the environment read; every command imports what it needs, no more."""

import asyncio
import os
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from bot.config import ConfigError, Settings, load, need_token


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def main() -> int:
    """Entry point of `python -m bot` and `strideback`; the exit code: 0 fine, 1 failed, 2 wrong use or setting."""
    parser = _parser()
    options, rest = parser.parse_known_args()
    if options.command not in _PASS_ON and rest:
        parser.error(f"unknown argument {rest[0]}")
    try:
        return _COMMANDS[options.command or _default()](options, rest)
    except ConfigError as error:
        print(f"strideback: {error}", file=sys.stderr)
        return 2


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m bot", description="Strideback: rehab coaching for runners, on Telegram.")
    commands = parser.add_subparsers(dest="command", metavar="command")
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
    commands.add_parser("new-key", help="make a key for DATA_KEY")
    commands.add_parser("ask", add_help=False, help="answer a question as a runner would see it")
    commands.add_parser("simulate", add_help=False, help="play a runner's whole journey")
    commands.add_parser("plan", add_help=False, help="print the plan for a diary file")
    return parser


def _default() -> str:
    return "run" if load().bot_token else "demo"


def _run(_: Namespace, __: list[str]) -> int:
    settings = load()
    return asyncio.run(_poll(settings, need_token(settings)))


async def _poll(settings: Settings, token: str) -> int:
    from bot import runtime

    _configure_logs(settings)
    running = await runtime.start(settings, token, now)
    runtime.stop_on_signals(running)
    await running.until_stopped()
    return 0


def _demo(options: Namespace, _: list[str]) -> int:
    from bot import demo

    folder = Path(getattr(options, "folder", "var"))
    settings = demo_settings(folder)
    _configure_logs(settings)
    host, port = getattr(options, "host", "127.0.0.1"), getattr(options, "port", 8765)
    browse = not getattr(options, "no_browser", False) and _has_browser()
    asyncio.run(demo.main(settings, folder / "sandbox", now, host, port, browse=browse))
    return 0


def demo_settings(folder: Path) -> Settings:
    """The demo keeps its own database, so that trying things out never touches real runners."""
    from bot import demo
    from bot.config import Role

    chosen = load()
    own: dict[str, object] = {"admins": {demo.ADMIN: Role.OWNER}, "data_key_file": folder / "demo.key"}
    if chosen.database_url == Settings.model_fields["database_url"].default:
        own["database_url"] = f"sqlite:///{folder / 'demo.db'}"
    return chosen.model_copy(update=own)


def _has_browser() -> bool:
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _migrate(options: Namespace, _: list[str]) -> int:
    settings = load()
    print(f"{asyncio.run(_migrated(settings, options.to))}: the database is at this revision")
    return 0


async def _migrated(settings: Settings, target: str) -> str:
    from bot.config import keyring
    from storage.database import Database
    from storage.schema import migrate

    database = Database(settings.database_url, keyring(settings))
    try:
        return await migrate(database, target)
    finally:
        await database.close()


def _new_key(_: Namespace, __: list[str]) -> int:
    from storage.crypto import Keyring

    print(Keyring.new_key())
    return 0


def _ask(_: Namespace, rest: list[str]) -> int:
    from bot import ask

    return ask.main(rest, sys.stdin, sys.stdout)


def _simulate(_: Namespace, rest: list[str]) -> int:
    from bot import simulate

    return simulate.main(rest, sys.stdout)


def _plan(_: Namespace, rest: list[str]) -> int:
    from bot import plan_command

    return plan_command.main(rest, sys.stdout, sys.stderr)


def _not_yet(options: Namespace, _: list[str]) -> int:
    print(f"strideback: `{options.command}` is not there yet; `run` does everything in one process", file=sys.stderr)
    return 1


def _configure_logs(settings: Settings) -> None:
    from bot import logs

    logs.configure(settings.log_format)


_PASS_ON = {"ask", "simulate", "plan"}
_COMMANDS = {
    "run": _run,
    "serve": _not_yet,
    "worker": _not_yet,
    "demo": _demo,
    "migrate": _migrate,
    "new-key": _new_key,
    "ask": _ask,
    "simulate": _simulate,
    "plan": _plan,
}

if __name__ == "__main__":
    sys.exit(main())
