"""Everybody who may come to a door, each with a session of their own where they have one."""

from django.contrib.auth.models import User
from django.test import Client

from monitoring.domain import roles
from tests.factories import PASSWORD

# "staff" may open the administration and has no role; "inactive" was a planner, and is still logged in.
EVERYBODY = ("anonymous", "inactive", "viewer", "staff", "reporter", "planner")
OUTSIDERS = ("anonymous", "inactive")
GROUPS = {
    "inactive": roles.PLANNER,
    "viewer": roles.VIEWER,
    "reporter": roles.REPORTER,
    "planner": roles.PLANNER,
}
DEMANDED = "monitoring.report_quantities"


def client_of(role: str) -> Client:
    """A client of somebody in that role."""
    client = Client()
    if role == "anonymous":
        return client
    user = User.objects.create_user(role, password=PASSWORD, is_staff=role == "staff")
    if role in GROUPS:
        roles.give_role(user, role=GROUPS[role])
    client.force_login(user)
    if role == "inactive":
        User.objects.filter(pk=user.pk).update(is_active=False)
    return client


def may_report(role: str, *, demanded: bool) -> bool:
    """Whether somebody in that role reports, where a shop demands the permission or not."""
    return role == "reporter" if demanded else role not in OUTSIDERS
