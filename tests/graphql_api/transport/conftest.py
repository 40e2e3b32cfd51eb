"""Who asks the stand-in schema."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from tests.factories import viewer_user
from tests.graphql_api.transport.stand_in import RENAMED, urls


@pytest.fixture(autouse=True)
def stand_in_addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = urls()
    RENAMED.clear()


@pytest.fixture
def user(db: None) -> User:
    return viewer_user()


@pytest.fixture
def client(user: User) -> Client:
    """A logged-in program. Its errors come as answers; its CSRF tokens are not looked at."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.fixture
def strict_client(user: User) -> Client:
    """A logged-in program whose CSRF tokens are looked at."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.fixture
def stranger(db: None) -> Client:
    """Nobody, with CSRF tokens looked at."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)
