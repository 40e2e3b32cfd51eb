"""Which row is Monitor's where none is marked: rows made by ORM or admin, as the script's document reads them."""

import pytest

from monitoring.choices import OperationType
from monitoring.domain.board import machine_board
from monitoring.models import Machine, Monitor_operation
from tests.factories import (
    CURRENT,
    NEXT,
    assigned,
    assignment,
    machine,
    monitor_plans,
    operation,
)

pytestmark = pytest.mark.django_db


def planned(on: Machine, slot: OperationType = CURRENT) -> Monitor_operation | None:
    """Monitor's operation in a slot as a screen reads it."""
    board = machine_board(machine_pk=on.pk)
    assert board is not None
    return board.slot(slot).monitor_operation


def test_the_row_in_progress_is_monitors_current() -> None:
    on = machine()
    operation(on, "1")
    running = operation(on, "2", is_in_progress=True)

    assert planned(on, CURRENT) == running


def test_of_two_rows_in_progress_the_older_one_counts() -> None:
    on = machine()
    older = operation(on, "1", is_in_progress=True, priority=9)
    operation(on, "2", is_in_progress=True, priority=1)

    assert planned(on, CURRENT) == older


def test_monitors_next_is_the_first_by_priority_of_those_not_in_progress() -> None:
    on = machine()
    operation(on, "1", is_in_progress=True, priority=1)
    operation(on, "2", priority=3)
    first = operation(on, "3", priority=2)

    assert planned(on, NEXT) == first


def test_a_row_without_a_priority_comes_last() -> None:
    on = machine()
    operation(on, "1", priority=None)
    first = operation(on, "2", priority=99)

    assert planned(on, NEXT) == first


def test_of_two_rows_with_one_priority_the_older_one_counts() -> None:
    on = machine()
    older = operation(on, "1", priority=2)
    operation(on, "2", priority=2)

    assert planned(on, NEXT) == older


@pytest.mark.parametrize("slot", OperationType)
def test_a_row_of_the_pool_is_never_monitors_plan(slot: OperationType) -> None:
    on = machine()
    operation(on, "1", is_in_pool=True, is_in_progress=slot is CURRENT)

    assert planned(on, slot) is None


@pytest.mark.parametrize("holder_slot", OperationType)
@pytest.mark.parametrize("slot", OperationType)
def test_a_row_that_any_slot_holds_is_not_monitors_plan(
    slot: OperationType, holder_slot: OperationType
) -> None:
    on, holder = machine("Lathe 1"), machine("Mill 2")
    held = operation(on, "1", is_in_progress=slot is CURRENT)
    assignment(holder, **{holder_slot.value: held})

    assert planned(on, slot) is None


@pytest.mark.parametrize("slot", OperationType)
def test_a_marked_row_counts_before_rows_made_by_hand(slot: OperationType) -> None:
    on = machine()
    operation(on, "1", is_in_progress=slot is CURRENT, priority=1)
    marked = operation(on, "2", planned_as=slot, priority=9)

    assert planned(on, slot) == marked


def test_a_marked_row_counts_even_where_a_slot_holds_it() -> None:
    on = machine()
    marked = operation(on, "1", planned_as=CURRENT)
    assignment(on, next=marked)

    assert planned(on, CURRENT) == marked


@pytest.mark.parametrize("slot", OperationType)
def test_another_machines_rows_do_not_count(slot: OperationType) -> None:
    operation(machine("Mill 2"), "1", planned_as=slot)
    operation(None, "2", is_in_progress=slot is CURRENT)

    assert planned(machine("Lathe 1"), slot) is None


def test_a_row_that_monitor_left_is_not_taken_for_a_planned_one() -> None:
    on = machine()
    operation(on, "1", planned_as=NEXT)
    monitor_plans(on, "2", slot=NEXT)

    Monitor_operation.objects.filter(monitor_operation_id="2").delete()

    assert planned(on, NEXT) is None


@pytest.mark.parametrize("slot", OperationType)
def test_an_update_with_the_id_of_a_row_made_by_hand_marks_that_row(slot: OperationType) -> None:
    on = machine()
    made_by_hand = operation(on, "1", is_in_progress=slot is CURRENT)

    monitor_plans(on, "1", slot=slot, name="Axle")

    made_by_hand.refresh_from_db()
    assert (made_by_hand.monitor_slot, made_by_hand.name) == (slot, "Axle")
    assert made_by_hand.is_in_progress == (slot is CURRENT)
    assert on.monitor_operations.count() == 1


def test_when_monitor_moves_on_every_row_made_by_hand_stops_being_in_progress() -> None:
    on = machine()
    rows = [operation(on, monitor_id, is_in_progress=True) for monitor_id in ("1", "2")]

    monitor_plans(on, "3")

    assert [(row.is_in_progress, row.monitor_left_at is None) for row in _reread(rows)] == [
        (False, False)
    ] * 2
    assert on.monitor_operations.get(is_in_progress=True).monitor_operation_id == "3"


def test_a_queued_row_made_by_hand_is_history_once_monitor_plans_another() -> None:
    on = machine()
    made_by_hand = operation(on, "1", priority=1)

    monitor_plans(on, "2", slot=NEXT)
    monitor_plans(on, "2", slot=CURRENT)

    made_by_hand.refresh_from_db()
    assert made_by_hand.monitor_left_at is not None
    assert planned(on, NEXT) is None


def test_when_monitor_moves_on_the_rest_of_a_queue_made_by_hand_stays() -> None:
    on = machine()
    first, second = operation(on, "1", priority=1), operation(on, "2", priority=2)

    monitor_plans(on, "1", slot=CURRENT)

    assert (planned(on, CURRENT), planned(on, NEXT)) == (first, second)


def test_of_several_rows_with_one_id_the_machines_own_counts_before_the_pools() -> None:
    on = machine()
    operation(on, "1", is_in_pool=True)
    own = operation(on, "1", monitor_left_at="2025-01-15T03:00:00Z")

    monitor_plans(on, "1", slot=CURRENT)

    assert planned(on, CURRENT) == own


def test_of_several_rows_with_one_id_the_one_that_counts_here_is_not_exchanged_for_the_other_slots() -> None:
    on = machine()
    following = operation(on, "1", planned_as=NEXT)
    running = operation(on, "1", is_in_progress=True)

    monitor_plans(on, "1", slot=CURRENT)

    assert (planned(on, CURRENT), planned(on, NEXT)) == (running, following)


def test_a_row_that_is_assigned_and_then_planned_by_monitor_is_one_row() -> None:
    on = machine()
    own = assigned(on, operation(on, "1", is_in_progress=True))

    monitor_plans(on, "1")

    assert planned(on, CURRENT) == own
    assert on.monitor_operations.count() == 1


def _reread(rows: list[Monitor_operation]) -> list[Monitor_operation]:
    return list(Monitor_operation.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
