"""Two planners, or a planner and the script, at the same moment (rules 4, 6 and 10)."""

from functools import partial

import pytest

from monitoring.choices import OperationType
from monitoring.domain.assignments import assign_operation, clear_slot, mark_slot_idle
from monitoring.domain.deletions import delete_machine, delete_operation
from monitoring.domain.errors import AssignmentConflict, OperationNotAssigned, OperationNotFound
from monitoring.domain.manual_assignments import manual_assignments
from monitoring.domain.operation_fields import ReportFields
from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    OTHER_PLANNER,
    PLANNER,
    REPORTER,
    assigned,
    machine,
    monitor_plans,
    operation,
    pool_operation,
    slot_of,
)
from tests.monitoring.domain.connections import overlapping

pytestmark = pytest.mark.django_db(transaction=True)


def assign(
    on: Machine, what: Monitor_operation, *, slot: OperationType = CURRENT, seen: int | None = None
) -> bool:
    """Assign and tell whether it changed anything."""
    request = slot_of(on, slot, expected_version=seen)
    return assign_operation(slot=request, operation_pk=what.pk, by=PLANNER).changed


def report(on: Machine, monitor_operation_id: str = MONITOR_ID) -> bool:
    """Report 45 parts and tell whether that changed anything."""
    tracking = TrackingReport(
        machine_pk=on.pk,
        operation_type=CURRENT,
        monitor_operation_id=monitor_operation_id,
        fields=ReportFields(currently_made_quantity=45),
    )
    return accept_report(tracking, by=REPORTER).changed


def held(on: Machine) -> Monitor_operation | None:
    """The manual operation of the current slot as the database has it."""
    return MachineOperationAssignment.objects.get(machine=on).manual_current_operation


def test_of_two_planners_who_saw_the_same_slot_one_gets_a_conflict() -> None:
    on = machine()
    assigned(on)
    first, second = pool_operation("1"), pool_operation("2")

    won, lost = overlapping(partial(assign, on, first, seen=1), partial(assign, on, second, seen=1))

    conflict = lost.exception()
    assert won
    assert isinstance(conflict, AssignmentConflict)
    assert (conflict.slot.operation, conflict.slot.version, conflict.changed_by) == (first, 2, "planner")
    assert held(on) == first


def test_of_two_first_assignments_of_a_machine_without_a_row_one_gets_a_conflict() -> None:
    on = machine()
    first, second = pool_operation("1"), pool_operation("2")

    won, lost = overlapping(partial(assign, on, first, seen=0), partial(assign, on, second, seen=0))

    assert won
    assert isinstance(lost.exception(), AssignmentConflict)
    assert (held(on), MachineOperationAssignment.objects.count()) == (first, 1)


def test_two_planners_on_the_two_slots_of_a_machine_both_succeed() -> None:
    on = machine()
    first, second = pool_operation("1"), pool_operation("2")

    one, other = overlapping(
        partial(assign, on, first, slot=CURRENT, seen=0), partial(assign, on, second, slot=NEXT, seen=0)
    )

    row = MachineOperationAssignment.objects.get(machine=on)
    assert (one, other.result()) == (True, True)
    assert (row.manual_current_operation, row.manual_next_operation) == (first, second)


def test_two_planners_with_the_same_wish_both_succeed() -> None:
    on, chosen = machine(), pool_operation()

    one, other = overlapping(partial(assign, on, chosen, seen=0), partial(assign, on, chosen, seen=0))

    assert (one, other.result()) == (True, False)
    assert PlanningEvent.objects.count() == 1


def test_a_report_that_waits_for_a_clear_is_refused_and_touches_nothing() -> None:
    on = machine()
    planned, chosen = operation(on, "A", planned_as=CURRENT), assigned(on)
    [tracked] = manual_assignments()

    cleared, late = overlapping(
        lambda: clear_slot(slot=slot_of(on), by=PLANNER).changed,
        partial(report, on, tracked.monitor_operation_id),
    )

    assert cleared
    assert isinstance(late.exception(), OperationNotAssigned)
    assert {row.currently_made_quantity for row in Monitor_operation.objects.all()} == {0}
    planned.refresh_from_db()
    assert (planned.monitor_operation_id, planned.monitor_slot, chosen.pk == planned.pk) == (
        "A",
        CURRENT,
        False,
    )


def test_a_clear_that_waits_for_a_report_clears_afterwards() -> None:
    on = machine()
    chosen = assigned(on)

    reported, cleared = overlapping(
        partial(report, on), lambda: clear_slot(slot=slot_of(on, expected_version=1), by=PLANNER).changed
    )

    chosen.refresh_from_db()
    assert (reported, cleared.result()) == (True, True)
    assert (chosen.currently_made_quantity, held(on)) == (45, None)


def test_an_assignment_that_waits_for_monitor_to_move_on_remembers_the_new_id() -> None:
    on, chosen = machine(), pool_operation()
    monitor_plans(on, "A")

    moved, done = overlapping(partial(monitor_plans, on, "B"), partial(assign, on, chosen, seen=0))

    assert (moved, done.result()) == (True, True)
    assert MachineOperationAssignment.objects.get(machine=on).saved_monitor_current_op_id == "B"
    assert not monitor_plans(on, "B")
    assert held(on) == chosen


def test_monitor_moving_on_that_waits_for_an_assignment_expires_it() -> None:
    on, chosen = machine(), pool_operation()
    monitor_plans(on, "A")

    done, moved = overlapping(partial(assign, on, chosen, seen=0), partial(monitor_plans, on, "B"))

    assert (done, moved.result()) == (True, True)
    assert held(on) is None
    assert PlanningEvent.objects.order_by("pk").reverse()[0].kind == "expired"


def test_a_planner_who_waits_for_an_expiry_is_told_of_it() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)

    _, lost = overlapping(
        partial(monitor_plans, on, "B"),
        lambda: mark_slot_idle(slot=slot_of(on, expected_version=1), by=OTHER_PLANNER),
    )

    conflict = lost.exception()
    assert isinstance(conflict, AssignmentConflict)
    assert (conflict.changed_by, conflict.slot.version) == ("monitor script", 2)


def test_an_assignment_that_waits_for_the_deletion_of_its_operation_is_refused() -> None:
    on, chosen = machine(), pool_operation()
    pk = chosen.pk

    _, refused = overlapping(
        partial(delete_operation, operation_pk=pk, by=PLANNER),
        lambda: assign_operation(slot=slot_of(on), operation_pk=pk, by=PLANNER),
    )

    assert isinstance(refused.exception(), OperationNotFound)
    assert not MachineOperationAssignment.objects.exists()


def test_a_deletion_that_waits_for_an_assignment_empties_the_slot_with_an_event() -> None:
    on, chosen = machine(), pool_operation()

    done, deleted = overlapping(
        partial(assign, on, chosen), partial(delete_operation, operation_pk=chosen.pk, by=OTHER_PLANNER)
    )

    assert (done, deleted.exception()) == (True, None)
    row = MachineOperationAssignment.objects.get(machine=on)
    assert (row.manual_current_operation, row.manual_current_version) == (None, 2)
    assert list(PlanningEvent.objects.order_by("pk").values_list("kind", "actor")) == [
        ("assigned", "planner"),
        ("operation_deleted", "other planner"),
    ]


def test_the_deletion_of_a_machine_that_waits_for_an_assignment_of_its_operation_empties_that_slot() -> None:
    on, other = machine("Lathe 1"), machine("Mill 2")
    own = operation(on, "1")

    done, deleted = overlapping(
        partial(assign, other, own), partial(delete_machine, machine_pk=on.pk, by=OTHER_PLANNER)
    )

    assert (done, deleted.exception()) == (True, None)
    row = MachineOperationAssignment.objects.get(machine=other)
    assert (row.manual_current_operation, row.manual_current_version) == (None, 2)
    assert list(PlanningEvent.objects.order_by("pk").values_list("kind", flat=True)) == [
        "assigned",
        "operation_deleted",
        "machine_deleted",
    ]


@pytest.mark.parametrize("monitor_id", ["A", "B"], ids=["the same job", "another job"])
def test_an_update_that_waits_for_the_deletion_of_monitors_row_makes_a_new_one(monitor_id: str) -> None:
    on = machine()
    planned = operation(on, "A", planned_as=CURRENT)
    pk = planned.pk

    _, updated = overlapping(
        partial(delete_operation, operation_pk=pk, by=PLANNER), partial(monitor_plans, on, monitor_id)
    )

    assert updated.result()
    row = on.monitor_operations.get()
    assert (row.monitor_operation_id, row.monitor_slot, row.pk != pk) == (monitor_id, "current", True)
