"""The script's login."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import reporter_user


@pytest.fixture(autouse=True)
def _no_visit_noted_yet() -> None:
    """The server process of each test is a fresh one."""
    cache.clear()


@pytest.fixture
def script(db: None) -> Client:
    """The Monitor script, logged in; CSRF is checked by tests that say so."""
    client = Client(headers={"x-requested-with": "XMLHttpRequest"})
    client.force_login(reporter_user())
    return client
