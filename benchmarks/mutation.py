"""How one mutant after another meets the tests: a pytest plugin that forks. See `benchmarks.mutants`."""

import gc
import json
import os
import resource
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from random import Random
from time import monotonic, process_time
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline
from mutmut.mutation.data import LineSpan

AT_START = {"loader", "consistency", "required", "shapes", "model", "codec"}  # run once per process: every test counts


@dataclass
class Mutated:
    """One module with all its mutants."""

    name: str  # such as "gates" or "knowledge.triage"
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


def keys(modules: list[Mutated]) -> Iterator[tuple[Mutated, str, str]]:
    """Every mutant with the name under which it is kept."""
    for mutated in modules:
        for mutant in mutated.mutants:
            yield mutated, mutant, f"{mutated.name} {mutated.version} {mutant}"


@dataclass(eq=False)  # pytest keeps plugins in sets
class Trial:
    """The pytest plugin: instead of running the tests once, try every mutant on them."""

    modules: list[Mutated]
    kept: Kept
    jobs: int
    until: float
    reached: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # function -> tests
    took: list[float] = field(default_factory=list)
    killers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # module -> tests, latest last
    hits: set[str] = field(default_factory=set)
    caches: dict[bool, list[Any]] = field(default_factory=dict)  # True: with the programme, read once for all tests
    prepared: set[str] = field(default_factory=set)  # functions that fixtures ran which several tests share

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn which test reaches what, then fork."""
        self._learn(session)
        for key, code in self._judged(session):
            self.kept.put(key, code)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        """What a shared fixture makes (the knowledge, loaded) is kept by the tests after it: see `_child`."""
        before = set(self.hits)
        self.hits.clear()
        result = yield
        if fixturedef.scope != "function":
            self.prepared |= self.hits
        self.hits |= before
        return result

    def _learn(self, session: pytest.Session) -> None:
        self.caches = {False: caches("protocols."), True: caches("protocols.", "tests.support.diaries")}
        trampoline.record_trampoline_hit = lambda name, **_: self.hits.add(name)
        trampoline.set_mutant_under_test("stats")
        for number, item in enumerate(session.items):
            self.hits.clear()
            forget(self.caches[False])
            begin = process_time()
            if failed(item):
                raise pytest.UsageError(f"{item.nodeid} fails without any mutant")
            self.took.append(process_time() - begin)
            for name in self.hits:
                self.reached[name].append(number)
        trampoline.set_mutant_under_test("")
        gc.freeze()  # or every fork would copy the memory that its collector looks through

    def _judged(self, session: pytest.Session) -> Iterator[tuple[str, int]]:
        running: dict[int, tuple[int, Mutated, str]] = {}
        waiting = [each for each in keys(self.modules) if each[-1] not in self.kept.codes]
        Random(0).shuffle(waiting)  # what was tried when the time is over is a fair sample of what was to be tried
        for mutated, mutant, key in waiting:
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

    def _tests(self, mutated: Mutated, mutant: str) -> list[int]:
        """Those that reach the function: recent killers first, then what asks for it itself, then the quick ones."""
        function = mutated.function(mutant)
        everywhere = mutated.name in AT_START or function in self.prepared
        found = range(len(self.took)) if everywhere else self.reached[function]
        killers, asked = self.killers[mutated.name], set(self.reached[function])
        return sorted(found, key=lambda n: (-killers.index(n) - 1 if n in killers else 0, n not in asked, self.took[n]))

    def _child(self, session: pytest.Session, mutated: Mutated, mutant: str, writer: int) -> None:
        """Never returns: exit code 1 and the killer's number, or 0."""
        tests = self._tests(mutated, mutant)
        seconds = int(3 * sum(self.took[n] for n in tests)) + 3
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        trampoline.set_mutant_under_test(f"protocols.{mutated.name}.{mutant}")
        code = 0
        try:
            forget(self.caches[mutated.name in AT_START])
            if mutated.function(mutant) in self.prepared:
                make_anew(session)
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


def failed(item: Any) -> bool:
    return any(report.failed for report in runtestprotocol(item, nextitem=None, log=False))


def caches(*modules: str) -> list[Any]:
    """What modules with such names keep between calls."""
    found = [module for name, module in list(sys.modules.items()) if name.startswith(modules)]
    return [value for module in found for value in list(vars(module).values()) if hasattr(value, "cache_clear")]


def forget(kept: list[Any]) -> None:
    """Or a mutant would be saved by the answer of the original."""
    for cache in kept:
        cache.cache_clear()


def make_anew(session: pytest.Session) -> None:
    """Shared fixtures were made by the original: the mutant makes its own."""
    for made in session._fixturemanager._arg2fixturedefs.values():
        for fixture in made:
            fixture.cached_result = None
