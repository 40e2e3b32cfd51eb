"""A tracking report belongs to what the named slot holds, and to nothing else (rules 3 and 4)."""

import pytest

from monitoring.choices import OperationType
from monitoring.domain.actors import Actor
from monitoring.domain.assignments import clear_slot
from monitoring.domain.errors import MachineNotFound, OperationNotAssigned, PermissionDenied
from monitoring.domain.manual_assignments import manual_assignments
from monitoring.domain.operation_fields import PLAN_FIELD_NAMES, ReportFields
from monitoring.domain.reports import ReportOutcome, TrackingReport, accept_report
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    PLANNER,
    REPORTER,
    VIEWER,
    assigned,
    machine,
    marked_idle,
    operation,
    pool_operation,
    slot_of,
)

pytestmark = pytest.mark.django_db


def report(
    on: Machine,
    monitor_operation_id: str | None = MONITOR_ID,
    *,
    slot: OperationType = CURRENT,
    made: int = 45,
    by: Actor = REPORTER,
) -> ReportOutcome:
    """Report a total as the script does."""
    tracking = TrackingReport(
        machine_pk=on.pk,
        operation_type=slot,
        monitor_operation_id=monitor_operation_id,
        fields=ReportFields(currently_made_quantity=made),
    )
    return accept_report(tracking, by=by)


def made_of(*operations: Monitor_operation) -> list[int]:
    """The totals as the database has them."""
    made = dict(Monitor_operation.objects.values_list("pk", "currently_made_quantity"))
    return [made[operation.pk] for operation in operations]


def test_only_what_monitor_alone_may_say_makes_a_body_a_monitor_update() -> None:
    assert {
        "name",
        "quantity",
        "material",
        "report_number",
        "location",
        "priority",
        "planned_start_date",
        "planned_finish_date",
    } == PLAN_FIELD_NAMES


@pytest.mark.parametrize("slot", OperationType)
def test_a_report_is_written_onto_the_manual_operation_with_that_id(slot: OperationType) -> None:
    on = machine()
    planned = operation(on, "1", planned_as=slot)
    chosen = assigned(on, slot=slot)

    outcome = report(on, slot=slot)

    assert (outcome.operation, outcome.changed) == (chosen, True)
    assert made_of(chosen, planned) == [45, 0]


@pytest.mark.parametrize("slot", OperationType)
def test_a_report_is_written_onto_monitors_row_with_that_id(slot: OperationType) -> None:
    on = machine()
    planned = operation(on, "1", planned_as=slot)
    chosen = assigned(on, slot=slot)

    outcome = report(on, "1", slot=slot)

    assert (outcome.operation, outcome.changed) == (planned, True)
    assert made_of(chosen, planned) == [0, 45]


def test_a_report_is_written_onto_both_rows_where_both_have_that_id() -> None:
    on = machine()
    planned, chosen = operation(on, "7", planned_as=CURRENT), assigned(on, pool_operation("7"))

    outcome = report(on, "7")

    assert (outcome.operation, outcome.changed) == (chosen, True)
    assert made_of(chosen, planned) == [45, 45]


def test_a_report_changes_something_where_only_one_of_both_rows_differs() -> None:
    on = machine()
    planned = operation(on, "7", planned_as=CURRENT)
    chosen = assigned(on, pool_operation("7", currently_made_quantity=45))

    assert report(on, "7").changed
    assert made_of(chosen, planned) == [45, 45]
    assert not report(on, "7").changed


def test_one_row_that_is_both_monitors_and_manual_is_written_once() -> None:
    on = machine()
    planned = assigned(on, operation(on, "7", planned_as=CURRENT))
    events = PlanningEvent.objects.count()

    report(on, "7")

    assert made_of(planned) == [45]
    assert PlanningEvent.objects.count() == events + 1


def test_a_report_without_an_id_is_about_monitors_row() -> None:
    on = machine()
    planned, chosen = operation(on, "1", planned_as=CURRENT), assigned(on)

    assert report(on, None).operation == planned
    assert made_of(chosen, planned) == [0, 45]


def test_a_report_without_an_id_is_refused_where_monitor_plans_nothing() -> None:
    on = machine()
    chosen = assigned(on)

    with pytest.raises(OperationNotAssigned, match="Monitor's operation is not current on Lathe 1"):
        report(on, None)

    assert made_of(chosen) == [0]


def test_a_report_for_an_idle_slot_still_reaches_monitors_row() -> None:
    on = machine()
    planned = operation(on, "1", planned_as=CURRENT)
    marked_idle(on)

    report(on, "1")

    assert made_of(planned) == [45]


def test_a_report_never_leaves_its_slot() -> None:
    on = machine()
    chosen, planned = assigned(on, slot=NEXT), operation(on, "1", planned_as=NEXT)

    for wanted in (MONITOR_ID, "1"):
        with pytest.raises(OperationNotAssigned):
            report(on, wanted, slot=CURRENT)

    assert made_of(chosen, planned) == [0, 0]


def test_a_report_never_leaves_its_machine() -> None:
    on, other = machine("Lathe 1"), machine("Mill 2")
    rows = [
        assigned(other, pool_operation("7")),
        operation(other, "7", planned_as=CURRENT),
        operation(on, "7", name="History"),
        pool_operation("7"),
    ]

    with pytest.raises(OperationNotAssigned) as refusal:
        report(on, "7")

    assert refusal.value.field == "monitor_operation_id"
    assert made_of(*rows) == [0, 0, 0, 0]


def test_an_operation_that_two_machines_hold_is_one_job_with_one_total() -> None:
    on, other = machine("Lathe 1"), machine("Mill 2")
    chosen = assigned(other, assigned(on), slot=NEXT)

    report(on, made=45)

    assert not report(other, made=45, slot=NEXT).changed
    assert made_of(chosen) == [45]


def test_a_late_report_for_a_cleared_override_is_refused_and_touches_nothing() -> None:
    on = machine()
    planned, chosen = operation(on, "1", planned_as=CURRENT), assigned(on)
    [tracked] = manual_assignments()
    clear_slot(slot=slot_of(on), by=PLANNER)
    rows, events = list(Monitor_operation.objects.values()), PlanningEvent.objects.count()

    with pytest.raises(
        OperationNotAssigned, match=rf"Operation {MONITOR_ID} is not current on Lathe 1 \(any more\)"
    ):
        report(on, tracked.monitor_operation_id)

    assert list(Monitor_operation.objects.values()) == rows
    assert PlanningEvent.objects.count() == events
    assert made_of(planned, chosen) == [0, 0]


def test_a_report_never_changes_what_a_machine_runs() -> None:
    on = machine()
    planned = operation(on, "7", planned_as=CURRENT)
    assigned(on, pool_operation("8"))
    slots = list(MachineOperationAssignment.objects.values())

    report(on, "7", made=100)
    report(on, "8", made=100)

    assert list(MachineOperationAssignment.objects.values()) == slots
    planned.refresh_from_db()
    assert (planned.monitor_slot, planned.is_in_progress, planned.name) == (CURRENT, True, "Shaft")
    on.refresh_from_db()
    assert on.monitor_current_heard_at is None


def test_a_report_for_a_machine_that_does_not_exist_is_refused() -> None:
    pool_operation()

    with pytest.raises(MachineNotFound):
        report(Machine(pk=4711))


def test_only_those_who_may_report_do() -> None:
    on = machine()
    chosen = assigned(on)

    with pytest.raises(PermissionDenied):
        report(on, by=VIEWER)

    assert made_of(chosen) == [0]


def test_setup_employees_and_drawing_are_reported_beside_the_total() -> None:
    on = machine()
    chosen = assigned(on)
    fields = ReportFields(
        currently_made_quantity=45,
        is_setup=False,
        employee_ids=["17"],
        employee_names=["Operator 17"],
        employee_django_user_ids=[3, None],
        drawing=b"%PDF-1.7",
    )

    accept_report(
        TrackingReport(
            machine_pk=on.pk, operation_type=CURRENT, monitor_operation_id=MONITOR_ID, fields=fields
        ),
        by=REPORTER,
    )

    chosen.refresh_from_db()
    assert (chosen.currently_made_quantity, chosen.is_setup) == (45, False)
    assert (chosen.employee_ids, chosen.employee_names) == (["17"], ["Operator 17"])
    assert chosen.employee_django_user_ids == [3, None]
    assert bytes(chosen.drawing.image) == b"%PDF-1.7"
