"""`make bench`: every measurement, one after the other, each with its command; or `make bench ARGS="plan pacing"`."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TOOLS = {
    "__main__",
    "__init__",
    "samples",
    "standin",
    "sheets",
    "chat",
    "peers",
    "questions",
    "reckoning",
    "mutants",
    "mutated",
    "mutation",
}  # parts of others, or makers of pictures


def names() -> list[str]:
    """The measurements, by name of their module."""
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in TOOLS)


def main(wanted: list[str]) -> int:
    """Run them; 1 when one of them failed."""
    unknown = set(wanted) - set(names())
    if unknown:
        print(f"benchmarks: no {', '.join(sorted(unknown))}; there are {', '.join(names())}", file=sys.stderr)
        return 2
    failed = [name for name in wanted or names() if not _run(name)]
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _run(name: str) -> bool:
    print(f"\n── python -m benchmarks.{name}", flush=True)
    command = [sys.executable, "-u", "-m", f"benchmarks.{name}"]  # each line as soon as it is known
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
