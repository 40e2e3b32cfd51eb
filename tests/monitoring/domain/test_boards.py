"""Every machine with its two slots, as the planning screens read them."""

import pytest

from monitoring.domain.board import machine_board, machine_boards, slots_holding
from monitoring.domain.errors import InvalidValue
from monitoring.domain.plant import active_override_count, diverging_slots
from tests.factories import (
    CURRENT,
    NEXT,
    assigned,
    machine,
    machines,
    marked_idle,
    monitor_plans,
    operation,
    pool_operation,
)

pytestmark = pytest.mark.django_db


def names(**filters: object) -> list[str]:
    """The machines that a filter leaves, in their order."""
    return [board.machine.name for board in machine_boards(**filters)]  # type: ignore[arg-type]  # any filter


def test_machines_are_ordered_by_name() -> None:
    for name in ("Mill 2", "Lathe 1", "Saw 3"):
        machine(name)

    assert names() == ["Lathe 1", "Mill 2", "Saw 3"]


def test_filters_narrow_the_list() -> None:
    lathe, mill = machine("Lathe 1"), machine("Mill 2", is_active=False)

    assert names(active_only=True) == ["Lathe 1"]
    assert names(name_contains="mil") == ["Mill 2"]
    assert names(name_contains="%") == []
    assert names(machine_pks=[mill.pk, lathe.pk, 4711, 0, -1, 2**80]) == ["Lathe 1", "Mill 2"]
    assert names(machine_pks=[]) == []


@pytest.mark.parametrize("text", ["nul \x00", "half \ud800", "x" * 256])
def test_a_name_to_search_that_no_database_takes_is_refused_by_name(text: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        names(name_contains=text)

    assert refusal.value.field == "name_contains"


@pytest.mark.parametrize("machine_pk", [4711, 0, -1, 2**63, 2**80])
def test_a_machine_that_does_not_exist_has_no_board(machine_pk: int) -> None:
    assert machine_board(machine_pk=machine_pk) is None


def test_a_board_shows_when_monitor_was_last_heard_of_for_each_slot() -> None:
    on = machine()
    monitor_plans(on, "1", slot=NEXT)

    board = machine_board(machine_pk=on.pk)

    on.refresh_from_db()
    assert board is not None
    assert board.current.monitor_last_heard_at is None
    assert board.next.monitor_last_heard_at == on.monitor_next_heard_at is not None


def test_the_placeholder_is_shown_as_nothing_planned() -> None:
    on = machine()
    operation(on, name="No operation", planned_as=CURRENT)

    board = machine_board(machine_pk=on.pk)

    assert board is not None
    assert board.current.monitor_operation is None


def test_the_slots_that_hold_an_operation_are_found_by_machine_current_before_next() -> None:
    first, second = machines(2)
    chosen, free = pool_operation("1"), pool_operation("2")
    assigned(second, chosen, slot=NEXT)
    assigned(second, chosen, slot=CURRENT)
    assigned(first, chosen, slot=NEXT)
    operation(first, "1", planned_as=CURRENT)

    found = slots_holding(operation_pks=[chosen.pk, free.pk])

    assert [(slot.machine, slot.operation_type) for slot in found[chosen.pk]] == [
        (first, NEXT),
        (second, CURRENT),
        (second, NEXT),
    ]
    assert found[free.pk] == []


def test_the_plant_counts_every_override_and_shows_where_it_differs_from_monitor() -> None:
    first, second, third = machines(3)
    operation(first, "A", planned_as=CURRENT)
    assigned(first, pool_operation("A"), slot=CURRENT)
    assigned(first, pool_operation("B"), slot=NEXT)
    operation(second, "C", planned_as=CURRENT)
    marked_idle(second)
    marked_idle(third)

    assert active_override_count() == 4
    assert [(slot.machine, slot.operation_type) for slot in diverging_slots()] == [
        (first, NEXT),
        (second, CURRENT),
    ]
