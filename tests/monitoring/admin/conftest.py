"""People who open the administration."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from tests import factories


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def administrator(db: None) -> Client:
    """A browser of a superuser."""
    return logged_in(factories.admin_user())


@pytest.fixture
def other_administrator(db: None) -> Client:
    """A second one, at the same time."""
    return logged_in(factories.admin_user("other administrator"))


@pytest.fixture
def staff_planner(db: None) -> Client:
    """A browser of somebody who may change assignments, and has no other right in the administration."""
    user = factories.planner_user()
    user.is_staff = True
    user.save()
    return logged_in(user)


@pytest.fixture
def staff_reader(db: None) -> Client:
    """A browser of somebody with every right of the administration but the one to change assignments."""
    user = factories.viewer_user("reader", is_staff=True)
    rights = Permission.objects.filter(content_type__app_label="monitoring")
    user.user_permissions.set(rights.exclude(codename="change_machineoperationassignment"))
    return logged_in(user)
