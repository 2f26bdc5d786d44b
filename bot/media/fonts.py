"""Where our letters come from: the DejaVu files that matplotlib ships, found without importing it.

One family for pictures, charts, cards and papers, and none that the machine happens to have: what a runner sees is
the same everywhere.
"""

import importlib.util
from pathlib import Path


def font_file(*, bold: bool = False) -> Path:
    spec = importlib.util.find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise ImportError("matplotlib, which brings the fonts, is not installed")
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / name
