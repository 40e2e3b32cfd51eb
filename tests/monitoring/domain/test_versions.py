"""Each slot has a version; a stale one gets a conflict with the slot as it is now and who changed it (rule 10)."""

from functools import partial

import pytest
from django.utils import timezone

from monitoring.choices import OperationType
from monitoring.domain.assignments import assign_operation, clear_slot, mark_slot_idle, restore_slot
from monitoring.domain.errors import AssignmentConflict
from monitoring.domain.operation_fields import ReportFields
from monitoring.domain.pool_sync import PoolOperation, sync_pool
from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.domain.setups import set_operation_setup
from monitoring.models import Machine, MachineOperationAssignment, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    OTHER_PLANNER,
    PLANNER,
    REPORTER,
    assigned,
    assignment,
    machine,
    marked_idle,
    monitor_plans,
    operation,
    pool_operation,
    slot_of,
)

pytestmark = pytest.mark.django_db


def version(on: Machine, slot: OperationType = CURRENT) -> int:
    """The version of a slot as the database has it; 0 where there is no row."""
    column = f"manual_{slot.value}_version"
    return MachineOperationAssignment.objects.filter(machine=on).values_list(column, flat=True).first() or 0


def test_assign_idle_and_clear_each_bump_the_slots_version_by_one() -> None:
    on = machine()

    assert version(on) == 0
    assigned(on)
    assert version(on) == 1
    marked_idle(on)
    assert version(on) == 2
    clear_slot(slot=slot_of(on), by=PLANNER)
    assert (version(on), version(on, NEXT)) == (3, 0)


def test_expiry_bumps_the_version() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)

    monitor_plans(on, "B")

    assert version(on) == 2


def test_nothing_else_bumps_the_version() -> None:
    on = machine()
    chosen = assigned(on)

    monitor_plans(on, "A")
    monitor_plans(on, "A", quantity=7)
    monitor_plans(on, "B", slot=NEXT)
    accept_report(
        TrackingReport(
            machine_pk=on.pk,
            operation_type=CURRENT,
            monitor_operation_id=MONITOR_ID,
            fields=ReportFields(currently_made_quantity=45),
        ),
        by=REPORTER,
    )
    set_operation_setup(
        machine_pk=on.pk, operation_type=CURRENT, operation_pk=chosen.pk, is_setup=False, by=PLANNER
    )
    sync_pool(
        [PoolOperation(monitor_operation_id="9", name=None, report_number=None, quantity=None)], by=REPORTER
    )
    assigned(on, chosen)

    assert version(on) == 1


@pytest.mark.parametrize("slot", OperationType)
def test_the_version_that_the_screen_saw_lets_a_change_pass(slot: OperationType) -> None:
    on = machine()
    first, second = pool_operation("1"), pool_operation("2")

    for expected, chosen in enumerate([first, second]):
        seen = slot_of(on, slot, expected_version=expected)
        assert assign_operation(slot=seen, operation_pk=chosen.pk, by=PLANNER).changed

    assert version(on, slot) == 2


@pytest.mark.parametrize("expected_version", [0, 2, -1, 2**70])
def test_any_other_version_is_a_conflict_and_changes_nothing(expected_version: int) -> None:
    on = machine()
    assigned(on)
    other = pool_operation("2")
    before = MachineOperationAssignment.objects.values().get()
    events = PlanningEvent.objects.count()
    stale = slot_of(on, expected_version=expected_version)

    for change in (partial(assign_operation, operation_pk=other.pk), mark_slot_idle, clear_slot):
        with pytest.raises(AssignmentConflict):
            change(slot=stale, by=PLANNER)

    assert MachineOperationAssignment.objects.values().get() == before
    assert PlanningEvent.objects.count() == events


def test_a_conflict_tells_the_slot_as_it_is_now_and_who_changed_it_when() -> None:
    on = machine()
    operation(on, "A", planned_as=CURRENT)
    started = timezone.now()
    chosen = assigned(on, pool_operation("7", "Housing"), by=OTHER_PLANNER)

    with pytest.raises(AssignmentConflict) as conflict:
        mark_slot_idle(slot=slot_of(on, expected_version=0), by=PLANNER)

    error = conflict.value
    assert (error.slot.operation, error.slot.version) == (chosen, 1)
    assert error.changed_by == "other planner"
    assert error.changed_at is not None
    assert error.changed_at >= started.replace(microsecond=0)
    assert error.field == "expected_version"
    assert error.message == (
        "other planner changed this slot meanwhile; it is now Housing (7). Look at it, then decide again."
    )


def test_a_conflict_after_an_expiry_names_monitors_script() -> None:
    on = machine()
    monitor_plans(on, "A")
    assigned(on)
    monitor_plans(on, "B", name="Axle")

    with pytest.raises(
        AssignmentConflict, match=r"monitor script changed this slot .* as Monitor plans it, Axle \(B\)"
    ):
        mark_slot_idle(slot=slot_of(on, expected_version=1), by=PLANNER)


def test_a_conflict_after_a_clear_names_who_cleared() -> None:
    on = machine()
    assigned(on)
    clear_slot(slot=slot_of(on), by=OTHER_PLANNER)

    with pytest.raises(
        AssignmentConflict, match="other planner changed this slot meanwhile; it is now empty"
    ):
        mark_slot_idle(slot=slot_of(on, expected_version=1), by=PLANNER)


def test_a_conflict_on_a_row_made_by_orm_names_nobody() -> None:
    on = machine()
    assignment(on, manual_current_is_idle=True)

    with pytest.raises(AssignmentConflict, match="Somebody changed this slot meanwhile; it is now idle"):
        clear_slot(slot=slot_of(on, expected_version=3), by=PLANNER)


def test_a_machine_without_a_row_has_version_0() -> None:
    on = machine()

    with pytest.raises(AssignmentConflict):
        mark_slot_idle(slot=slot_of(on, expected_version=1), by=PLANNER)
    assert not MachineOperationAssignment.objects.exists()

    assert mark_slot_idle(slot=slot_of(on, expected_version=0), by=PLANNER).changed


def test_asking_again_for_what_is_already_there_is_no_conflict() -> None:
    on = machine()
    chosen = assigned(on)
    stale = slot_of(on, expected_version=0)

    assert not assign_operation(slot=stale, operation_pk=chosen.pk, by=PLANNER).changed
    marked_idle(on)
    assert not mark_slot_idle(slot=stale, by=PLANNER).changed
    clear_slot(slot=slot_of(on), by=PLANNER)
    assert not clear_slot(slot=stale, by=PLANNER).changed


def test_without_a_version_the_last_word_counts() -> None:
    on = machine()
    assigned(on)

    assert marked_idle(on, by=OTHER_PLANNER).version == 2


def test_a_restore_with_a_stale_version_is_a_conflict() -> None:
    on = machine()
    assigned(on)
    marked_idle(on)
    idle_marked = PlanningEvent.objects.get(kind="idle_marked")

    with pytest.raises(AssignmentConflict):
        restore_slot(event_id=idle_marked.pk, by=PLANNER, expected_version=1)

    assert restore_slot(event_id=idle_marked.pk, by=PLANNER, expected_version=2).changed
