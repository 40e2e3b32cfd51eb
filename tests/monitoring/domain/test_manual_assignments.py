"""The list that the script tracks: every operation that a planner put into a slot, and nothing else."""

import pytest

from monitoring.domain.assignment_details import assignment_details
from monitoring.domain.manual_assignments import ManualAssignment, manual_assignments
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    assigned,
    assignment,
    machine,
    machines,
    marked_idle,
    monitor_plans,
    operation,
    pool_operation,
)

pytestmark = pytest.mark.django_db


def test_without_overrides_the_list_is_empty() -> None:
    operation(machine("Lathe 1"), planned_as=CURRENT)
    assignment(machine("Mill 2"))

    assert manual_assignments() == []


def test_both_slots_of_a_machine_are_listed_current_before_next() -> None:
    on = machine()
    following, current = assigned(on, pool_operation("2"), slot=NEXT), assigned(on, pool_operation("1"))

    assert manual_assignments() == [
        ManualAssignment(on.pk, CURRENT, current.pk, "1"),
        ManualAssignment(on.pk, NEXT, following.pk, "2"),
    ]


def test_the_list_is_ordered_by_machine_key_whatever_the_order_of_assigning() -> None:
    rows = [machine(name) for name in ("Z", "A", "M")]
    for on in reversed(rows):
        assigned(on, pool_operation(on.name))

    assert [entry.machine_pk for entry in manual_assignments()] == [on.pk for on in rows]


def test_idle_slots_are_not_listed() -> None:
    on = machine()
    marked_idle(on, slot=CURRENT)
    assigned(on, slot=NEXT)

    assert [entry.operation_type for entry in manual_assignments()] == [NEXT]


def test_an_override_made_by_orm_is_listed() -> None:
    assignment(machine(), current=pool_operation(MONITOR_ID))

    assert [entry.monitor_operation_id for entry in manual_assignments()] == [MONITOR_ID]


def test_an_expired_override_is_not_listed_any_more() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)

    monitor_plans(on, "B")

    assert manual_assignments() == []


def test_the_filters_narrow_the_list() -> None:
    first, second, third = machines(3)
    third.is_active = False
    third.save()
    for on in (first, second, third):
        assigned(on, pool_operation("1"), slot=CURRENT)
        assigned(on, pool_operation("2"), slot=NEXT)

    assert [(e.machine_pk, e.operation_type) for e in manual_assignments(operation_type=NEXT)] == [
        (first.pk, NEXT),
        (second.pk, NEXT),
        (third.pk, NEXT),
    ]
    chosen = manual_assignments(machine_pks=[third.pk, second.pk, 4711, 0, -1, 2**80])
    assert [entry.machine_pk for entry in chosen] == [second.pk, second.pk, third.pk, third.pk]
    active = manual_assignments(active_machines_only=True, operation_type=CURRENT)
    assert [entry.machine_pk for entry in active] == [first.pk, second.pk]
    assert manual_assignments(machine_pks=[]) == []


def test_the_details_list_the_same_assignments_in_the_same_order() -> None:
    for on in reversed([machine(name) for name in ("Z", "A")]):
        assigned(on, pool_operation("2"), slot=NEXT, note="Rush order")
        assigned(on, pool_operation("1"), slot=CURRENT)
    marked_idle(machine("M"))

    details = assignment_details()

    assert [
        (one.machine_pk, one.operation_type, one.operation.pk, one.monitor_operation_id) for one in details
    ] == manual_assignments()
    assert [one.note for one in details] == [None, "Rush order"] * 2
    assert {one.set_by for one in details} == {"planner"}
