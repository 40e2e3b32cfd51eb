"""Any existing operation may be assigned; what is unusual about it is a warning, never a refusal (rule 2)."""

import pytest

from monitoring.choices import OperationType
from monitoring.domain.assignment_warnings import AssignmentWarning, WarningCode
from monitoring.domain.assignments import SlotChange, assign_operation, mark_slot_idle
from monitoring.models import Machine, Monitor_operation
from tests.factories import CURRENT, NEXT, PLANNER, assigned, machine, operation, pool_operation, slot_of

pytestmark = pytest.mark.django_db


def assign(
    on: Machine, what: Monitor_operation, *, slot: OperationType = CURRENT, note: str = ""
) -> SlotChange:
    """Assign and return the answer."""
    return assign_operation(slot=slot_of(on, slot), operation_pk=what.pk, by=PLANNER, note=note)


def test_an_operation_of_the_pool_gets_no_warning() -> None:
    change = assign(machine(), pool_operation())

    assert (change.changed, change.warnings) == (True, ())


def test_an_operation_outside_the_pool_gets_a_warning() -> None:
    change = assign(machine(), operation(None, "7", name="Shaft"))

    assert change.changed
    assert change.warnings == (
        AssignmentWarning(WarningCode.OUTSIDE_POOL, "Shaft (7) is not in the pool of operations."),
    )


def test_the_machines_own_operation_is_only_outside_the_pool() -> None:
    on = machine()

    change = assign(on, operation(on, planned_as=NEXT))

    assert [warning.code for warning in change.warnings] == [WarningCode.OUTSIDE_POOL]


def test_another_machines_operation_gets_a_warning_that_names_the_machine() -> None:
    other = machine("Mill 2")

    change = assign(machine("Lathe 1"), operation(other, "7", name="Shaft", is_in_pool=True))

    assert change.changed
    assert change.warnings == (
        AssignmentWarning(WarningCode.OTHER_MACHINES_OPERATION, "Shaft (7) belongs to Mill 2."),
    )


def test_each_other_slot_that_holds_the_operation_gets_a_warning() -> None:
    on, other = machine("Lathe 1"), machine("Mill 2")
    chosen = pool_operation("7", "Shaft")
    assigned(other, chosen, slot=CURRENT)
    assigned(other, chosen, slot=NEXT)
    assigned(on, chosen, slot=NEXT)

    change = assign(on, chosen, slot=CURRENT)

    assert change.changed
    assert [(warning.code, warning.message) for warning in change.warnings] == [
        (WarningCode.ALREADY_IN_A_SLOT, "Shaft (7) is also next on Lathe 1."),
        (WarningCode.ALREADY_IN_A_SLOT, "Shaft (7) is also current on Mill 2."),
        (WarningCode.ALREADY_IN_A_SLOT, "Shaft (7) is also next on Mill 2."),
    ]


def test_idle_gets_no_warning() -> None:
    assert mark_slot_idle(slot=slot_of(machine()), by=PLANNER).warnings == ()


def test_a_repeated_wish_says_that_its_note_was_not_kept() -> None:
    on = machine()
    chosen = assigned(on, note="Rush order")

    change = assign(on, chosen, note="Repair")

    assert (change.changed, change.slot.note) == (False, "Rush order")
    assert [warning.code for warning in change.warnings] == [WarningCode.NOTE_KEPT]


@pytest.mark.parametrize("note", ["", "Rush order"], ids=["no note", "the same note"])
def test_a_repeated_wish_with_nothing_new_to_note_gets_no_warning(note: str) -> None:
    on = machine()
    chosen = assigned(on, note="Rush order")

    assert assign(on, chosen, note=note).warnings == ()
