"""How one mutant after another meets the tests: a pytest plugin that forks. See `benchmarks.mutants`."""

import gc
import json
import os
import signal
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, process_time
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from _pytest.scope import Scope
from coverage import Coverage

from benchmarks.mutated import Mutated, keys

AT_START = {"loader", "consistency", "required", "shapes"}  # run once per process: every test counts
BROKEN = 99  # exit code when it is the trial that failed, not the tests
_SHARED = "shared"  # what fixtures ran that several tests share


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


@dataclass(eq=False)  # pytest keeps plugins in sets
class Trial:
    """The pytest plugin: instead of running the tests once, try every mutant on them."""

    modules: list[Mutated]
    kept: Kept
    jobs: int
    until: float
    most: int | None
    again: bool
    took: list[float] = field(default_factory=list)
    reached: dict[str, dict[int, list[str]]] = field(default_factory=dict)  # module -> line -> tests, as numbers
    killers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # module -> tests, latest last
    caches: dict[bool, list[Any]] = field(default_factory=dict)  # True: with the programme, read once for all tests
    sharing: list[int] = field(default_factory=list)  # tests that ask for a shared fixture
    coverage: Coverage = field(
        default_factory=lambda: Coverage(data_file=None, config_file=False, source=["protocols"])
    )

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn which test reaches what, then fork."""
        share(session)
        self._learn(session)
        for key, code in self._judged(session):
            self.kept.put(key, code)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        """What a shared fixture makes (the knowledge, loaded) is kept by the tests after it: see `_child`."""
        if fixturedef.scope == "function" or len(self.took) == len(request.session.items):
            return (yield)
        self.coverage.switch_context(_SHARED)
        result = yield
        self.coverage.switch_context(str(len(self.took)))
        return result

    def _learn(self, session: pytest.Session) -> None:
        self.caches = {False: caches("protocols."), True: caches("protocols.", "tests.support.diaries")}
        self.coverage.start()
        for number, item in enumerate(session.items):
            forget(self.caches[False])
            self.coverage.switch_context(str(number))
            begin = process_time()
            if failed(item):
                raise pytest.UsageError(f"{item.nodeid} fails without any mutant")
            self.took.append(process_time() - begin)
            if any(made.baseid and made.scope != "function" for found in _asked(item).values() for made in found):
                self.sharing.append(number)
        self.coverage.stop()
        data = self.coverage.get_data()
        self.reached = {mutated.name: data.contexts_by_lineno(str(mutated.path)) for mutated in self.modules}
        print(f"{len(session.items)} tests take {sum(self.took):.0f} s of processor time, with coverage", flush=True)
        gc.freeze()  # or every fork would copy the memory that its collector looks through

    def _judged(self, session: pytest.Session) -> Iterator[tuple[str, int]]:
        running: dict[int, tuple[int, Mutated, str]] = {}
        wanted = 0 if self.again else None
        waiting = [each for each in keys(self.modules) if self.kept.codes.get(each[-1]) is wanted]
        Random(0).shuffle(waiting)  # what was tried when the time is over is a fair sample of what was to be tried
        for mutated, mutant, key in waiting[: self.most]:
            if monotonic() > self.until:
                break
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

    def _tests(self, mutated: Mutated, mutant: str) -> tuple[list[int], bool]:
        """Those that reach the statement, recent killers first, then the quick ones; and whether a fixture did."""
        lines = self.reached[mutated.name]
        contexts = {context for line in mutated.lines(mutant) for context in lines.get(line, ())}
        shared = _SHARED in contexts
        asked = {int(context) for context in contexts if context.isdecimal()}
        found = set(range(len(self.took))) if mutated.name in AT_START else asked | set(self.sharing if shared else ())
        killers = {number: place for place, number in enumerate(self.killers[mutated.name], 1)}
        return sorted(found, key=lambda n: (-killers.get(n, 0), n not in asked, self.took[n])), shared

    def _child(self, session: pytest.Session, mutated: Mutated, mutant: str, writer: int) -> None:
        """Never returns: exit code 1 and the killer's number, or 0; a test that hangs is ended by its timer."""
        code = BROKEN
        try:
            tests, shared = self._tests(mutated, mutant)
            mutated.take_place(mutant)
            forget(self.caches[mutated.name in AT_START])
            if shared:
                make_anew(session)
            code = 0
            for number in tests:
                signal.setitimer(signal.ITIMER_VIRTUAL, 3 * self.took[number] + 3)
                if failed(session.items[number]):
                    os.write(writer, str(number).encode())
                    code = 1
                    break
        except BaseException:  # a mutant may raise anything anywhere
            code = code or 1
        os._exit(code)

    def _reap(self, running: dict[int, tuple[int, Mutated, str]]) -> tuple[str, int]:
        pid, status = os.wait()
        reader, mutated, key = running.pop(pid)
        with os.fdopen(reader) as told:
            number = told.read()
        if number:
            killers = self.killers[mutated.name]
            self.killers[mutated.name] = [*(n for n in killers if n != int(number)), int(number)][-40:]
        code = os.waitstatus_to_exitcode(status)
        if code == BROKEN:
            raise pytest.UsageError(f"{key} could not take its place")
        return key, code


def failed(item: Any) -> bool:
    """Run one test, in any order; as if another came next, or what all tests share would be made for each of them."""
    items = item.session.items
    item.session._setupstate.teardown_exact(item)
    other = items[0] if item is not items[0] else items[-1]
    return any(report.failed for report in runtestprotocol(item, nextitem=other, log=False))


def fixtures(session: pytest.Session) -> set[Any]:
    """Every fixture that a test asks for."""
    return {made for item in session.items for found in _asked(item).values() for made in found}


def _asked(item: Any) -> Mapping[str, Sequence[Any]]:
    asked: Mapping[str, Sequence[Any]] = item._fixtureinfo.name2fixturedefs
    return asked


def share(session: pytest.Session) -> None:
    """What the tests of one module share is kept like what all tests share: here they take turns."""
    for fixture in fixtures(session):
        if fixture.scope == "module":
            fixture._scope = Scope.Session


def caches(*names: str) -> list[Any]:
    """What modules with such names keep between calls."""
    found = [module for name, module in list(sys.modules.items()) if name.startswith(names)]
    return [value for module in found for value in list(vars(module).values()) if hasattr(value, "cache_clear")]


def forget(kept: list[Any]) -> None:
    """Or a mutant would be saved by the answer of the original."""
    for cache in kept:
        cache.cache_clear()


def make_anew(session: pytest.Session) -> None:
    """Shared fixtures were made by the original: the mutant makes its own."""
    for fixture in fixtures(session):
        fixture.cached_result = None
