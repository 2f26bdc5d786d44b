"""Mutants of one module, and how one of them takes the place of the original in a running process."""

import __future__

import ast
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from types import FunctionType
from typing import Any

from mutmut.mutation.data import LineSpan
from mutmut.mutation.file_mutation import mutate_file_contents

_DEFINED = re.compile(r"^(\s*)def \w+", re.MULTILINE)


@dataclass
class Mutated:
    """One module with all its mutants."""

    name: str  # such as "gates" or "knowledge.triage"
    path: Path
    version: str  # of the source
    code: str  # the source with all mutants in it
    mutants: tuple[str, ...]  # such as "x__half__mutmut_3"
    spans: dict[str, LineSpan]

    @classmethod
    def read(cls, name: str, path: Path) -> "Mutated":
        """mutmut makes the mutants, with its default operators."""
        source = path.read_text(encoding="utf-8")
        found = mutate_file_contents(path.name, source)
        version, spans = sha256(source.encode()).hexdigest()[:12], dict(found.line_span_by_function_name)
        return cls(name, path, version, found.code, tuple(found.mutant_names), spans)

    def difference(self, mutant: str) -> str:
        """What the mutant changes, as a piece of a diff."""
        before, after = self._lines(f"{_base(mutant)}__mutmut_orig"), self._lines(mutant)
        changed = [
            line for line in unified_diff(before[1:], after[1:], lineterm="", n=0) if line[:2] not in ("--", "++")
        ]
        return "\n".join([f"{self.name}.{_base(mutant).removeprefix('x_')}", *changed[1:]])

    def lines(self, mutant: str) -> range:
        """The lines of the source that the changed statement covers; of one with a body, its head."""
        before, after = self._lines(f"{_base(mutant)}__mutmut_orig"), self._lines(mutant)
        head = next(number for number, line in enumerate(before) if _DEFINED.match(line))
        pairs = zip(before[head + 1 :], after[head + 1 :], strict=False)
        changed = next((number for number, (one, other) in enumerate(pairs, 1) if one != other), 0)
        function = self._definition(mutant)
        return _statement(function, function.lineno + changed)

    def take_place(self, mutant: str) -> None:
        """From here on, this process runs the mutant instead of the original."""
        target = self._original(mutant)
        text = _DEFINED.sub(rf"\1def {target.__name__}", textwrap.dedent("\n".join(self._lines(mutant))), count=1)
        flags = __future__.annotations.compiler_flag  # what stands there for the type checker alone is not looked up
        space: dict[str, Any] = dict(target.__globals__)
        exec(compile(text, str(self.path), "exec", flags), space)
        made = space[target.__name__]
        made = getattr(made, "__func__", made)
        target.__code__, target.__defaults__, target.__kwdefaults__ = (
            made.__code__,
            made.__defaults__,
            made.__kwdefaults__,
        )

    def _original(self, mutant: str) -> FunctionType:
        owner, name = _names(mutant)
        module = sys.modules[f"protocols.{self.name}"]
        found: Any = vars(getattr(module, owner) if owner else module)[name]
        function: FunctionType = getattr(found, "__func__", found)
        return function

    def _definition(self, mutant: str) -> ast.FunctionDef:
        owner, name = _names(mutant)
        tree: ast.AST = ast.parse(self.path.read_text(encoding="utf-8"))
        if owner:
            tree = next(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == owner)
        return next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name)

    def _lines(self, function: str) -> list[str]:
        span = self.spans[function]
        return self.code.splitlines()[span.start - 1 : span.end]


def modules(folder: Path, wanted: list[str]) -> list[Mutated]:
    """All modules in `folder`, or those that are named, that have mutants."""
    found: list[Mutated] = []
    for path in sorted(folder.rglob("*.py")):
        name = ".".join(path.relative_to(folder).with_suffix("").parts)
        if not wanted or name in wanted or name.partition(".")[0] in wanted:
            found.append(Mutated.read(name, path))
    return [mutated for mutated in found if mutated.mutants]


def keys(mutated: list[Mutated]) -> Iterator[tuple[Mutated, str, str]]:
    """Every mutant with the name under which it is kept."""
    for module in mutated:
        for mutant in module.mutants:
            yield module, mutant, f"{module.name} {module.version} {mutant}"


def _base(mutant: str) -> str:
    return mutant.rsplit("__mutmut_", 1)[0]


def _names(mutant: str) -> tuple[str, str]:
    """Class (or nothing) and function: "xǁHearingǁalarm__mutmut_1" → ("Hearing", "alarm")."""
    base = _base(mutant)
    if "ǁ" in base:
        _, owner, name = base.split("ǁ")
        return owner, name
    return "", base.removeprefix("x_")


def _statement(function: ast.FunctionDef, line: int) -> range:
    """The innermost statement around a line: all of its lines, or its head when it has a body."""
    around: ast.stmt = function
    for node in ast.walk(function):  # from the outside in
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno):
            around = node
    end = around.end_lineno or around.lineno
    body = getattr(around, "body", None)
    if body and around is not function:
        end = body[0].lineno - 1
    return range(around.lineno, max(end, line, around.lineno) + 1)
