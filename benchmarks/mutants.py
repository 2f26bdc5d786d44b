"""A mutation run over the rules in pieces: `pip install mutmut`, then `python -m benchmarks.mutants [MODULE…]`.

mutmut makes the mutants (its default operators) and a copy of `protocols/` that holds all of them. They are tried here:
pytest collects once; every mutant is a fork of that process, meets only the tests that reach its function, and dies at
the first of them that fails. Property tests are left out (too slow, and they would kill for the wrong reason), and so
are those that read source or documents.

`--kept FILE` remembers what was tried, so that a run may stop (`--seconds`) and go on later; a module that has changed
since is tried anew. `--alive FILE` writes what survived, as diffs.
"""

import argparse
import gc
import json
import os
import resource
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from time import monotonic, process_time
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline
from mutmut.mutation.data import LineSpan
from mutmut.mutation.file_mutation import mutate_file_contents

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests" / "protocols"
LEFT_OUT = ("test_properties.py", "test_rules.py", "test_safety_case.py")
AT_START = {"loader", "consistency", "required", "shapes", "model", "codec"}  # run once per process: every test counts


@dataclass
class Mutated:
    """One module with all its mutants."""

    name: str  # such as "gates"
    version: str  # of the source
    code: str
    mutants: tuple[str, ...]  # such as "x__half__mutmut_3"
    spans: dict[str, LineSpan]

    def function(self, mutant: str) -> str:
        return f"protocols.{self.name}.{_base(mutant)}"

    def difference(self, mutant: str) -> str:
        before, after = self._lines(f"{_base(mutant)}__mutmut_orig"), self._lines(mutant)
        changed = [
            line for line in unified_diff(before[1:], after[1:], lineterm="", n=0) if line[:2] not in ("--", "++")
        ]
        return "\n".join([f"{self.name}.{_base(mutant).removeprefix('x_')}", *changed[1:]])

    def _lines(self, function: str) -> list[str]:
        span = self.spans[function]
        return self.code.splitlines()[span.start - 1 : span.end]


def _base(mutant: str) -> str:
    return mutant.rsplit("__mutmut_", 1)[0]


def mutate(target: Path, wanted: list[str]) -> list[Mutated]:
    """Write mutated modules over the copies in `target`."""
    made = []
    for path in sorted((target / "protocols").glob("*.py")):
        source = path.read_text(encoding="utf-8")
        found = mutate_file_contents(path.name, source)
        if found.mutant_names and (not wanted or path.stem in wanted):
            path.write_text(found.code, encoding="utf-8")
            version, spans = sha256(source.encode()).hexdigest()[:12], dict(found.line_span_by_function_name)
            made.append(Mutated(path.stem, version, found.code, tuple(found.mutant_names), spans))
    return made


class Kept:
    """Exit codes of the mutants tried so far: 0 alive, 1 killed, anything else hung or crashed."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        told = file.read_text(encoding="utf-8").splitlines() if file and file.exists() else []
        self.codes: dict[str, int] = dict(json.loads(line) for line in told)

    def put(self, key: str, code: int) -> None:
        self.codes[key] = code
        if self._file:
            with self._file.open("a", encoding="utf-8") as out:
                out.write(json.dumps([key, code]) + "\n")


@dataclass
class Trial:
    """The pytest plugin: instead of running the tests once, try every mutant on them."""

    modules: list[Mutated]
    kept: Kept
    jobs: int
    until: float
    reached: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # function -> tests
    took: list[float] = field(default_factory=list)
    killers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # module -> tests, latest last

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn which test reaches what, then fork."""
        self._learn(session)
        for key, code in self._judged(session):
            self.kept.put(key, code)
        return True

    def _learn(self, session: pytest.Session) -> None:
        hits: set[str] = set()
        trampoline.record_trampoline_hit = lambda name, **_: hits.add(name)
        trampoline.set_mutant_under_test("stats")
        for number, item in enumerate(session.items):
            hits.clear()
            forget()
            begin = process_time()
            if failed(item):
                raise pytest.UsageError(f"{item.nodeid} fails without any mutant")
            self.took.append(process_time() - begin)
            for name in hits:
                self.reached[name].append(number)
        trampoline.set_mutant_under_test("")
        gc.freeze()  # or every fork would copy the memory that its collector looks through

    def _judged(self, session: pytest.Session) -> Iterator[tuple[str, int]]:
        running: dict[int, tuple[int, Mutated, str]] = {}
        for mutated, mutant, key in keys(self.modules):
            if key in self.kept.codes or monotonic() > self.until:
                continue
            while len(running) >= self.jobs:
                yield self._reap(running)
            reader, writer = os.pipe()
            pid = os.fork()
            if pid == 0:
                self._child(session, mutated, mutant, writer)
            os.close(writer)
            running[pid] = (reader, mutated, key)
        while running:
            yield self._reap(running)

    def _tests(self, mutated: Mutated, mutant: str) -> list[int]:
        """Those that reach the function: recent killers first, then the quick ones."""
        found = range(len(self.took)) if mutated.name in AT_START else self.reached[mutated.function(mutant)]
        killers = self.killers[mutated.name]
        return sorted(found, key=lambda n: (-killers.index(n) - 1 if n in killers else 0, self.took[n]))

    def _child(self, session: pytest.Session, mutated: Mutated, mutant: str, writer: int) -> None:
        """Never returns: exit code 1 and the killer's number, or 0."""
        tests = self._tests(mutated, mutant)
        seconds = int(3 * sum(self.took[n] for n in tests)) + 3
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        trampoline.set_mutant_under_test(f"protocols.{mutated.name}.{mutant}")
        forget(programme=mutated.name in AT_START)
        code = 0
        try:
            for number in tests:
                if failed(session.items[number]):
                    os.write(writer, str(number).encode())
                    code = 1
                    break
        except BaseException:  # a mutant may raise anything anywhere
            code = 1
        os._exit(code)

    def _reap(self, running: dict[int, tuple[int, Mutated, str]]) -> tuple[str, int]:
        pid, status = os.wait()
        reader, mutated, key = running.pop(pid)
        with os.fdopen(reader) as told:
            number = told.read()
        if number:
            killers = self.killers[mutated.name]
            self.killers[mutated.name] = [*(n for n in killers if n != int(number)), int(number)][-40:]
        return key, os.waitstatus_to_exitcode(status)


def keys(modules: list[Mutated]) -> Iterator[tuple[Mutated, str, str]]:
    """Every mutant with the name under which it is kept."""
    for mutated in modules:
        for mutant in mutated.mutants:
            yield mutated, mutant, f"{mutated.name} {mutated.version} {mutant}"


def failed(item: Any) -> bool:
    return any(report.failed for report in runtestprotocol(item, nextitem=None, log=False))


def forget(*, programme: bool = False) -> None:
    """Empty what modules keep between calls, so that a mutant is not saved by the answer of the original."""
    for name, module in list(sys.modules.items()):
        if name.startswith("protocols.") or (programme and name == "tests.support.diaries"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants")
    parser.add_argument("modules", nargs="*", help="such as gates pain; all of them when none is named")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after so long; exit code 3 when some are left")
    parser.add_argument("--kept", type=Path, help="what was tried before")
    parser.add_argument("--alive", type=Path, help="where to write the survivors")
    return parser.parse_args()


def main() -> int:
    """Mutate, try, tell; 3 when the time was over before the mutants were."""
    given = arguments()
    kept, alive = (path.resolve() if path else None for path in (given.kept, given.alive))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "protocols", Path(folder, "protocols"), ignore=shutil.ignore_patterns("__pycache__"))
        Path(folder, "setup.cfg").write_text("[mutmut]\nsource_paths=\n    protocols\n")  # mutmut looks where it stands
        os.chdir(folder)
        trial = Trial(mutate(Path(folder), given.modules), Kept(kept), given.jobs, monotonic() + given.seconds)
        if any(key not in trial.kept.codes for _, _, key in keys(trial.modules)):
            sys.path.insert(0, folder)
            for mutated in trial.modules:
                __import__(f"protocols.{mutated.name}")
            options = ["-q", "-s", "-p", "no:xdist", "-p", "no:cacheprovider", "-W", "ignore", str(TESTS)]
            if pytest.main([*options, *(f"--ignore={TESTS / name}" for name in LEFT_OUT)], [trial]) > 1:
                return 1
    return told(trial, alive)


def told(trial: Trial, file: Path | None) -> int:
    """The figures, and the survivors in a file."""
    codes = {(m.name, mutant): trial.kept.codes.get(key) for m, mutant, key in keys(trial.modules)}
    tried, alive = sum(c is not None for c in codes.values()), [k for k, code in codes.items() if code == 0]
    for mutated in trial.modules:
        mine = sum(name == mutated.name for name, _ in alive)
        print(f"{mutated.name:12} {len(mutated.mutants):5} mutants {mine:4} alive")
    print(f"{tried} of {len(codes)} tried, {len(alive)} alive ({100 * len(alive) / max(1, tried):.1f} %)")
    if file:
        by_name = {m.name: m for m in trial.modules}
        file.write_text(
            "\n\n".join(by_name[name].difference(mutant) for name, mutant in alive) + "\n", encoding="utf-8"
        )
    return 0 if tried == len(codes) else 3


if __name__ == "__main__":
    sys.exit(main())
