"""What an administrator has before the deployment begins: a PostgreSQL server of one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy import debian_packages
from tests.deploy.plant import Plant, open_plant
from tests.deploy.plant_database import PlantDatabase, plant_database
from tests.deploy.plant_machine import PlantMachine, install, plant_machine
from tests.plugins.postgresql import forgo_durability, own_server


@pytest.fixture(scope="session")
def superuser_url() -> Iterator[str]:
    """The roles belong to a whole PostgreSQL server, so that this one is nobody else's."""
    with own_server() as server:
        forgo_durability(server.get_uri())
        yield server.get_uri()


@pytest.fixture(scope="session")
def just_migrated(superuser_url: str) -> Iterator[PlantDatabase]:
    """A database as it is before the first server starts; it stays so."""
    with plant_database(superuser_url) as database:
        database.migrate()
        yield database


@pytest.fixture(scope="module")
def migrated(just_migrated: PlantDatabase) -> Iterator[PlantDatabase]:
    """A migrated database with its rights, which the tests of a module share."""
    with plant_database(just_migrated.superuser_url, like=just_migrated) as database:
        yield database


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release that `deploy/install` made ready, from which machines have theirs."""
    debian_packages.ensure()
    directory = tmp_path_factory.mktemp("installed")
    install(directory)
    return directory


@pytest.fixture(scope="module")
def machine(
    migrated: PlantDatabase, installed: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PlantMachine]:
    """A machine with the first release, on which nothing runs yet."""
    with plant_machine(tmp_path_factory.mktemp("machine"), migrated, installed) as machine:
        yield machine


@pytest.fixture(scope="module")
def plant(machine: PlantMachine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    """A plant at work, which the tests of a module share."""
    with open_plant(machine, tmp_path_factory.mktemp("nginx")) as plant:
        yield plant
