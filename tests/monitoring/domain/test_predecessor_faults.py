"""Faults that were seen in production in the system before this one; each test shows the opposite here."""

from typing import Any

import pytest

from monitoring.domain.assignment_warnings import WarningCode
from monitoring.domain.assignments import assign_operation, clear_slot
from monitoring.domain.board import machine_boards
from monitoring.domain.errors import InvalidValue, OperationNotAssigned, PermissionDenied, PoolShrinkRefused
from monitoring.domain.manual_assignments import manual_assignments
from monitoring.domain.monitor_plan import effective_id
from monitoring.domain.operation_fields import ReportFields
from monitoring.domain.pool_sync import PoolOperation, sync_pool
from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.domain.setups import set_operation_setup
from monitoring.domain.slot_views import SlotSource
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    OTHER_PLANNER,
    PLANNER,
    REPORTER,
    VIEWER,
    assigned,
    assignment,
    machine,
    monitor_plans,
    operation,
    pool_operation,
    slot_of,
)

pytestmark = pytest.mark.django_db


def report(on: Machine, made: Any, monitor_operation_id: str = MONITOR_ID) -> None:
    """Report a total for the current slot as the script does."""
    accept_report(
        TrackingReport(
            machine_pk=on.pk,
            operation_type=CURRENT,
            monitor_operation_id=monitor_operation_id,
            fields=ReportFields(currently_made_quantity=made),
        ),
        by=REPORTER,
    )


def catalogue(*ids: str) -> list[PoolOperation]:
    """A catalogue of these ids."""
    return [
        PoolOperation(monitor_operation_id=monitor_id, name="Shaft", report_number=None, quantity=5)
        for monitor_id in ids
    ]


def test_a_late_report_never_rewrites_the_row_that_monitor_plans() -> None:
    on = machine()
    planned = operation(on, "A", planned_as=CURRENT, currently_made_quantity=3)
    assigned(on)
    clear_slot(slot=slot_of(on), by=PLANNER)

    with pytest.raises(OperationNotAssigned):
        report(on, 45)

    planned.refresh_from_db()
    assert (planned.monitor_operation_id, planned.currently_made_quantity) == ("A", 3)


def test_a_sync_without_the_right_to_it_changes_nothing() -> None:
    on = machine()
    chosen = assigned(on)

    with pytest.raises(PermissionDenied):
        sync_pool(catalogue("only"), by=VIEWER)

    chosen.refresh_from_db()
    assert chosen.is_in_pool
    assert len(manual_assignments()) == 1


def test_a_short_catalogue_wipes_neither_the_pool_nor_an_override() -> None:
    on = machine()
    assigned(on, pool_operation("0"))
    for number in range(1, 20):
        pool_operation(f"{number}")

    with pytest.raises(PoolShrinkRefused):
        sync_pool(catalogue("only"), by=REPORTER)
    assert Monitor_operation.objects.filter(is_in_pool=True).count() == 20
    sync_pool(catalogue("only"), by=REPORTER, force=True)

    assert [entry.monitor_operation_id for entry in manual_assignments()] == ["0"]


def test_an_override_stays_when_its_operation_drops_out_of_the_catalogue() -> None:
    on = machine()
    chosen = assigned(on, pool_operation("1"))

    sync_pool(catalogue("2"), by=REPORTER)

    assert [entry.operation_pk for entry in manual_assignments()] == [chosen.pk]
    report(on, 45, "1")
    chosen.refresh_from_db()
    assert (chosen.is_in_pool, chosen.currently_made_quantity) == (False, 45)


def test_an_expired_override_leaves_the_scripts_list_without_anybody_opening_a_board() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)

    monitor_plans(on, "B")

    assert manual_assignments() == []


@pytest.mark.parametrize("is_heard_of", [True, False], ids=["Monitor heard of", "Monitor never heard of"])
def test_an_override_made_without_a_saved_id_survives_boards_and_monitors_next_word(
    is_heard_of: bool,
) -> None:
    on = machine()
    if is_heard_of:
        monitor_plans(on, "A")
    chosen = pool_operation()
    assignment(on, current=chosen)

    machine_boards()
    monitor_plans(on, "A")
    machine_boards()

    assert [entry.operation_pk for entry in manual_assignments()] == [chosen.pk]


def test_an_override_expires_when_monitor_starts_the_overridden_operation_itself() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)

    monitor_plans(on, MONITOR_ID, name="Housing", quantity=7)

    slot = machine_boards()[0].current
    assert manual_assignments() == []
    assert (slot.source, effective_id(slot.operation)) == (SlotSource.MONITOR, MONITOR_ID)
    assert slot.operation is not None
    assert (slot.operation.machine, slot.operation.quantity) == (on, 7)


def test_a_setup_toggle_and_a_total_do_not_overwrite_each_other() -> None:
    on = machine()
    chosen = assigned(on)
    read_before = Monitor_operation.objects.get(pk=chosen.pk)

    report(on, 45)
    set_operation_setup(
        machine_pk=on.pk, operation_type=CURRENT, operation_pk=read_before.pk, is_setup=False, by=PLANNER
    )

    chosen.refresh_from_db()
    assert (chosen.currently_made_quantity, chosen.is_setup) == (45, False)


def test_two_planners_do_not_lose_each_others_slot() -> None:
    on = machine()
    current, following = pool_operation("1"), pool_operation("2")
    seen_by_both = machine_boards()[0]

    assigned(on, current, slot=CURRENT, by=PLANNER)
    assigned(seen_by_both.machine, following, slot=NEXT, by=OTHER_PLANNER)

    row = MachineOperationAssignment.objects.get(machine=on)
    assert (row.manual_current_operation, row.manual_next_operation) == (current, following)


def test_reading_writes_nothing() -> None:
    on = machine()
    monitor_plans(on, "A")
    assignment(on, current=pool_operation(), saved_monitor_current_op_id="an id of long ago")
    rows, events = list(MachineOperationAssignment.objects.values()), PlanningEvent.objects.count()

    machine_boards()
    manual_assignments()

    assert list(MachineOperationAssignment.objects.values()) == rows
    assert PlanningEvent.objects.count() == events


def test_of_two_rows_in_progress_always_the_same_one_counts() -> None:
    on = machine()
    first, second = operation(on, "1", is_in_progress=True), operation(on, "2", is_in_progress=True)
    second.save()
    first.save()

    assert {_planned_id() for _ in range(3)} == {"1"}


def test_an_update_leaves_one_row_in_progress() -> None:
    on = machine()
    operation(on, "1", is_in_progress=True)
    operation(on, "2", is_in_progress=True)

    monitor_plans(on, "2")

    assert on.monitor_operations.get(is_in_progress=True).monitor_operation_id == "2"
    assert _planned_id() == "2"


def test_an_unusual_assignment_is_told_to_the_planner() -> None:
    on, other = machine("Lathe 1"), machine("Mill 2")
    running = assigned(other, operation(other, "7", planned_as=CURRENT))

    change = assign_operation(slot=slot_of(on), operation_pk=running.pk, by=PLANNER)

    assert {warning.code for warning in change.warnings} == {
        WarningCode.OUTSIDE_POOL,
        WarningCode.OTHER_MACHINES_OPERATION,
        WarningCode.ALREADY_IN_A_SLOT,
    }


@pytest.mark.parametrize("made", [-5, 2**31, True, 1.5, "five", None, [45]], ids=repr)
def test_a_total_that_is_none_is_refused_by_name_and_not_by_the_database(made: Any) -> None:
    on = machine()
    chosen = assigned(on)

    with pytest.raises(InvalidValue) as refusal:
        report(on, made)

    assert refusal.value.field == "currently_made_quantity"
    chosen.refresh_from_db()
    assert chosen.currently_made_quantity == 0


def _planned_id() -> str | None:
    return effective_id(machine_boards()[0].current.monitor_operation)
