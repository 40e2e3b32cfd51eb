"""Monitor updates: a body with any of the plan's keys speaks of Monitor's plan."""

import base64
from datetime import date

import pytest
from django.test import Client

from monitoring.choices import OperationType, PlanningEventKind
from monitoring.models import Machine, Monitor_operation, OperationDrawing, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    assigned,
    full_operation,
    machine,
    monitor_plans,
    operation,
    pool_operation,
)
from tests.monitoring.rest.calls import (
    ACCEPTED,
    NOTHING_NEW,
    UPDATE_CURRENT,
    UPDATE_NEXT,
    post,
    refusal,
    tracked,
)

PLAN = {
    "name": "Housing",
    "quantity": 120,
    "material": "Brass",
    "report_number": "R-7",
    "location": "Hall 3",
    "priority": 1,
    "planned_start_date": "2025-02-01",
    "planned_finish_date": "2025-02-02",
}


def planned_row(on: Machine, slot: OperationType = CURRENT) -> Monitor_operation:
    """The row that Monitor plans for a slot now."""
    return Monitor_operation.objects.get(machine=on, monitor_slot=slot)


@pytest.mark.parametrize("key", sorted(PLAN))
def test_any_key_of_the_plan_makes_a_body_monitors_plan(script: Client, key: str) -> None:
    lathe = machine()

    answered = post(
        script,
        UPDATE_CURRENT,
        {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, key: PLAN[key]},
    )

    assert answered == (200, ACCEPTED)
    assert planned_row(lathe).monitor_operation_id == MONITOR_ID


@pytest.mark.parametrize("key", sorted(PLAN))
def test_a_null_of_the_plan_is_a_word_of_the_plan_and_clears_the_value(script: Client, key: str) -> None:
    lathe = machine()
    full_operation(lathe, MONITOR_ID, planned_as=CURRENT)

    answered = post(
        script, UPDATE_CURRENT, {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, key: None}
    )

    assert answered == (200, ACCEPTED)
    assert getattr(planned_row(lathe), key) is None


def test_keys_that_are_absent_keep_their_values(script: Client) -> None:
    lathe = machine()
    full_operation(lathe, MONITOR_ID, planned_as=CURRENT)
    before = Monitor_operation.objects.values().get()

    answered = post(
        script, UPDATE_CURRENT, {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, "priority": 9}
    )

    assert answered == (200, ACCEPTED)
    assert Monitor_operation.objects.values().get() == before | {"priority": 9}


def test_the_same_plan_again_changes_nothing(script: Client) -> None:
    lathe = machine()
    body = {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, **PLAN}
    post(script, UPDATE_NEXT, body)
    events = PlanningEvent.objects.count()

    answered = post(script, UPDATE_NEXT, body)

    assert answered == (200, NOTHING_NEW)
    assert PlanningEvent.objects.count() == events


def test_numbers_stand_for_texts_where_monitor_has_numbers_and_digits_for_the_priority(
    script: Client,
) -> None:
    lathe = machine()
    numbers = {"report_number": 1001, "priority": "3", "quantity": "120"}

    post(
        script,
        UPDATE_CURRENT,
        {"machine_pk": lathe.pk, "monitor_operation_id": int(MONITOR_ID), **numbers},
    )

    row = planned_row(lathe)
    assert (row.report_number, row.priority, row.quantity) == ("1001", 3, 120)
    assert row.monitor_operation_id == MONITOR_ID


@pytest.mark.parametrize("priority", [-(2**31), -1, 0, 2**31 - 1])
def test_priorities_of_32_bits_are_stored_as_they_are(script: Client, priority: int) -> None:
    lathe = machine()

    post(script, UPDATE_NEXT, {"machine_pk": lathe.pk, "monitor_operation_id": "1", "priority": priority})

    assert planned_row(lathe, NEXT).priority == priority


def test_days_are_stored_as_days(script: Client) -> None:
    lathe = machine()
    body = {"machine_pk": lathe.pk, "monitor_operation_id": "1", "planned_start_date": "2024-02-29"}

    post(script, UPDATE_CURRENT, body)

    assert planned_row(lathe).planned_start_date == date(2024, 2, 29)


def test_null_lists_of_employees_mean_that_nobody_works_here(script: Client) -> None:
    lathe = machine()
    full_operation(lathe, MONITOR_ID, planned_as=CURRENT)
    nobody = dict.fromkeys(("employee_ids", "employee_names", "employee_django_user_ids"))

    answered = post(
        script, UPDATE_CURRENT, {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, **nobody}
    )

    row = planned_row(lathe)
    assert answered == (200, ACCEPTED)
    assert (row.employee_ids, row.employee_names, row.employee_django_user_ids) == ([], [], [])


@pytest.mark.parametrize("empty", ["", None, "  "])
def test_an_empty_drawing_clears_the_one_that_was_there(script: Client, empty: str | None) -> None:
    lathe = machine()
    body = {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID}
    operation(lathe, MONITOR_ID, planned_as=CURRENT)
    drawing = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
    drawn = post(script, UPDATE_CURRENT, {**body, "drawing_image_base64": drawing})
    stored = OperationDrawing.objects.count()

    cleared = post(script, UPDATE_CURRENT, {**body, "drawing_image_base64": empty})

    assert (drawn, stored) == ((200, ACCEPTED), 1)
    assert cleared == (200, ACCEPTED)
    assert not OperationDrawing.objects.exists()


def test_monitor_moving_on_expires_the_override_in_the_same_call(script: Client) -> None:
    lathe = machine()
    monitor_plans(lathe, "100")
    assigned(lathe)
    before = tracked(script)

    answered = post(
        script, UPDATE_CURRENT, {"machine_pk": lathe.pk, "monitor_operation_id": "200", "name": "Axle"}
    )

    expired = PlanningEvent.objects.get(kind=PlanningEventKind.EXPIRED)
    assert answered == (200, ACCEPTED)
    assert (before, tracked(script)) == ([(lathe.pk, MONITOR_ID, "current")], [])
    assert expired.reason == "Monitor moved from 100 to 200"


def test_monitors_plan_of_the_assigned_operation_leaves_the_pool_row_alone(script: Client) -> None:
    lathe = machine()
    manual = assigned(lathe, pool_operation(MONITOR_ID))

    post(
        script,
        UPDATE_CURRENT,
        {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, "name": "Axle", "is_setup": False},
    )

    manual.refresh_from_db()
    assert (manual.name, manual.is_setup) == ("Housing", True)
    assert planned_row(lathe).name == "Axle"


def test_a_plan_without_an_id_for_a_machine_without_a_plan_is_not_found(script: Client) -> None:
    lathe = machine()

    answered = post(script, UPDATE_NEXT, {"machine_pk": lathe.pk, "name": "Axle"})

    assert refusal(answered) == (404, "operation_not_found", "monitor_operation_id")
    assert not Monitor_operation.objects.exists()


def test_monitors_placeholder_without_an_id_is_a_plan_of_nothing(script: Client) -> None:
    lathe = machine()

    answered = post(
        script,
        UPDATE_CURRENT,
        {"machine_pk": lathe.pk, "monitor_operation_id": None, "name": "No operation"},
    )

    assert answered.status == 200
    assert planned_row(lathe).name == "No operation"
