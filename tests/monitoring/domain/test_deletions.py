"""Deletions leave slots, versions and the log true; deleting by ORM still works (rule 8)."""

import pytest

from monitoring.domain.assignments import assign_operation, clear_slot
from monitoring.domain.board import machine_boards
from monitoring.domain.deletions import delete_machine, delete_operation
from monitoring.domain.errors import MachineNotFound, OperationNotFound, PermissionDenied
from monitoring.domain.manual_assignments import manual_assignments
from monitoring.models import (
    Machine,
    MachineOperationAssignment,
    Monitor_operation,
    OperationDrawing,
    PlanningEvent,
)
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    PLANNER,
    REPORTER,
    assigned,
    machine,
    monitor_plans,
    operation,
    pool_operation,
    slot_of,
)

pytestmark = pytest.mark.django_db


def new_events(since: int) -> list[tuple[str, int | None, str | None, int | None, str | None]]:
    """Kind, machine, slot, operation and reason of the events after the first `since` ones."""
    events = PlanningEvent.objects.order_by("pk").values_list(
        "kind", "machine_pk", "operation_type", "operation_pk", "reason"
    )
    return list(events)[since:]


def test_deleting_an_operation_empties_every_slot_that_holds_it_each_with_an_event() -> None:
    on, other = machine("Lathe 1"), machine("Mill 2")
    chosen = assigned(other, assigned(on, note="Rush order"), slot=NEXT)
    pk = chosen.pk

    delete_operation(operation_pk=pk, by=PLANNER)

    reason = "The operation was deleted"
    assert manual_assignments() == []
    assert not Monitor_operation.objects.filter(pk=pk).exists()
    assert new_events(2) == [
        ("operation_deleted", on.pk, "current", pk, reason),
        ("operation_deleted", other.pk, "next", pk, reason),
    ]
    event = PlanningEvent.objects.filter(machine_pk=on.pk).order_by("pk").reverse()[0]
    assert event.before is not None
    assert event.after is not None
    assert (event.before["held"], event.before["note"], event.after["held"]) == (
        "operation",
        "Rush order",
        "nothing",
    )


def test_deleting_a_held_operation_bumps_the_version_and_empties_the_rest_of_the_slot() -> None:
    on = machine()
    monitor_plans(on, "A")
    chosen = assigned(on, note="Rush order")

    delete_operation(operation_pk=chosen.pk, by=PLANNER)

    row = MachineOperationAssignment.objects.get(machine=on)
    assert (row.manual_current_version, row.manual_current_note, row.manual_current_set_by) == (2, "", "")
    assert (row.saved_monitor_current_op_id, row.manual_current_set_at) == (None, None)


def test_deleting_an_operation_that_no_slot_holds_is_one_event() -> None:
    on = machine()
    own, free = operation(on, "1"), pool_operation("2")
    pks = [own.pk, free.pk]

    delete_operation(operation_pk=own.pk, by=PLANNER)
    delete_operation(operation_pk=free.pk, by=PLANNER)

    assert new_events(0) == [
        ("operation_deleted", on.pk, None, pks[0], None),
        ("operation_deleted", None, None, pks[1], None),
    ]


def test_deleting_monitors_operation_leaves_the_slot_without_a_plan() -> None:
    on = machine()
    planned = operation(on, "1", planned_as=CURRENT)

    delete_operation(operation_pk=planned.pk, by=PLANNER)

    assert machine_boards()[0].current.monitor_operation is None


def test_an_operation_is_deleted_with_its_drawing() -> None:
    row = pool_operation()
    OperationDrawing.objects.create(operation=row, image=b"%PDF-1.7")

    delete_operation(operation_pk=row.pk, by=PLANNER)

    assert not OperationDrawing.objects.exists()


def test_deleting_a_machine_takes_its_own_rows_along_and_is_one_event() -> None:
    on = machine("Lathe 1")
    assigned(on, operation(on, "1", planned_as=CURRENT), slot=NEXT)
    chosen = assigned(on)
    pk = on.pk

    delete_machine(machine_pk=pk, by=PLANNER)

    assert not Machine.objects.exists()
    assert not MachineOperationAssignment.objects.exists()
    assert list(Monitor_operation.objects.all()) == [chosen]
    assert new_events(2) == [("machine_deleted", pk, None, None, None)]


def test_deleting_a_machine_empties_other_machines_slots_that_hold_its_operations() -> None:
    on, other = machine("Lathe 1"), machine("Mill 2")
    own = assigned(other, operation(on, "1"))
    keys = (on.pk, own.pk)

    delete_machine(machine_pk=on.pk, by=PLANNER)

    row = MachineOperationAssignment.objects.get(machine=other)
    assert (row.manual_current_operation, row.manual_current_version) == (None, 2)
    assert new_events(1) == [
        ("operation_deleted", other.pk, "current", keys[1], "The operation was deleted"),
        ("machine_deleted", keys[0], None, None, None),
    ]


def test_what_does_not_exist_cannot_be_deleted() -> None:
    with pytest.raises(OperationNotFound):
        delete_operation(operation_pk=4711, by=PLANNER)
    with pytest.raises(MachineNotFound):
        delete_machine(machine_pk=4711, by=PLANNER)

    assert not PlanningEvent.objects.exists()


def test_only_those_who_may_change_assignments_delete() -> None:
    on, row = machine(), pool_operation()

    with pytest.raises(PermissionDenied):
        delete_operation(operation_pk=row.pk, by=REPORTER)
    with pytest.raises(PermissionDenied):
        delete_machine(machine_pk=on.pk, by=REPORTER)

    assert (Machine.objects.count(), Monitor_operation.objects.count()) == (1, 1)


def test_an_operation_deleted_by_orm_leaves_its_slots_empty() -> None:
    on = machine()
    operation(on, "A", planned_as=CURRENT)
    assigned(on, note="Rush order")

    Monitor_operation.objects.filter(monitor_operation_id=MONITOR_ID).delete()

    slot = machine_boards()[0].current
    assert (slot.manual_operation, slot.is_idle, slot.note, slot.set_by) == (None, False, None, None)
    assert (slot.version, manual_assignments()) == (1, [])
    assert not clear_slot(slot=slot_of(on), by=PLANNER).changed
    assert not monitor_plans(on, "A", name="Shaft")


def test_a_slot_that_lost_its_operation_by_orm_takes_another() -> None:
    on = machine()
    assigned(on).delete()
    chosen = pool_operation("2")

    change = assign_operation(slot=slot_of(on, expected_version=1), operation_pk=chosen.pk, by=PLANNER)

    assert (change.changed, change.slot.operation, change.slot.version) == (True, chosen, 2)


def test_a_machine_deleted_by_orm_takes_its_assignment_and_operations_along() -> None:
    on, other = machine("Lathe 1"), machine("Mill 2")
    assigned(other, operation(on, "1"))
    assigned(on, pool_operation("2"))

    on.delete()

    assert [board.machine for board in machine_boards()] == [other]
    assert manual_assignments() == []
    assert Monitor_operation.objects.get().monitor_operation_id == "2"
