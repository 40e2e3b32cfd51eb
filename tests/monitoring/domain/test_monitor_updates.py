"""A Monitor update speaks of Monitor's plan, never of an override (rule 5)."""

from datetime import date
from typing import Any

import pytest

from monitoring.choices import OperationType
from monitoring.domain.board import machine_board
from monitoring.domain.errors import InvalidValue, MachineNotFound, OperationNotFound, PermissionDenied
from monitoring.models import Machine, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    NEXT,
    VIEWER,
    assigned,
    full_operation,
    machine,
    monitor_plans,
    operation,
    pool_operation,
)

pytestmark = pytest.mark.django_db


def planned(on: Machine, slot: OperationType = CURRENT) -> Monitor_operation | None:
    """Monitor's operation in a slot as a screen reads it."""
    board = machine_board(machine_pk=on.pk)
    assert board is not None
    return board.slot(slot).monitor_operation


def columns(what: Monitor_operation) -> dict[str, object]:
    """The row as the database has it."""
    return dict(Monitor_operation.objects.filter(pk=what.pk).values().get())


@pytest.mark.parametrize("slot", OperationType)
def test_the_first_update_makes_a_row_marked_for_the_slot(slot: OperationType) -> None:
    on = machine()

    changed = monitor_plans(on, "1", slot=slot, name="Shaft", quantity=100, currently_made_quantity=3)

    row = on.monitor_operations.get()
    assert changed
    assert (row.monitor_operation_id, row.monitor_slot, row.is_in_progress) == ("1", slot, slot is CURRENT)
    assert (row.name, row.quantity, row.currently_made_quantity, row.is_in_pool) == ("Shaft", 100, 3, False)


def test_the_same_id_writes_the_fields_present_and_keeps_the_others() -> None:
    on = machine()
    row = full_operation(on, "1", planned_as=CURRENT)
    before = columns(row)

    changed = monitor_plans(on, "1", name="Axle", planned_finish_date=None, is_setup=True)

    assert changed
    assert columns(row) == before | {"name": "Axle", "planned_finish_date": None, "is_setup": True}


def test_every_field_of_a_full_update_is_written() -> None:
    on = machine()
    fields: dict[str, Any] = {
        "name": "Shaft",
        "quantity": 100,
        "currently_made_quantity": 45,
        "is_setup": False,
        "material": "Steel 1650",
        "report_number": "R-1001",
        "location": "Hall 2",
        "priority": 3,
        "planned_start_date": date(2025, 1, 15),
        "planned_finish_date": date(2025, 1, 20),
        "employee_ids": ["17"],
        "employee_names": ["Operator 17"],
        "employee_django_user_ids": [None, 4],
    }

    monitor_plans(on, "1", **fields, drawing=b"%PDF-1.7")

    row = on.monitor_operations.get()
    assert {name: getattr(row, name) for name in fields} == fields
    assert bytes(row.drawing.image) == b"%PDF-1.7"


def test_the_same_update_again_changes_nothing() -> None:
    on = machine()
    monitor_plans(on, "1", name="Shaft", quantity=100, drawing=b"%PDF-1.7")
    rows, events = list(Monitor_operation.objects.values()), PlanningEvent.objects.count()

    assert not monitor_plans(on, "1", name="Shaft", quantity=100, drawing=b"%PDF-1.7")

    assert list(Monitor_operation.objects.values()) == rows
    assert PlanningEvent.objects.count() == events


def test_an_id_that_equals_the_manual_operations_is_still_monitors_plan() -> None:
    on = machine()
    chosen = assigned(on, pool_operation("7", "Housing"))

    monitor_plans(on, "7", name="Axle", currently_made_quantity=9)

    row = planned(on)
    assert row is not None
    assert row != chosen
    assert (row.machine, row.name, row.currently_made_quantity) == (on, "Axle", 9)
    chosen.refresh_from_db()
    assert (chosen.name, chosen.currently_made_quantity, chosen.machine) == ("Housing", 0, None)


def test_another_id_leaves_the_old_row_as_history() -> None:
    on = machine()
    old = full_operation(on, "1", planned_as=CURRENT)
    before = columns(old)

    monitor_plans(on, "2")

    after = columns(old)
    assert after.pop("monitor_left_at") is not None
    assert after == {name: value for name, value in before.items() if name != "monitor_left_at"} | {
        "monitor_slot": None,
        "is_in_progress": False,
    }
    assert getattr(planned(on), "monitor_operation_id", None) == "2"


def test_a_job_that_returns_from_history_is_the_same_row() -> None:
    on = machine()
    row = full_operation(on, "1", planned_as=CURRENT)
    monitor_plans(on, "2")

    monitor_plans(on, "1")

    assert planned(on) == row
    row.refresh_from_db()
    assert (row.monitor_left_at, row.is_in_progress, row.currently_made_quantity) == (None, True, 45)
    assert on.monitor_operations.count() == 2


def test_current_and_next_swap_by_two_updates_without_a_new_row() -> None:
    on = machine()
    first, second = operation(on, "1", planned_as=CURRENT), operation(on, "2", planned_as=NEXT)

    monitor_plans(on, "2", slot=CURRENT)
    assert (planned(on, CURRENT), planned(on, NEXT)) == (second, None)
    monitor_plans(on, "1", slot=NEXT)

    assert (planned(on, CURRENT), planned(on, NEXT)) == (second, first)
    assert [row.is_in_progress for row in on.monitor_operations.order_by("pk")] == [False, True]
    assert on.monitor_operations.count() == 2


def test_next_becomes_current_and_a_new_job_becomes_next() -> None:
    on = machine()
    first, second = operation(on, "1", planned_as=CURRENT), operation(on, "2", planned_as=NEXT)

    monitor_plans(on, "3", slot=NEXT)
    monitor_plans(on, "2", slot=CURRENT)

    third = on.monitor_operations.get(monitor_operation_id="3")
    first.refresh_from_db()
    assert (planned(on, CURRENT), planned(on, NEXT)) == (second, third)
    assert first.monitor_left_at is not None


def test_a_job_that_monitor_plans_next_starts_before_history_with_the_same_id() -> None:
    on = machine()
    operation(on, "7", monitor_left_at="2025-01-15T03:00:00Z")
    following = operation(on, "7", planned_as=NEXT)

    monitor_plans(on, "7", slot=CURRENT)

    assert (planned(on, CURRENT), planned(on, NEXT)) == (following, None)


def test_another_machines_and_the_pools_rows_with_that_id_are_left_alone() -> None:
    on, other = machine("Lathe 1"), machine("Mill 2")
    rows = [operation(other, "7", planned_as=CURRENT), pool_operation("7"), operation(None, "7")]
    before = [columns(row) for row in rows]

    monitor_plans(on, "7", name="Axle")

    assert [columns(row) for row in rows] == before
    assert on.monitor_operations.count() == 1


def test_an_update_without_an_id_speaks_of_the_row_that_monitor_plans() -> None:
    on = machine()
    row = operation(on, "1", planned_as=NEXT)

    assert monitor_plans(on, None, slot=NEXT, name="Axle")

    row.refresh_from_db()
    assert (row.name, row.monitor_operation_id, row.monitor_slot) == ("Axle", "1", NEXT)


def test_an_update_without_an_id_is_refused_where_monitor_plans_nothing() -> None:
    on = machine()

    with pytest.raises(OperationNotFound, match="Monitor plans nothing as current on machine") as refusal:
        monitor_plans(on, None, name="Axle")

    assert refusal.value.field == "monitor_operation_id"
    on.refresh_from_db()
    assert (on.monitor_operations.count(), on.monitor_current_heard_at) == (0, None)


@pytest.mark.parametrize("slot", OperationType)
def test_an_update_notes_when_monitor_was_heard_of_for_that_slot_alone(slot: OperationType) -> None:
    on = machine()

    monitor_plans(on, "1", slot=slot)

    on.refresh_from_db()
    heard = {CURRENT: on.monitor_current_heard_at, NEXT: on.monitor_next_heard_at}
    assert {heard_slot for heard_slot, time in heard.items() if time is not None} == {slot}


def test_an_update_of_an_unknown_machine_is_refused() -> None:
    with pytest.raises(MachineNotFound):
        monitor_plans(Machine(pk=4711), "1")

    assert not Monitor_operation.objects.exists()


def test_an_update_needs_the_right_to_report() -> None:
    on = machine()

    with pytest.raises(PermissionDenied):
        monitor_plans(on, "1", by=VIEWER)

    assert not Monitor_operation.objects.exists()


@pytest.mark.parametrize("monitor_id", ["x" * 256, "nul \x00", "half \ud800"])
def test_an_id_that_cannot_be_stored_is_refused_by_name(monitor_id: str) -> None:
    on = machine()

    with pytest.raises(InvalidValue) as refusal:
        monitor_plans(on, monitor_id, name="Axle")

    assert refusal.value.field == "monitor_operation_id"
    assert not Monitor_operation.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 256),
        ("material", "nul \x00"),
        ("location", "half \ud800"),
        ("quantity", -1),
        ("quantity", 2**31),
        ("currently_made_quantity", 2**31),
        ("priority", 2**31),
        ("priority", True),
        ("employee_names", ["Operator 17", "nul \x00"]),
    ],
)
def test_a_field_that_cannot_be_stored_is_refused_by_name_and_changes_nothing(field: str, value: Any) -> None:
    on = machine()

    with pytest.raises(InvalidValue) as refusal:
        monitor_plans(on, "1", **{field: value})

    assert refusal.value.field == field
    assert not Monitor_operation.objects.exists()
    assert not PlanningEvent.objects.exists()
