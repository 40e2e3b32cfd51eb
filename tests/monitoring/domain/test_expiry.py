"""An override expires when Monitor moves on, in the same transaction, with its reason (rule 6)."""

import pytest

from monitoring.choices import OperationType
from monitoring.domain.assignments import restore_slot
from monitoring.domain.board import machine_boards
from monitoring.domain.manual_assignments import manual_assignments
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    NEXT,
    OTHER_PLANNER,
    assigned,
    assignment,
    machine,
    marked_idle,
    monitor_plans,
    operation,
    pool_operation,
)

pytestmark = pytest.mark.django_db

PLACEHOLDER = "No operation"


def is_overridden(on: Machine, slot: OperationType = CURRENT) -> bool:
    """Whether a slot still holds what the planner put there."""
    row = MachineOperationAssignment.objects.get(machine=on)
    return bool(
        getattr(row, f"manual_{slot.value}_operation_id") or getattr(row, f"manual_{slot.value}_is_idle")
    )


def saved_id(on: Machine, slot: OperationType = CURRENT) -> str | None:
    """Monitor's id that the override remembers."""
    column = f"saved_monitor_{slot.value}_op_id"
    saved: str | None = MachineOperationAssignment.objects.values_list(column, flat=True).get(machine=on)
    return saved


@pytest.mark.parametrize("slot", OperationType)
def test_a_manual_operation_expires_when_monitor_moves_on(slot: OperationType) -> None:
    on = machine()
    monitor_plans(on, "A", slot=slot)
    chosen = assigned(on, slot=slot, note="Rush order")

    assert monitor_plans(on, "B", slot=slot)

    event = PlanningEvent.objects.get(kind="expired")
    assert not is_overridden(on, slot)
    assert manual_assignments() == []
    assert (event.reason, event.operation_pk) == ("Monitor moved from A to B", chosen.pk)
    assert (event.machine_pk, event.operation_type, event.actor) == (on.pk, slot, "monitor script")
    assert event.before is not None
    assert (event.before["held"], event.before["note"]) == ("operation", "Rush order")


@pytest.mark.parametrize("slot", OperationType)
def test_idle_expires_when_monitor_moves_on(slot: OperationType) -> None:
    on = machine()
    monitor_plans(on, "A", slot=slot)
    marked_idle(on, slot=slot)

    monitor_plans(on, "B", slot=slot)

    assert not is_overridden(on, slot)


def test_expiry_empties_who_when_note_and_saved_id_and_bumps_the_version() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on, note="Rush order")

    monitor_plans(on, "B")

    row = MachineOperationAssignment.objects.get(machine=on)
    assert (row.manual_current_set_by, row.manual_current_set_at, row.manual_current_note) == ("", None, "")
    assert (row.saved_monitor_current_op_id, row.manual_current_version) == (None, 2)


def test_an_override_stays_while_monitor_says_the_same() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)

    monitor_plans(on, "A", currently_made_quantity=7)

    assert is_overridden(on)


def test_an_override_of_the_other_slot_stays() -> None:
    on = machine()
    monitor_plans(on, "A", slot=CURRENT)
    monitor_plans(on, "B", slot=NEXT)
    assigned(on, slot=NEXT)

    monitor_plans(on, "C", slot=CURRENT)

    assert is_overridden(on, NEXT)


def test_only_the_slot_that_an_update_names_can_expire_while_the_halves_of_a_swap_arrive() -> None:
    on = machine()
    monitor_plans(on, "A", slot=CURRENT)
    monitor_plans(on, "B", slot=NEXT)
    assigned(on, pool_operation("7"), slot=CURRENT)
    assigned(on, pool_operation("8"), slot=NEXT)

    monitor_plans(on, "B", slot=CURRENT)
    assert (is_overridden(on, CURRENT), is_overridden(on, NEXT)) == (False, True)
    monitor_plans(on, "A", slot=NEXT)

    assert (is_overridden(on, CURRENT), is_overridden(on, NEXT)) == (False, False)


def test_an_override_stays_where_monitor_takes_its_move_back_before_speaking_of_the_slot() -> None:
    on = machine()
    monitor_plans(on, "A", slot=CURRENT)
    monitor_plans(on, "B", slot=NEXT)
    assigned(on, slot=NEXT)

    monitor_plans(on, "B", slot=CURRENT)
    monitor_plans(on, "A", slot=CURRENT)
    monitor_plans(on, "B", slot=NEXT)

    assert is_overridden(on, NEXT)


@pytest.mark.parametrize("order", [(CURRENT, NEXT), (NEXT, CURRENT)], ids=["current first", "next first"])
def test_an_override_of_next_expires_when_its_job_starts_and_nothing_follows_in_either_order(
    order: tuple[OperationType, OperationType],
) -> None:
    on = machine()
    monitor_plans(on, "A", slot=CURRENT)
    monitor_plans(on, "B", slot=NEXT)
    assigned(on, slot=NEXT)
    plan = {CURRENT: ("B", "Shaft"), NEXT: (None, PLACEHOLDER)}

    for slot in order:
        monitor_id, name = plan[slot]
        monitor_plans(on, monitor_id, slot=slot, name=name)

    assert not is_overridden(on, NEXT)
    assert PlanningEvent.objects.get(kind="expired").reason == "Monitor moved from B to nothing"


def test_an_override_of_next_expires_when_its_job_starts_and_a_row_made_by_hand_follows() -> None:
    on = machine()
    operation(on, "B", priority=1)
    operation(on, "C", priority=2)
    assigned(on, slot=NEXT)

    monitor_plans(on, "B", slot=CURRENT)
    monitor_plans(on, "C", slot=NEXT)

    assert not is_overridden(on, NEXT)


def test_an_override_set_while_monitor_had_nothing_expires_when_monitor_plans_a_job() -> None:
    on = machine()
    monitor_plans(on, None, name=PLACEHOLDER)
    assigned(on)

    monitor_plans(on, None, name=PLACEHOLDER)
    assert is_overridden(on)
    monitor_plans(on, "A")

    assert not is_overridden(on)
    assert PlanningEvent.objects.get(kind="expired").reason == "Monitor moved from nothing to A"


def test_an_override_expires_when_monitor_moves_to_nothing() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)

    monitor_plans(on, None, name=PLACEHOLDER)

    assert not is_overridden(on)
    assert PlanningEvent.objects.get(kind="expired").reason == "Monitor moved from A to nothing"


def test_where_monitor_was_never_heard_of_its_first_id_fills_the_saved_id_and_expires_nothing() -> None:
    on = machine()
    assigned(on)

    monitor_plans(on, "A")
    assert (is_overridden(on), saved_id(on)) == (True, "A")
    monitor_plans(on, "A")
    assert is_overridden(on)
    monitor_plans(on, "B")

    assert not is_overridden(on)


def test_hearing_of_one_slot_is_not_hearing_of_the_other() -> None:
    on = machine()
    monitor_plans(on, "A", slot=CURRENT)
    assigned(on, slot=NEXT)

    monitor_plans(on, "B", slot=NEXT)

    assert (is_overridden(on, NEXT), saved_id(on, NEXT)) == (True, "B")


def test_filling_the_saved_id_is_no_change_of_the_slot() -> None:
    on = machine()
    assigned(on)

    monitor_plans(on, "A")

    row = MachineOperationAssignment.objects.get(machine=on)
    assert (row.manual_current_version, row.manual_current_set_by) == (1, "planner")
    assert list(PlanningEvent.objects.order_by("pk").values_list("kind", flat=True)) == [
        "assigned",
        "monitor_moved_on",
    ]


def test_an_override_made_by_orm_without_a_saved_id_expires_only_when_monitor_moves_on() -> None:
    on = machine()
    monitor_plans(on, "A")
    assignment(on, current=pool_operation())

    monitor_plans(on, "A", currently_made_quantity=1)
    assert is_overridden(on)
    monitor_plans(on, "B")

    assert not is_overridden(on)


def test_an_override_expires_when_monitor_itself_starts_the_overridden_job() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on, pool_operation("7"))

    monitor_plans(on, "7")

    assert not is_overridden(on)
    assert machine_boards()[0].current.operation == on.monitor_operations.get(monitor_operation_id="7")


def test_an_override_stays_when_monitor_returns_to_the_id_of_that_moment() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)
    Monitor_operation.objects.filter(machine=on).delete()

    monitor_plans(on, "A")

    assert is_overridden(on)


def test_an_expired_override_can_be_set_again_from_its_event() -> None:
    on = machine()
    monitor_plans(on, "A")
    chosen = assigned(on, note="Rush order")
    monitor_plans(on, "B")

    change = restore_slot(event_id=PlanningEvent.objects.get(kind="expired").pk, by=OTHER_PLANNER)

    assert (change.changed, change.slot.operation, change.slot.note) == (True, chosen, "Rush order")
    assert (change.slot.set_by, saved_id(on), change.slot.version) == ("other planner", "B", 3)
