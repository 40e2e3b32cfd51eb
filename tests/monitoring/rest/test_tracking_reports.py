"""Tracking reports: the minimal payload, and whom it is about."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from monitoring.choices import OperationType, PlanningEventKind
from monitoring.domain.assignments import clear_slot
from monitoring.models import Machine, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    PLANNER,
    assigned,
    assignment,
    machine,
    machines,
    monitor_plans,
    operation,
    pool_operation,
    slot_of,
)
from tests.monitoring.rest.calls import (
    ACCEPTED,
    NOTHING_NEW,
    UPDATE_CURRENT,
    UPDATE_NEXT,
    all_rows,
    post,
    refusal,
)


def report(on: Machine, **fields: object) -> dict[str, object]:
    """The minimal payload of the script."""
    return {
        "machine_pk": on.pk,
        "monitor_operation_id": MONITOR_ID,
        "currently_made_quantity": 45,
        **fields,
    }


@pytest.mark.parametrize(("address", "slot"), [(UPDATE_CURRENT, CURRENT), (UPDATE_NEXT, NEXT)])
def test_the_minimal_payload_reaches_the_manual_operation_of_the_named_slot(
    script: Client, address: str, slot: OperationType
) -> None:
    lathe = machine()
    manual = assigned(lathe, slot=slot)

    answered = post(script, address, report(lathe))

    manual.refresh_from_db()
    assert answered == (200, ACCEPTED)
    assert manual.currently_made_quantity == 45
    assert manual.is_setup


def test_an_accepted_answer_has_exactly_the_documented_bytes(script: Client) -> None:
    lathe = machine()
    assigned(lathe)

    response = script.post(UPDATE_CURRENT, report(lathe), content_type="application/json")

    assert response.content == b'{"message":"Monitor operation updated successfully","changed":true}'


def test_the_same_total_again_is_accepted_and_writes_nothing(script: Client) -> None:
    lathe = machine()
    assigned(lathe)
    post(script, UPDATE_CURRENT, report(lathe))
    before = all_rows()

    answered = post(script, UPDATE_CURRENT, report(lathe))

    assert answered == (200, NOTHING_NEW)
    assert all_rows() == before


def test_a_lower_total_is_a_correction_that_is_accepted_and_recorded(script: Client) -> None:
    lathe = machine()
    assigned(lathe)
    post(script, UPDATE_CURRENT, report(lathe))

    answered = post(script, UPDATE_CURRENT, report(lathe, currently_made_quantity=40))

    event = PlanningEvent.objects.latest("pk")
    assert answered == (200, ACCEPTED)
    assert (event.kind, event.quantity_before, event.quantity, event.actor) == (
        PlanningEventKind.QUANTITY_REPORTED,
        45,
        40,
        "monitor-script",
    )


@pytest.mark.parametrize("monitor_id", [MONITOR_ID, int(MONITOR_ID), 2**53 + 1, str(2**63 - 1)])
def test_ids_beyond_the_exact_range_of_a_float_keep_every_digit(
    script: Client, monitor_id: str | int
) -> None:
    lathe = machine()
    monitor_plans(lathe, str(int(monitor_id) - 1))
    assigned(lathe, pool_operation(str(monitor_id)))

    answered = post(script, UPDATE_CURRENT, report(lathe, monitor_operation_id=monitor_id))

    made = Monitor_operation.objects.filter(currently_made_quantity=45)
    assert answered == (200, ACCEPTED)
    assert [row.monitor_operation_id for row in made] == [str(monitor_id)]


@pytest.mark.parametrize("machine_pk", [str, int])
def test_the_machine_may_be_an_integer_or_its_digits(script: Client, machine_pk: type) -> None:
    lathe = machine()
    assigned(lathe)

    assert post(script, UPDATE_CURRENT, report(lathe, machine_pk=machine_pk(lathe.pk))) == (200, ACCEPTED)


@pytest.mark.parametrize("quantity", [45, "45", 45.0, "045"])
def test_integers_integral_numbers_and_digits_are_quantities(script: Client, quantity: object) -> None:
    lathe = machine()
    manual = assigned(lathe)

    answered = post(script, UPDATE_CURRENT, report(lathe, currently_made_quantity=quantity))

    manual.refresh_from_db()
    assert answered == (200, ACCEPTED)
    assert manual.currently_made_quantity == 45


@pytest.mark.parametrize("absent", [{}, {"monitor_operation_id": None}])
def test_a_report_without_an_id_is_about_monitors_row(script: Client, absent: dict[str, None]) -> None:
    lathe = machine()
    planned = operation(lathe, "1", planned_as=CURRENT)
    manual = assigned(lathe)

    answered = post(script, UPDATE_CURRENT, {"machine_pk": lathe.pk, "currently_made_quantity": 7, **absent})

    planned.refresh_from_db()
    manual.refresh_from_db()
    assert answered == (200, ACCEPTED)
    assert (planned.currently_made_quantity, manual.currently_made_quantity) == (7, 0)


def test_a_report_that_fits_the_manual_and_monitors_row_is_written_to_both(script: Client) -> None:
    lathe = machine()
    planned = operation(lathe, MONITOR_ID, planned_as=CURRENT)
    manual = pool_operation(MONITOR_ID)
    assignment(lathe, current=manual)

    answered = post(script, UPDATE_CURRENT, report(lathe))

    planned.refresh_from_db()
    manual.refresh_from_db()
    assert answered == (200, ACCEPTED)
    assert (planned.currently_made_quantity, manual.currently_made_quantity) == (45, 45)


def test_a_late_report_for_a_cleared_override_is_refused_and_touches_no_row(script: Client) -> None:
    lathe = machine()
    operation(lathe, "1", planned_as=CURRENT, currently_made_quantity=12)
    assigned(lathe)
    clear_slot(slot=slot_of(lathe), by=PLANNER)
    before = all_rows()

    answered = post(script, UPDATE_CURRENT, report(lathe))

    assert refusal(answered) == (404, "operation_not_assigned", "monitor_operation_id")
    assert all_rows() == before


def test_a_report_never_reaches_the_same_id_elsewhere(script: Client) -> None:
    lathe, mill = machine(), machine("Mill 1")
    operation(mill, MONITOR_ID, planned_as=CURRENT)
    pool_operation(MONITOR_ID)
    assigned(lathe, pool_operation(MONITOR_ID), slot=NEXT)
    before = all_rows()

    answered = post(script, UPDATE_CURRENT, report(lathe))

    assert refusal(answered) == (404, "operation_not_assigned", "monitor_operation_id")
    assert all_rows() == before


def test_a_report_never_changes_which_operation_a_machine_runs(script: Client) -> None:
    lathe = machine()
    monitor_plans(lathe, "1")
    manual = assigned(lathe)

    post(script, UPDATE_CURRENT, report(lathe))

    planned = Monitor_operation.objects.get(machine=lathe, monitor_slot="current")
    lathe.operation_assignment.refresh_from_db()
    assert planned.monitor_operation_id == "1"
    assert lathe.operation_assignment.manual_current_operation == manual


@pytest.mark.parametrize("machine_pk", [999_999, 0, 2**31, 2**63, 10**19, str(10**20 - 1)])
def test_an_unknown_machine_is_not_found(script: Client, machine_pk: object) -> None:
    before = all_rows()

    answered = post(script, UPDATE_CURRENT, {"machine_pk": machine_pk, "currently_made_quantity": 1})

    assert refusal(answered) == (404, "machine_not_found", "machine_pk")
    assert all_rows() == before


def test_setup_drawing_and_employees_travel_in_a_report_without_making_it_monitors_plan(
    script: Client,
) -> None:
    lathe = machine()
    monitor_plans(lathe, "1")
    manual = assigned(lathe)
    employees = {
        "employee_ids": [17, "18"],
        "employee_names": ["Operator 17", "Operator 18"],
        "employee_django_user_ids": [3, None],
    }

    answered = post(script, UPDATE_CURRENT, report(lathe, is_setup=False, **employees))

    manual.refresh_from_db()
    assert answered == (200, ACCEPTED)
    assert (manual.is_setup, manual.employee_ids) == (False, ["17", "18"])
    assert manual.employee_names == employees["employee_names"]
    assert manual.employee_django_user_ids == employees["employee_django_user_ids"]


def test_a_report_with_nothing_to_say_changes_nothing_and_is_no_mistake(script: Client) -> None:
    lathe = machine()
    assigned(lathe)
    before = all_rows()

    answered = post(script, UPDATE_CURRENT, {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID})

    assert answered == (200, NOTHING_NEW)
    assert all_rows() == before


def test_a_report_costs_the_same_at_a_plant_of_any_size(
    script: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lathe = machine()
    assigned(lathe)
    with CaptureQueriesContext(connection) as at_a_small_plant:
        post(script, UPDATE_CURRENT, report(lathe))
    for other in machines(20):
        assigned(other, pool_operation(str(other.pk)))

    with django_assert_num_queries(len(at_a_small_plant)):
        answered = post(script, UPDATE_CURRENT, report(lathe, currently_made_quantity=46))

    assert answered == (200, ACCEPTED)
