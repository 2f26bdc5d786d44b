"""A mutation run over the rules in pieces: `pip install mutmut`, then `python -m benchmarks.mutants [MODULE…]`.

mutmut makes the mutants (its default operators). They are tried here: pytest collects once and coverage tells which
test runs which line; every mutant is a fork of that process in which one function is another, meets only the tests
that run its statement, and dies at the first of them that fails. Property tests and those that ask thousands of
questions are left out (too slow, and they would kill for the wrong reason), and so are those that read source or
documents or start processes.

`--kept FILE` remembers what was tried, so that a run may stop (`--seconds`, `--most`) and go on later; a module that
has changed since is tried anew. `--again` tries only what survived, when tests have come since. `--alive FILE` writes
what survived, as diffs. `--quick` spares a busy machine: what dies on content made up for the tests is dead, and what
survives it is tried on everything with `--again`.
"""

import argparse
import os
import sys
import tempfile
from importlib import import_module
from math import sqrt
from pathlib import Path
from time import monotonic

import pytest

from benchmarks.mutated import Mutated, keys, modules
from benchmarks.mutation import Kept, Trial

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
LEFT_OUT = (
    *("protocols/test_properties.py", "protocols/test_rules.py", "protocols/test_safety_case.py"),
    *("knowledge/test_questions.py", "knowledge/test_robust.py", "knowledge/test_training.py", "knowledge/test_ask.py"),
)
SLOW = "knowledge/test_answers.py::test_a_question_in_the_very_words_of_a_phrasing_meets_its_passage"
QUICK = tuple(
    f"knowledge/test_{name}.py"
    for name in (
        *("words", "denied", "entries_told", "tables", "tiny_files", "tiny_alarms", "tiny_answers", "small_talk"),
        *("hearing", "signs", "network", "reader", "durations", "spelling"),
    )
)
OPTIONS = (
    *("-q", "-s", "-W", "ignore", "--assert=plain", "--tb=native"),  # a failure told in words costs more than the test
    *("-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:logging"),
)


def folders(mutated: list[Mutated]) -> list[str]:
    """Where the tests of these modules are."""
    areas = {"knowledge" if module.name.startswith("knowledge.") else "protocols" for module in mutated}
    return [str(TESTS / area) for area in sorted(areas)]


def left_out() -> list[str]:
    """What is too slow."""
    return [
        *(f"--ignore={TESTS / name}" for name in LEFT_OUT),
        f"--deselect={TESTS.relative_to(ROOT) / SLOW}",
    ]


def quick() -> list[str]:
    """Tests that load nothing large and need no fixtures of others."""
    return ["--noconftest", *(str(TESTS / name) for name in QUICK)]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants")
    parser.add_argument("modules", nargs="*", help="such as gates knowledge; all of them when none is named")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after so long; exit code 3 when some are left")
    parser.add_argument("--most", type=int, help="try at most so many, taken at random")
    parser.add_argument("--quick", action="store_true", help="try mutants of knowledge on small made-up content only")
    parser.add_argument("--again", action="store_true", help="try only what survived before")
    parser.add_argument("--kept", type=Path, help="what was tried before")
    parser.add_argument("--alive", type=Path, help="where to write the survivors")
    return parser.parse_args()


def main() -> int:
    """Mutate, try, tell; 3 when the time was over before the mutants were."""
    given = arguments()
    kept, alive = (path.resolve() if path else None for path in (given.kept, given.alive))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "setup.cfg").write_text("[mutmut]\nsource_paths=\n    protocols\n")  # mutmut looks where it stands
        os.chdir(folder)
        mutated = modules(ROOT / "protocols", given.modules)
        until = monotonic() + given.seconds
        trial = Trial(mutated, Kept(kept), given.jobs, until, given.most, given.again)
        if given.again or any(key not in trial.kept.codes for _, _, key in keys(mutated)):
            for module in mutated:
                import_module(f"protocols.{module.name}")
            chosen = quick() if given.quick else [*folders(mutated), *left_out()]
            if pytest.main([*OPTIONS, *chosen], [trial]) > 1:
                return 1
    return told(trial, alive)


def told(trial: Trial, file: Path | None) -> int:
    """The figures as the table in docs/mutation.md, and the survivors in a file."""
    codes = {(m.name, mutant): trial.kept.codes.get(key) for m, mutant, key in keys(trial.modules)}
    print("| module | mutants | tried | alive | share | 95 % |\n| --- | --- | --- | --- | --- | --- |")
    for name in [*(module.name for module in trial.modules), ""]:
        mine = [code for (module, _), code in codes.items() if name in ("", module)]
        tried, alive = sum(code is not None for code in mine), mine.count(0)
        low, high = interval(alive, tried, len(mine))
        share = f"{100 * alive / max(1, tried):.1f} % | {low:.1f} to {high:.1f}"
        print(f"| {f'`{name}`' if name else '**in all**'} | {len(mine)} | {tried} | {alive} | {share} |")
    if file:
        by_name = {m.name: m for m in trial.modules}
        survivors = [by_name[name].difference(mutant) for (name, mutant), code in codes.items() if code == 0]
        file.write_text("\n\n".join(survivors) + "\n", encoding="utf-8")
    return 0 if None not in codes.values() else 3


def interval(alive: int, tried: int, all_: int) -> tuple[float, float]:
    """Wilson's 95 % interval in percent; of a sample without putting back, so nothing is left when all were tried."""
    share, z = alive / max(1, tried), 1.96
    z *= sqrt((all_ - tried) / max(1, all_ - 1))
    middle, wide = (
        share + z * z / (2 * max(1, tried)),
        z * sqrt(share * (1 - share) / max(1, tried) + z * z / (4 * max(1, tried) ** 2)),
    )
    scale = 1 + z * z / max(1, tried)
    return 100 * (middle - wide) / scale, 100 * (middle + wide) / scale


if __name__ == "__main__":
    sys.exit(main())
