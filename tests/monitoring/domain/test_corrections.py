"""What an administrator writes by hand."""

from typing import Any

import pytest
from django.utils import timezone

from monitoring.choices import PlanningEventKind
from monitoring.domain.corrections import (
    CorrectedFields,
    CorrectionConflict,
    add_operation,
    correct_operation,
)
from monitoring.domain.errors import InvalidValue, OperationNotFound, OutdatedReport, PermissionDenied
from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.models import Monitor_operation, PlanningEvent
from tests import factories
from tests.factories import CURRENT, MONITOR_ID, NEXT, PLANNER, REPORTER

pytestmark = pytest.mark.django_db


def places() -> list[tuple[str | None, str | None]]:
    """Machine and slot of the corrections that were recorded."""
    events = PlanningEvent.objects.filter(kind=PlanningEventKind.QUANTITY_REPORTED).order_by("pk")
    return list(events.values_list("machine_name", "operation_type"))


def correct(operation: Monitor_operation, **fields: Any) -> bool:
    corrected: CorrectedFields = fields  # type: ignore[assignment]  # any of its keys
    return correct_operation(operation_pk=operation.pk, fields=corrected, by=PLANNER).changed


def test_a_correction_is_recorded_where_a_planner_put_the_operation() -> None:
    operation = factories.assigned(factories.machine(), slot=NEXT)

    correct(operation, currently_made_quantity=7)

    assert places() == [("Lathe 1", NEXT)]


def test_a_correction_is_recorded_where_monitor_plans_the_operation() -> None:
    operation = factories.operation(factories.machine(), planned_as=CURRENT)

    correct(operation, currently_made_quantity=7)

    assert places() == [("Lathe 1", CURRENT)]


def test_a_correction_of_an_operation_that_nobody_planned_names_its_machine_alone() -> None:
    operation = factories.operation(factories.machine())

    correct(operation, currently_made_quantity=7)

    assert places() == [("Lathe 1", None)]


def test_a_correction_of_an_operation_in_both_slots_of_a_machine_names_no_slot() -> None:
    machine = factories.machine()
    operation = factories.assigned(machine, factories.assigned(machine), slot=NEXT)

    correct(operation, currently_made_quantity=7)

    assert places() == [("Lathe 1", None)]


def test_a_correction_of_an_operation_on_two_machines_is_told_to_the_whole_plant() -> None:
    lathes = factories.machines(2)
    operation = factories.pool_operation()
    for lathe in lathes:
        factories.assigned(lathe, operation)

    correct(operation, currently_made_quantity=7)

    assert places() == [(None, None)]


def test_correcting_to_what_is_there_changes_nothing() -> None:
    operation = factories.pool_operation(currently_made_quantity=45)

    changed = correct(operation, currently_made_quantity=45, name="Housing")

    assert not changed
    assert not PlanningEvent.objects.exists()


def test_a_report_from_before_a_correction_is_outdated() -> None:
    machine = factories.machine()
    operation = factories.assigned(machine)
    before = timezone.now()
    correct(operation, currently_made_quantity=45)

    late = TrackingReport(
        machine_pk=machine.pk,
        operation_type=CURRENT,
        monitor_operation_id=MONITOR_ID,
        fields={"currently_made_quantity": 80},
        reported_at=before,
    )

    with pytest.raises(OutdatedReport):
        accept_report(late, by=REPORTER)


def test_a_value_that_changed_since_it_was_seen_is_kept_and_told() -> None:
    operation = factories.pool_operation(currently_made_quantity=45)

    with pytest.raises(CorrectionConflict) as refusal:
        correct_operation(
            operation_pk=operation.pk,
            fields={"currently_made_quantity": 10, "name": "Shaft"},
            seen={"currently_made_quantity": 5, "name": "Housing"},
            by=PLANNER,
        )

    operation.refresh_from_db()
    assert (refusal.value.field, refusal.value.current) == ("currently_made_quantity", 45)
    assert (operation.currently_made_quantity, operation.name) == (45, "Housing")


def test_a_value_that_changed_meanwhile_to_the_wanted_one_is_no_conflict() -> None:
    operation = factories.pool_operation(currently_made_quantity=45)

    outcome = correct_operation(
        operation_pk=operation.pk,
        fields={"currently_made_quantity": 45},
        seen={"currently_made_quantity": 5},
        by=PLANNER,
    )

    assert not outcome.changed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("currently_made_quantity", -1),
        ("currently_made_quantity", None),
        ("quantity", 2**31),
        ("priority", 2**31),
        ("name", "x" * 256),
        ("location", "a\x00b"),
    ],
)
def test_a_value_that_no_database_could_hold_is_refused_by_its_field(field: str, value: object) -> None:
    operation = factories.pool_operation()

    with pytest.raises(InvalidValue) as refusal:
        correct(operation, **{field: value})

    assert refusal.value.field == field
    assert not PlanningEvent.objects.exists()


def test_what_monitor_plans_is_in_progress_by_monitors_word() -> None:
    operation = factories.operation(factories.machine(), planned_as=NEXT)

    with pytest.raises(InvalidValue) as refusal:
        correct(operation, is_in_progress=True)

    assert refusal.value.field == "is_in_progress"


def test_an_operation_that_is_gone_is_not_corrected() -> None:
    operation = factories.pool_operation()
    operation.delete()
    operation.pk = 77

    with pytest.raises(OperationNotFound):
        correct(operation, name="Shaft")


def test_only_who_may_change_assignments_corrects_or_adds() -> None:
    operation = factories.pool_operation()

    with pytest.raises(PermissionDenied):
        correct_operation(operation_pk=operation.pk, fields={"name": "Shaft"}, by=REPORTER)
    with pytest.raises(PermissionDenied):
        add_operation(Monitor_operation(monitor_operation_id="2"), by=REPORTER)

    assert Monitor_operation.objects.values_list("name", flat=True).get() == "Housing"


def test_an_operation_that_is_added_without_a_total_has_no_curve_yet() -> None:
    add_operation(Monitor_operation(monitor_operation_id="2", name="Cap"), by=PLANNER)

    assert [event.kind for event in PlanningEvent.objects.all()] == [PlanningEventKind.OPERATION_UPDATED]


def test_an_added_operation_obeys_the_limits_too() -> None:
    with pytest.raises(InvalidValue) as refusal:
        add_operation(Monitor_operation(monitor_operation_id="2", quantity=-1), by=PLANNER)

    assert refusal.value.field == "quantity"
    assert not Monitor_operation.objects.exists()
