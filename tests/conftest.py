"""Fixtures that every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import empty_database


@pytest.fixture
def empty_database_url(tmp_path: Path) -> Iterator[str]:
    """The URL of a database for a process that the test starts; not the one that `django_db` gives."""
    with empty_database(tmp_path) as url:
        yield url
