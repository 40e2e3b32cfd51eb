"""A slot holds at most one of: a manual operation, idle, nothing (rule 1). The database's side is in `test_models`."""

import pytest

from monitoring.choices import OperationType
from monitoring.domain.assignments import assign_operation, clear_slot
from monitoring.domain.board import machine_board
from monitoring.domain.slot_views import SlotSource, SlotView
from monitoring.models import Machine
from tests.factories import (
    CURRENT,
    NEXT,
    PLANNER,
    assigned,
    assignment,
    machine,
    marked_idle,
    operation,
    pool_operation,
    slot_of,
)

pytestmark = pytest.mark.django_db


def slot_as_read(on: Machine, slot: OperationType = CURRENT) -> SlotView:
    """The slot as a screen reads it."""
    board = machine_board(machine_pk=on.pk)
    assert board is not None
    return board.slot(slot)


def test_a_machine_without_an_assignment_row_has_two_empty_slots() -> None:
    on = machine()

    for slot in OperationType:
        view = slot_as_read(on, slot)

        assert (view.source, view.operation, view.version) == (SlotSource.EMPTY, None, 0)
        assert (view.set_at, view.set_by, view.note) == (None, None, None)


def test_a_slot_without_an_override_shows_monitors_operation() -> None:
    on = machine()
    planned = operation(on, planned_as=CURRENT)

    view = slot_as_read(on)

    assert (view.source, view.operation, view.manual_operation) == (SlotSource.MONITOR, planned, None)
    assert not view.diverges


def test_a_manual_operation_counts_before_monitors() -> None:
    on = machine()
    planned = operation(on, "1", planned_as=CURRENT)
    chosen = assigned(on)

    view = slot_as_read(on)

    assert (view.source, view.operation, view.monitor_operation) == (SlotSource.MANUAL, chosen, planned)
    assert view.diverges


def test_a_manual_operation_with_the_id_that_monitor_plans_does_not_diverge() -> None:
    on = machine()
    operation(on, "1", planned_as=CURRENT)
    assigned(on, pool_operation("1"))

    assert not slot_as_read(on).diverges


def test_an_idle_slot_shows_no_operation_whatever_monitor_plans() -> None:
    on = machine()
    planned = operation(on, planned_as=CURRENT)
    marked_idle(on)

    view = slot_as_read(on)

    assert (view.source, view.operation, view.monitor_operation) == (SlotSource.IDLE, None, planned)
    assert view.diverges


def test_an_idle_slot_does_not_diverge_where_monitor_plans_nothing() -> None:
    on = machine()
    marked_idle(on)

    assert not slot_as_read(on).diverges


def test_assigning_an_idle_slot_ends_idle() -> None:
    on = machine()
    marked_idle(on)

    chosen = assigned(on)

    view = slot_as_read(on)
    assert (view.is_idle, view.manual_operation) == (False, chosen)


def test_marking_an_assigned_slot_idle_takes_the_operation_out() -> None:
    on = machine()
    assigned(on)

    view = marked_idle(on)

    assert (view.is_idle, view.manual_operation) == (True, None)


def test_clearing_gives_the_slot_back_to_monitor() -> None:
    on = machine()
    planned = operation(on, planned_as=CURRENT)
    assigned(on)

    view = clear_slot(slot=slot_of(on), by=PLANNER).slot

    assert (view.source, view.operation) == (SlotSource.MONITOR, planned)


def test_the_two_slots_of_a_machine_are_independent() -> None:
    on = machine()
    current, following = pool_operation("1"), pool_operation("2")
    assigned(on, current, slot=CURRENT)
    assigned(on, following, slot=NEXT)

    clear_slot(slot=slot_of(on, CURRENT), by=PLANNER)

    assert slot_as_read(on, CURRENT).manual_operation is None
    assert slot_as_read(on, NEXT).manual_operation == following
    assert (slot_as_read(on, CURRENT).version, slot_as_read(on, NEXT).version) == (2, 1)


def test_one_operation_may_be_in_both_slots() -> None:
    on = machine()
    chosen = assigned(on, slot=CURRENT)

    change = assign_operation(slot=slot_of(on, NEXT), operation_pk=chosen.pk, by=PLANNER)

    assert change.changed
    assert (slot_as_read(on, CURRENT).operation, slot_as_read(on, NEXT).operation) == (chosen, chosen)


def test_an_assignment_row_made_by_orm_is_an_override() -> None:
    on = machine()
    chosen = pool_operation()
    assignment(on, current=chosen, manual_next_is_idle=True)

    assert slot_as_read(on, CURRENT).manual_operation == chosen
    assert slot_as_read(on, NEXT).is_idle
    assert (slot_as_read(on).version, slot_as_read(on).set_by, slot_as_read(on).set_at) == (0, None, None)
