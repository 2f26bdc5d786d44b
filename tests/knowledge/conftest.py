"""The real knowledge base, loaded once."""

from pathlib import Path

import pytest

from protocols.knowledge import Knowledge, load

ITBS = Path(__file__).parent.parent.parent / "protocols" / "itbs"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(ITBS)
