"""A rule of the security lint is set aside only with a reason beside it."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.ops.processes import ROOT

PACKAGES = ("bot", "scheduler", "storage", "protocols", "sandbox")


def _suppressions() -> Iterator[tuple[Path, str]]:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for found in re.finditer(r"#\s*(?:noqa: (?:\w+, ?)*S\d+|nosec)(.*)", path.read_text()):
                yield path.relative_to(ROOT), found[1]


def test_every_exception_to_the_security_lint_says_why() -> None:
    found = list(_suppressions())
    assert len(found) >= 5  # it looks in the right place
    assert [path for path, reason in found if len(re.findall(r"[a-z']+", reason)) < 3] == []
