"""A mutation run over the rules in pieces: `pip install mutmut`, then `python -m benchmarks.mutants [MODULE…]`.

mutmut makes the mutants (its default operators) and a copy of `protocols/` that holds all of them. They are tried here:
pytest collects once; every mutant is a fork of that process, meets only the tests that reach its function, and dies at
the first of them that fails. Property tests and those that ask thousands of questions are left out (too slow, and they
would kill for the wrong reason), and so are those that read source or documents or start processes.

`--kept FILE` remembers what was tried, so that a run may stop (`--seconds`) and go on later; a module that has changed
since is tried anew. `--alive FILE` writes what survived, as diffs.
"""

import argparse
import os
import shutil
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from time import monotonic

import pytest
from mutmut.mutation.file_mutation import mutate_file_contents

from benchmarks.mutation import Kept, Mutated, Trial, keys

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
LEFT_OUT = (
    *("protocols/test_properties.py", "protocols/test_rules.py", "protocols/test_safety_case.py"),
    *("knowledge/test_questions.py", "knowledge/test_robust.py", "knowledge/test_training.py", "knowledge/test_ask.py"),
)
OPTIONS = (
    *("-q", "-s", "-W", "ignore", "--assert=plain", "--tb=native"),  # a failure told in words costs more than the test
    *("-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:logging"),
)


def mutate(target: Path, wanted: list[str]) -> list[Mutated]:
    """Write mutated modules over the copies in `target`."""
    made = []
    for path in sorted((target / "protocols").rglob("*.py")):
        name = ".".join(path.relative_to(target / "protocols").with_suffix("").parts)
        if not wanted or name in wanted or name.partition(".")[0] in wanted:
            source = path.read_text(encoding="utf-8")
            found = mutate_file_contents(path.name, source)
            path.write_text(found.code, encoding="utf-8")
            version, spans = sha256(source.encode()).hexdigest()[:12], dict(found.line_span_by_function_name)
            made.append(Mutated(name, version, found.code, tuple(found.mutant_names), spans))
    return [mutated for mutated in made if mutated.mutants]


def folders(modules: list[Mutated]) -> list[str]:
    """Where the tests of these modules are."""
    areas = {"knowledge" if mutated.name.startswith("knowledge.") else "protocols" for mutated in modules}
    return [str(TESTS / area) for area in sorted(areas)]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants")
    parser.add_argument("modules", nargs="*", help="such as gates knowledge; all of them when none is named")
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
            left_out = (f"--ignore={TESTS / name}" for name in LEFT_OUT)
            if pytest.main([*OPTIONS, *folders(trial.modules), *left_out], [trial]) > 1:
                return 1
    return told(trial, alive)


def told(trial: Trial, file: Path | None) -> int:
    """The figures, and the survivors in a file."""
    codes = {(m.name, mutant): trial.kept.codes.get(key) for m, mutant, key in keys(trial.modules)}
    tried, alive = sum(c is not None for c in codes.values()), [k for k, code in codes.items() if code == 0]
    for mutated in trial.modules:
        mine = sum(name == mutated.name for name, _ in alive)
        print(f"{mutated.name:22} {len(mutated.mutants):5} mutants {mine:4} alive")
    print(f"{tried} of {len(codes)} tried, {len(alive)} alive ({100 * len(alive) / max(1, tried):.1f} %)")
    if file:
        by_name = {m.name: m for m in trial.modules}
        file.write_text(
            "\n\n".join(by_name[name].difference(mutant) for name, mutant in alive) + "\n", encoding="utf-8"
        )
    return 0 if tried == len(codes) else 3


if __name__ == "__main__":
    sys.exit(main())
