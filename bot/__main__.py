"""The command line. Only here are the clock and the environment read; every command imports what it needs, no more."""

import asyncio
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path

from bot.cli import refusals, usage
from bot.config import Settings, load, need_token
from bot.runtime import collecting


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def main() -> int:
    """Entry point of `python -m bot` and `strideback`; the exit code: 0 fine, 1 failed, 2 wrong use or setting."""
    parser = usage.parser()
    options, rest = parser.parse_known_args()
    if options.command not in usage.PASS_ON and rest:
        parser.error(f"unknown argument {rest[0]}")
    try:
        return COMMANDS[options.command or _default()](options, rest)
    except BrokenPipeError:  # `… | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is flushed at the end
        return 0
    except Exception as error:
        told = refusals.told(error)
        if told is None:
            raise
        print(f"strideback: {told}", file=sys.stderr)
        return 2


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
    settings = demo.settings_in(folder, load())
    _configure_logs(settings)
    host, port = getattr(options, "host", "127.0.0.1"), getattr(options, "port", 8765)
    browse = not getattr(options, "no_browser", False) and _has_browser()
    asyncio.run(demo.main(settings, folder / "sandbox", now, host, port, browse=browse))
    return 0


def _has_browser() -> bool:
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _migrate(options: Namespace, _: list[str]) -> int:
    from bot.cli import upkeep

    asyncio.run(upkeep.migrate(load(), options.to))
    return 0


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


COMMANDS = {
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
