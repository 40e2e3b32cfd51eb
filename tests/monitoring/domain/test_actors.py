"""Who may do what: planners by a right, reporting by any active login unless a setting names one."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from pytest_django import DjangoAssertNumQueries, Settings

from monitoring.domain.actors import REPORT_QUANTITIES, Actor
from monitoring.domain.errors import PermissionDenied
from tests.factories import admin_user, planner_user, reporter_user, viewer_user

pytestmark = pytest.mark.django_db

REPORTING = "monitoring.change_monitor_operation"


def test_a_plain_login_may_report_and_not_plan() -> None:
    actor = Actor.from_user(reporter_user("monitor-script"))

    assert (actor.name, actor.may_report, actor.may_change_assignments) == ("monitor-script", True, False)


def test_a_planner_may_plan_and_report() -> None:
    actor = Actor.from_user(planner_user())

    assert (actor.may_report, actor.may_change_assignments) == (True, True)


def test_a_superuser_may_do_everything() -> None:
    actor = Actor.from_user(admin_user())

    assert (actor.may_report, actor.may_change_assignments) == (True, True)


def test_nobody_in_particular_and_those_who_left_may_do_nothing() -> None:
    gone = planner_user()
    gone.is_active = False

    for user in (AnonymousUser(), gone):
        actor = Actor.from_user(user)
        assert (actor.may_report, actor.may_change_assignments) == (False, False)


def test_a_setting_can_demand_a_right_for_reporting(settings: Settings) -> None:
    settings.REPORTING_PERMISSION = REPORTING
    script = reporter_user("monitor-script")
    script.user_permissions.add(Permission.objects.get(codename="change_monitor_operation"))

    assert Actor.from_user(script).may_report
    assert not Actor.from_user(viewer_user()).may_report
    assert Actor.from_user(admin_user()).may_report


def test_a_refusal_names_what_was_asked_and_the_permission_that_is_missing(settings: Settings) -> None:
    settings.REPORTING_PERMISSION = REPORT_QUANTITIES
    viewer = Actor.from_user(viewer_user())

    with pytest.raises(
        PermissionDenied,
        match=r"^viewer may not report quantities or sync the pool \(needs monitoring\.report_quantities\)\.$",
    ):
        viewer.require_report()
    with pytest.raises(PermissionDenied, match=r"^viewer may not read the manual assignments \(needs "):
        viewer.require_report(for_what="read the manual assignments")


def test_rights_that_nobody_asks_for_cost_no_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = reporter_user()

    with django_assert_num_queries(0):
        actor = Actor.from_user(user)
        actor.require_report()
