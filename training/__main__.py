"""`python -m training`: train on every voice and ship; `--leave-out coach forum`: judge by these alone."""

from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from benchmarks.knowledge import detail, ours, tally
from benchmarks.questions import RED_FLAGS
from protocols.knowledge.loader import load, load_entries, load_language
from protocols.knowledge.tables import NAME
from training.course import teach
from training.examples import ITBS, classes, examples
from training.export import export

_THREADS = 1  # results differ in the last digits with another number


def main() -> None:
    """Train, and either ship the tables or judge them."""
    parser = ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--leave-out", nargs="+", default=(), metavar="VOICE", help="voices to judge by")
    left = parser.parse_args().leave_out
    torch.set_num_threads(_THREADS)
    entries = load_entries(ITBS)
    names = classes(entries)
    chosen = [example for example in examples(entries, 0) if example.voice not in left]
    learned = teach(load_language(ITBS, entries), chosen, len(names), print)
    if not left:
        export(learned, names, ITBS / "knowledge" / NAME)
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        export(learned, names, file)
        count = tally(ours(load(ITBS, file.read_bytes())), "develop", left)
    print(
        f"left out {', '.join(left)}: in scope {count.share('answer'):.1f} %, outside answered {count.outside():.1f} %,"
    )
    print(f"red flags {count.share(*RED_FLAGS):.1f} %, false alarms {count.alarms():.1f} %")
    detail("left out", count)


if __name__ == "__main__":
    main()
