"""The migration that makes the roles: it adds, and never takes away."""

import pytest
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from tests.conftest import make_roles

BEFORE = "0003_assignment_list_change"


def permissions(role: str) -> list[str]:
    """What a role may do, by codename."""
    found = Group.objects.get(name=role).permissions.order_by("codename")
    return list(found.values_list("codename", flat=True))


@pytest.mark.django_db
def test_each_role_may_do_its_work_and_nothing_else() -> None:
    assert permissions("planner") == ["change_machineoperationassignment"]
    assert permissions("reporter") == ["report_quantities"]
    assert permissions("viewer") == []


@pytest.mark.django_db
def test_the_permissions_read_as_django_writes_them() -> None:
    """Whoever makes one first, migration or Django, the administration shows the same."""
    ours = Permission.objects.filter(codename__in=["change_machineoperationassignment", "report_quantities"])
    ours.delete()
    create_permissions(apps.get_app_config("monitoring"), verbosity=0)
    djangos = set(ours.values_list("codename", "name", "content_type"))
    ours.delete()

    make_roles()

    assert set(ours.values_list("codename", "name", "content_type")) == djangos
    assert len(djangos) == 2
    assert permissions("planner") == ["change_machineoperationassignment"]
    assert permissions("reporter") == ["report_quantities"]


@pytest.mark.django_db
def test_a_group_of_that_name_keeps_its_people_and_permissions() -> None:
    group = Group.objects.get(name="planner")
    group.permissions.set([Permission.objects.get(codename="add_machine")])
    group.user_set.add(User.objects.create_user("somebody"))

    make_roles()

    assert permissions("planner") == ["add_machine", "change_machineoperationassignment"]
    assert [user.username for user in group.user_set.all()] == ["somebody"]


@pytest.mark.django_db(transaction=True)
def test_going_back_takes_no_role_away_and_forth_again_makes_none_twice() -> None:
    Group.objects.get(name="viewer").user_set.add(User.objects.create_user("somebody"))

    call_command("migrate", "monitoring", BEFORE, verbosity=0)
    went_back_with = sorted(Group.objects.values_list("name", flat=True))
    call_command("migrate", "monitoring", verbosity=0)

    assert went_back_with == ["planner", "reporter", "viewer"]
    assert sorted(Group.objects.values_list("name", flat=True)) == ["planner", "reporter", "viewer"]
    assert User.objects.get().groups.get().name == "viewer"
    assert permissions("planner") == ["change_machineoperationassignment"]
