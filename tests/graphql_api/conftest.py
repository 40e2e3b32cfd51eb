"""Logins of each role."""

import pytest

from tests.factories import admin_user, planner_user, reporter_user
from tests.graphql_api.api import Api


@pytest.fixture
def planner(db: None) -> Api:
    """May decide what machines run."""
    return Api(planner_user())


@pytest.fixture
def other_planner(db: None) -> Api:
    """Likewise, at another screen."""
    return Api(planner_user("other planner"))


@pytest.fixture
def reporter(db: None) -> Api:
    """A plain login, such as the script's: may read and report."""
    return Api(reporter_user())


@pytest.fixture
def administrator(db: None) -> Api:
    """A superuser."""
    return Api(admin_user())
