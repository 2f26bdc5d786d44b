"""The command line. Only here are the clock and the environment read; every command imports what it needs, no more."""

import asyncio
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path

from bot.cli import refusals
from bot.config import Settings, load, need_token
from bot.runtime import collecting


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
    except BrokenPipeError:  # `… | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is flushed at the end
        return 0
    except Exception as error:
        told = refusals.told(error)
        if told is None:
            raise
        print(f"strideback: {told}", file=sys.stderr)
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
    return parser


def _default() -> str:
    return "run" if load().bot_token else "demo"


@collecting.held()
def _run(_: Namespace, __: list[str]) -> int:
    from bot.runtime import polling

    settings = load()
    return _until_signalled(settings, polling.run(settings, need_token(settings), now, _on_signals()))


@collecting.held()
def _serve(_: Namespace, __: list[str]) -> int:
    from bot.runtime import serving
    from bot.runtime.needs import need_webhook

    settings = load()
    hook = need_webhook(settings)
    return _until_signalled(settings, serving.run(settings, need_token(settings), hook, now, _on_signals()))


@collecting.held()
def _worker(_: Namespace, __: list[str]) -> int:
    from bot.runtime import working

    settings = load()
    return _until_signalled(settings, working.run(settings, need_token(settings), now, _on_signals()))


def _until_signalled(settings: Settings, running: Coroutine[None, None, None]) -> int:
    _configure_logs(settings)
    asyncio.run(running)
    return 0


def _on_signals() -> Callable[[Callable[[], None]], None]:
    from bot.runtime.parts import stop_on_signals

    return stop_on_signals


def _health(_: Namespace, __: list[str]) -> int:
    from bot.runtime import health

    listen = load().health_listen
    return 0 if listen is not None and health.ask(listen) else 1


@collecting.held()
def _demo(options: Namespace, _: list[str]) -> int:
    from bot.cli import demo

    folder = Path(getattr(options, "folder", "var"))
    settings = demo_settings(folder)
    _configure_logs(settings)
    host, port = getattr(options, "host", "127.0.0.1"), getattr(options, "port", 8765)
    browse = not getattr(options, "no_browser", False) and _has_browser()
    asyncio.run(demo.main(settings, folder / "sandbox", now, host, port, browse=browse))
    return 0


def demo_settings(folder: Path) -> Settings:
    """The demo keeps its own database, so that trying things out never touches real runners."""
    from bot.cli import demo
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
    from bot.runtime.needs import database_url
    from storage.database import Database
    from storage.identity import check_key
    from storage.schema import HEAD, migrate

    database = Database(database_url(settings), keyring(settings))
    try:
        revision = await migrate(database, target)
        if revision == HEAD:  # whoever starts next finds a database whose key is known
            await check_key(database)
        return revision
    finally:
        await database.close()


def _new_key(_: Namespace, __: list[str]) -> int:
    from storage.crypto import Keyring

    print(Keyring.new_key())
    return 0


def _rotate_key(_: Namespace, __: list[str]) -> int:
    from bot.cli import upkeep

    asyncio.run(upkeep.rotate_key(load()))
    return 0


def _backup(options: Namespace, _: list[str]) -> int:
    from bot.cli import upkeep

    upkeep.backup(load(), options.file)
    return 0


def _restore(options: Namespace, _: list[str]) -> int:
    from bot.cli import upkeep

    asyncio.run(upkeep.restore(load(), options.file))
    return 0


def _ask(_: Namespace, rest: list[str]) -> int:
    from bot.cli import ask

    return ask.main(rest, sys.stdin, sys.stdout)


def _simulate(_: Namespace, rest: list[str]) -> int:
    from bot.cli import simulate

    return simulate.main(rest, sys.stdout)


def _plan(_: Namespace, rest: list[str]) -> int:
    from bot.cli import plan as plan_command

    return plan_command.main(rest, sys.stdout, sys.stderr)


def _configure_logs(settings: Settings) -> None:
    from bot import logs

    logs.configure(settings.log_format)


_PASS_ON = {"ask", "simulate", "plan"}
_COMMANDS = {
    "run": _run,
    "serve": _serve,
    "worker": _worker,
    "health": _health,
    "demo": _demo,
    "migrate": _migrate,
    "new-key": _new_key,
    "rotate-key": _rotate_key,
    "backup": _backup,
    "restore": _restore,
    "ask": _ask,
    "simulate": _simulate,
    "plan": _plan,
}

if __name__ == "__main__":
    sys.exit(main())
