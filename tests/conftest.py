"""Fixtures that every test may use."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate
from hypothesis import settings

from tests.databases import empty_database

# How long an example takes says something about the machine, and nothing about the product.
settings.register_profile("suite", settings(deadline=None))
settings.load_profile("suite")


@pytest.fixture
def empty_database_url(tmp_path: Path) -> Iterator[str]:
    """The URL of a database for a process that the test starts; not the one that `django_db` gives."""
    with empty_database(tmp_path) as url:
        yield url


@pytest.fixture(scope="session", autouse=True)
def _roles_are_always_there() -> None:
    """Make the roles again where a transactional test ended by emptying every table; Django tells of it so."""
    post_migrate.connect(make_roles, sender=apps.get_app_config("monitoring"))


def make_roles(**_signal: Any) -> None:
    """What the migration does."""
    import_module("monitoring.migrations.0004_access").make_roles(apps, connection.schema_editor())
