"""A planner undoes a change, or sets an expired override again, from its event (rules 6 and 8)."""

import pytest

from monitoring.domain.assignments import clear_slot, restore_slot
from monitoring.domain.deletions import delete_machine, delete_operation
from monitoring.domain.errors import (
    EventNotFound,
    EventNotRestorable,
    MachineNotFound,
    OperationNotFound,
    PermissionDenied,
)
from monitoring.domain.slot_views import SlotSource
from monitoring.models import MachineOperationAssignment, PlanningEvent
from tests.factories import (
    CURRENT,
    NEXT,
    OTHER_PLANNER,
    PLANNER,
    REPORTER,
    assigned,
    machine,
    marked_idle,
    monitor_plans,
    pool_operation,
    slot_of,
)

pytestmark = pytest.mark.django_db


def last_event_id() -> int:
    """The id of the newest event."""
    return PlanningEvent.objects.order_by("pk").reverse()[0].pk


def test_restoring_a_clear_sets_the_operation_and_its_note_again() -> None:
    on = machine()
    chosen = assigned(on, slot=NEXT, note="Rush order")
    clear_slot(slot=slot_of(on, NEXT), by=PLANNER)

    change = restore_slot(event_id=last_event_id(), by=OTHER_PLANNER)

    assert (change.slot.operation, change.slot.note, change.slot.set_by) == (
        chosen,
        "Rush order",
        "other planner",
    )
    assert change.slot.operation_type == NEXT
    assert PlanningEvent.objects.get(pk=last_event_id()).kind == "assigned"


def test_restoring_an_assignment_puts_back_the_one_before_it() -> None:
    on = machine()
    first = assigned(on, pool_operation("1"))
    assigned(on, pool_operation("2"))

    assert restore_slot(event_id=last_event_id(), by=PLANNER).slot.operation == first


def test_restoring_the_first_assignment_clears_the_slot() -> None:
    on = machine()
    assigned(on)

    change = restore_slot(event_id=last_event_id(), by=PLANNER)

    assert (change.changed, change.slot.source) == (True, SlotSource.EMPTY)


def test_restoring_what_replaced_idle_marks_idle_again() -> None:
    on = machine()
    marked_idle(on, note="Repair")
    assigned(on)

    change = restore_slot(event_id=last_event_id(), by=PLANNER)

    assert (change.slot.is_idle, change.slot.note) == (True, "Repair")


def test_a_note_given_with_the_restore_replaces_the_old_one() -> None:
    on = machine()
    assigned(on, note="Rush order")
    clear_slot(slot=slot_of(on), by=PLANNER)

    assert restore_slot(event_id=last_event_id(), by=PLANNER, note="Again").slot.note == "Again"


def test_a_restored_override_remembers_monitors_id_of_now() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)
    monitor_plans(on, "B")

    restore_slot(event_id=PlanningEvent.objects.get(kind="expired").pk, by=PLANNER)

    assert MachineOperationAssignment.objects.get(machine=on).saved_monitor_current_op_id == "B"
    assert not monitor_plans(on, "B")


def test_restoring_what_is_already_there_changes_nothing() -> None:
    on = machine()
    assigned(on)
    clear_slot(slot=slot_of(on), by=PLANNER)
    event_id = last_event_id()
    restore_slot(event_id=event_id, by=PLANNER)
    events = PlanningEvent.objects.count()

    assert not restore_slot(event_id=event_id, by=PLANNER).changed
    assert PlanningEvent.objects.count() == events


def test_an_event_that_changed_no_slot_cannot_be_restored() -> None:
    monitor_plans(machine(), "A")

    with pytest.raises(EventNotRestorable, match=r"\(Monitor moved on\) changed no slot") as refusal:
        restore_slot(event_id=last_event_id(), by=PLANNER)

    assert refusal.value.field == "event_id"


@pytest.mark.parametrize("event_id", [0, -1, 4711, 2**63, 2**80])
def test_an_event_that_does_not_exist_cannot_be_restored(event_id: int) -> None:
    with pytest.raises(EventNotFound, match=str(event_id)):
        restore_slot(event_id=event_id, by=PLANNER)


def test_an_operation_that_was_deleted_cannot_be_restored() -> None:
    on = machine()
    delete_operation(operation_pk=assigned(on).pk, by=PLANNER)

    with pytest.raises(OperationNotFound):
        restore_slot(event_id=last_event_id(), by=PLANNER)


def test_a_slot_of_a_machine_that_was_deleted_cannot_be_restored() -> None:
    on = machine()
    assigned(on)
    event_id = last_event_id()
    delete_machine(machine_pk=on.pk, by=PLANNER)

    with pytest.raises(MachineNotFound):
        restore_slot(event_id=event_id, by=PLANNER)


def test_only_those_who_may_change_assignments_restore() -> None:
    assigned(machine())

    with pytest.raises(PermissionDenied):
        restore_slot(event_id=last_event_id(), by=REPORTER)


def test_a_restored_operation_gets_its_warnings_again() -> None:
    on, other = machine("Lathe 1"), machine("Mill 2")
    chosen = assigned(on)
    clear_slot(slot=slot_of(on), by=PLANNER)
    event_id = last_event_id()
    assigned(other, chosen, slot=CURRENT)

    change = restore_slot(event_id=event_id, by=PLANNER)

    assert [warning.message for warning in change.warnings] == [f"{chosen} is also current on Mill 2."]
