import pytest

from storage.database import Database
from tests.support.deliveries import World


@pytest.fixture
async def world(database: Database) -> World:
    """A delivery on each kind of database."""
    return World(database)
