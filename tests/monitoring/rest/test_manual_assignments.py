"""The list that the script asks for every two minutes."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from monitoring.domain.assignments import clear_slot
from monitoring.models import MachineOperationAssignment, ScriptVisit
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    PLANNER,
    assigned,
    assignment,
    machine,
    marked_idle,
    monitor_plans,
    operation,
    pool_operation,
    slot_of,
    viewer_user,
)
from tests.monitoring.rest.calls import MANUAL_ASSIGNMENTS, all_rows, tracked


def test_the_address_has_the_documented_name() -> None:
    assert reverse("get_manual_assignments") == MANUAL_ASSIGNMENTS


def test_without_manual_assignments_the_list_is_empty(script: Client) -> None:
    machine()

    response = script.get(MANUAL_ASSIGNMENTS)

    assert (response.status_code, response.content) == (200, b'{"assignments":[]}')


def test_a_single_assignment_has_exactly_the_documented_keys_in_their_order(script: Client) -> None:
    lathe = machine()
    assigned(lathe)

    response = script.get(MANUAL_ASSIGNMENTS)

    expected = (
        f'{{"assignments":[{{"machine_pk":{lathe.pk},"monitor_operation_id":"{MONITOR_ID}",'
        '"operation_type":"current"}]}'
    )
    assert response.content.decode() == expected
    assert response.headers["Content-Type"] == "application/json"


def test_an_assignment_made_in_the_admin_without_the_domain_is_listed_and_stays(script: Client) -> None:
    lathe = machine()
    operation(lathe, "1", planned_as=CURRENT)
    assignment(lathe, current=pool_operation())

    first, second = tracked(script), tracked(script)

    assert first == second == [(lathe.pk, MONITOR_ID, "current")]


def test_assignments_of_several_machines_are_all_listed_in_the_order_of_their_keys(script: Client) -> None:
    first, second, third = machine("Zeta"), machine("Beta"), machine("Alpha")
    for on, monitor_id in ((third, "3"), (first, "1"), (second, "2")):
        assigned(on, pool_operation(monitor_id))

    assert tracked(script) == [
        (first.pk, "1", "current"),
        (second.pk, "2", "current"),
        (third.pk, "3", "current"),
    ]


def test_both_slots_of_a_machine_are_two_entries_current_first(script: Client) -> None:
    lathe = machine()
    assigned(lathe, pool_operation("2"), slot=NEXT)
    assigned(lathe, pool_operation("1"), slot=CURRENT)

    assert tracked(script) == [(lathe.pk, "1", "current"), (lathe.pk, "2", "next")]


def test_idle_slots_and_cleared_slots_are_not_listed(script: Client) -> None:
    lathe, mill = machine(), machine("Mill 1")
    marked_idle(lathe)
    assigned(mill)
    clear_slot(slot=slot_of(mill), by=PLANNER)

    assert tracked(script) == []


def test_an_expired_override_is_gone_as_soon_as_monitor_moved_on_though_nobody_looked(script: Client) -> None:
    lathe = machine()
    monitor_plans(lathe, "100")
    assigned(lathe)

    monitor_plans(lathe, "200")

    assert tracked(script) == []


def test_reading_never_writes_even_when_monitor_has_moved_on_behind_the_domains_back(script: Client) -> None:
    lathe = machine()
    planned = operation(lathe, "1", planned_as=CURRENT)
    assigned(lathe)
    planned.monitor_operation_id = "2"
    planned.save()
    script.get(MANUAL_ASSIGNMENTS)
    before = all_rows()

    script.get(MANUAL_ASSIGNMENTS)
    script.head(MANUAL_ASSIGNMENTS)
    script.get(MANUAL_ASSIGNMENTS, {"active": "true"})

    assert all_rows() == before


def test_only_the_visit_of_the_script_is_noted_and_not_of_a_person_with_a_browser(script: Client) -> None:
    browser = Client()
    browser.force_login(viewer_user())

    browser.get(MANUAL_ASSIGNMENTS)
    noted_of_browser = ScriptVisit.objects.count()
    script.get(MANUAL_ASSIGNMENTS)

    assert noted_of_browser == 0
    assert ScriptVisit.objects.get().visitor == "monitor-script"


def test_machine_pk_filters_and_may_be_repeated(script: Client) -> None:
    first, second, third = (machine(name) for name in "abc")
    for on in (first, second, third):
        assigned(on, pool_operation(str(on.pk)))

    listed = tracked(script, f"?machine_pk={third.pk}&machine_pk={first.pk}&machine_pk={first.pk}")

    assert [machine_pk for machine_pk, *_ in listed] == [first.pk, third.pk]


@pytest.mark.parametrize("machine_pk", ["0", str(2**31), str(2**63), str(10**20 - 1)])
def test_a_machine_that_cannot_exist_has_no_assignments(script: Client, machine_pk: str) -> None:
    assigned(machine())

    assert tracked(script, f"?machine_pk={machine_pk}") == []


def test_active_true_leaves_out_machines_that_are_not_active(script: Client) -> None:
    active, inactive = machine("a"), machine("b", is_active=False)
    assigned(active)
    assigned(inactive)

    assert [machine_pk for machine_pk, *_ in tracked(script)] == [active.pk, inactive.pk]
    assert [machine_pk for machine_pk, *_ in tracked(script, "?active=true")] == [active.pk]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("machine_pk=", "machine_pk"),
        ("machine_pk=five", "machine_pk"),
        ("machine_pk=5.0", "machine_pk"),
        ("machine_pk=-5", "machine_pk"),
        ("machine_pk=+5", "machine_pk"),
        ("machine_pk=%D9%A5", "machine_pk"),
        ("machine_pk=5%00", "machine_pk"),
        ("machine_pk=5&machine_pk=x", "machine_pk"),
        ("machine_pk=" + "9" * 5000, "machine_pk"),
        ("active=", "active"),
        ("active=false", "active"),
        ("active=True", "active"),
        ("active=1", "active"),
        ("active=true&active=false", "active"),
    ],
)
def test_a_filter_that_does_not_fit_is_refused_by_name(script: Client, query: str, field: str) -> None:
    response = script.get(f"{MANUAL_ASSIGNMENTS}?{query}")

    answer = response.json()
    assert (response.status_code, answer["code"], answer["field"]) == (400, "invalid_value", field)
    assert answer["error"].startswith(f"{field} ")


def test_unknown_parameters_are_ignored(script: Client) -> None:
    lathe = machine()
    assigned(lathe)

    assert tracked(script, "?page=7&%ff=%00&_=1699999999") == [(lathe.pk, MONITOR_ID, "current")]


def test_any_active_login_may_read_unless_a_setting_demands_a_right(
    script: Client, settings: Settings
) -> None:
    allowed = script.get(MANUAL_ASSIGNMENTS)
    settings.REPORTING_PERMISSION = "monitoring.change_monitor_operation"
    refused = script.get(MANUAL_ASSIGNMENTS)

    assert allowed.status_code == 200
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")


def test_an_assignment_row_without_operations_is_not_listed(script: Client) -> None:
    MachineOperationAssignment.objects.create(machine=machine())

    assert tracked(script) == []


@pytest.mark.django_db(transaction=True)
def test_the_list_is_answered_even_where_the_visit_cannot_be_noted(
    script: Client, caplog: pytest.LogCaptureFixture
) -> None:
    lathe = machine()
    assigned(lathe)
    with connection.schema_editor() as editor:
        editor.alter_db_table(ScriptVisit, "monitoring_scriptvisit", "elsewhere")

    try:
        listed = tracked(script)
    finally:
        with connection.schema_editor() as editor:
            editor.alter_db_table(ScriptVisit, "elsewhere", "monitoring_scriptvisit")

    assert listed == [(lathe.pk, MONITOR_ID, "current")]
    assert "The visit of monitor-script could not be noted; the list was answered." in caplog.text
