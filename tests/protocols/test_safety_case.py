"""The safety case names tests; each of them has to exist."""

import ast
import re

from protocols.loader import HERE

ROOT = HERE.parent
TEXT = (ROOT / "docs" / "safety-case.md").read_text(encoding="utf-8")


def test_every_test_that_the_safety_case_names_exists() -> None:
    file = ""
    named = re.findall(r"`((?:tests/\w+/)?test_\w+)?(?:::(test_\w+))?`", TEXT)
    assert len(named) > 30
    for path, test in named:
        file = path or file
        source = ROOT / (f"{file}.py" if "/" in file else f"tests/protocols/{file}.py")
        tree = ast.parse(source.read_text(encoding="utf-8"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
        assert not test or test in functions, f"{source}: {test}"
