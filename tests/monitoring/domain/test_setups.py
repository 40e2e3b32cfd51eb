"""Setup or running: the planner's toggle for the operation that a slot holds."""

import pytest

from monitoring.choices import OperationType
from monitoring.domain.actors import Actor
from monitoring.domain.errors import MachineNotFound, OperationNotAssigned, PermissionDenied
from monitoring.domain.reports import ReportOutcome
from monitoring.domain.setups import set_operation_setup
from monitoring.models import Machine, Monitor_operation, PlanningEvent
from tests.factories import CURRENT, NEXT, PLANNER, REPORTER, assigned, machine, operation

pytestmark = pytest.mark.django_db


def toggle(
    on: Machine,
    what: Monitor_operation,
    *,
    slot: OperationType = CURRENT,
    is_setup: bool = False,
    by: Actor = PLANNER,
) -> ReportOutcome:
    """Set an operation to setup or running."""
    return set_operation_setup(
        machine_pk=on.pk, operation_type=slot, operation_pk=what.pk, is_setup=is_setup, by=by
    )


@pytest.mark.parametrize("slot", OperationType)
def test_the_planners_and_monitors_operation_of_a_slot_can_be_set_to_running(slot: OperationType) -> None:
    on = machine()
    planned, chosen = operation(on, "1", planned_as=slot), assigned(on, slot=slot)

    for row in (planned, chosen):
        outcome = toggle(on, row, slot=slot)

        assert (outcome.changed, outcome.operation, outcome.operation.is_setup) == (True, row, False)
        assert not Monitor_operation.objects.get(pk=row.pk).is_setup


def test_what_is_already_so_changes_nothing() -> None:
    on = machine()
    chosen = assigned(on)
    events = PlanningEvent.objects.count()

    assert not toggle(on, chosen, is_setup=True).changed
    assert PlanningEvent.objects.count() == events


def test_an_operation_that_the_slot_does_not_hold_is_refused_and_not_written() -> None:
    on = machine()
    elsewhere = assigned(on, slot=NEXT)

    with pytest.raises(OperationNotAssigned, match="is not current on Lathe 1") as refusal:
        toggle(on, elsewhere)

    assert refusal.value.field == "operation_id"
    assert Monitor_operation.objects.get(pk=elsewhere.pk).is_setup


def test_a_machine_that_does_not_exist_is_refused() -> None:
    with pytest.raises(MachineNotFound):
        toggle(Machine(pk=4711), Monitor_operation(pk=1))


def test_only_those_who_may_change_assignments_toggle() -> None:
    on = machine()
    chosen = assigned(on)

    with pytest.raises(PermissionDenied):
        toggle(on, chosen, by=REPORTER)

    assert Monitor_operation.objects.get(pk=chosen.pk).is_setup
