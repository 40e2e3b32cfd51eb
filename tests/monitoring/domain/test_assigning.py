"""Setting, repeating and clearing an override (rule 2)."""

from functools import partial

import pytest
from django.utils import timezone

from monitoring.choices import OperationType
from monitoring.domain.actors import Actor
from monitoring.domain.assignments import assign_operation, clear_slot, mark_slot_idle
from monitoring.domain.errors import InvalidValue, MachineNotFound, OperationNotFound, PermissionDenied
from monitoring.models import Machine, MachineOperationAssignment, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    NEXT,
    OTHER_PLANNER,
    PLANNER,
    REPORTER,
    VIEWER,
    assigned,
    machine,
    marked_idle,
    operation,
    pool_operation,
    slot_of,
)

pytestmark = pytest.mark.django_db


def columns(on: Machine) -> dict[str, object]:
    """The assignment row as the database has it."""
    return dict(MachineOperationAssignment.objects.filter(machine=on).values().get())


@pytest.mark.parametrize("slot", OperationType)
def test_assigning_remembers_who_when_note_and_monitors_id(slot: OperationType) -> None:
    on = machine()
    operation(on, "1", planned_as=slot)
    chosen = pool_operation(MONITOR_ID)
    started = timezone.now()

    change = assign_operation(slot=slot_of(on, slot), operation_pk=chosen.pk, by=PLANNER, note="Rush order")

    row = columns(on)
    assert change.changed
    assert row[f"manual_{slot.value}_operation_id"] == chosen.pk
    assert row[f"saved_monitor_{slot.value}_op_id"] == "1"
    assert (row[f"manual_{slot.value}_set_by"], row[f"manual_{slot.value}_note"]) == ("planner", "Rush order")
    assert started <= change.slot.set_at <= timezone.now()  # type: ignore[operator]  # compared, so not None


@pytest.mark.parametrize("slot", OperationType)
def test_idle_remembers_who_when_note_and_monitors_id(slot: OperationType) -> None:
    on = machine()
    operation(on, "1", planned_as=slot)

    view = mark_slot_idle(slot=slot_of(on, slot), by=PLANNER, note="Repair").slot

    assert (view.set_by, view.note) == ("planner", "Repair")
    assert columns(on)[f"saved_monitor_{slot.value}_op_id"] == "1"


def test_an_override_remembers_no_id_where_monitor_plans_nothing() -> None:
    on = machine()

    assigned(on)

    assert columns(on)["saved_monitor_current_op_id"] is None


def test_an_override_remembers_no_id_where_monitor_sent_its_placeholder() -> None:
    on = machine()
    operation(on, "0", name="No operation", planned_as=CURRENT)

    assigned(on)

    assert columns(on)["saved_monitor_current_op_id"] is None


def test_a_second_override_remembers_monitors_id_of_its_own_moment() -> None:
    on = machine()
    planned = operation(on, "1", planned_as=CURRENT)
    assigned(on)
    planned.monitor_operation_id = "2"
    planned.save()

    marked_idle(on, by=OTHER_PLANNER)

    assert columns(on)["saved_monitor_current_op_id"] == "2"
    assert columns(on)["manual_current_set_by"] == "other planner"


@pytest.mark.parametrize("slot", OperationType)
def test_clearing_empties_everything_but_the_version(slot: OperationType) -> None:
    on = machine()
    operation(on, "1", planned_as=slot)
    assigned(on, slot=slot, note="Rush order")

    change = clear_slot(slot=slot_of(on, slot), by=PLANNER)

    assert change.changed
    assert {name: value for name, value in columns(on).items() if slot.value in name} == {
        f"manual_{slot.value}_operation_id": None,
        f"manual_{slot.value}_is_idle": False,
        f"saved_monitor_{slot.value}_op_id": None,
        f"manual_{slot.value}_set_at": None,
        f"manual_{slot.value}_set_by": "",
        f"manual_{slot.value}_note": "",
        f"manual_{slot.value}_version": 2,
    }


def test_assigning_what_is_already_there_changes_nothing() -> None:
    on = machine()
    chosen = assigned(on, note="Rush order")
    operation(on, "1", planned_as=CURRENT)
    before, events = columns(on), PlanningEvent.objects.count()

    change = assign_operation(slot=slot_of(on), operation_pk=chosen.pk, by=OTHER_PLANNER)

    assert not change.changed
    assert (columns(on), PlanningEvent.objects.count()) == (before, events)


def test_marking_idle_what_is_idle_changes_nothing() -> None:
    on = machine()
    marked_idle(on)
    before, events = columns(on), PlanningEvent.objects.count()

    change = mark_slot_idle(slot=slot_of(on), by=OTHER_PLANNER)

    assert not change.changed
    assert (columns(on), PlanningEvent.objects.count()) == (before, events)


def test_clearing_an_empty_slot_changes_nothing() -> None:
    on = machine()
    assigned(on, slot=NEXT)
    before, events = columns(on), PlanningEvent.objects.count()

    change = clear_slot(slot=slot_of(on, CURRENT), by=PLANNER)

    assert not change.changed
    assert (columns(on), PlanningEvent.objects.count()) == (before, events)


def test_clearing_a_machine_without_an_assignment_row_makes_none() -> None:
    on = machine()

    change = clear_slot(slot=slot_of(on), by=PLANNER)

    assert (change.changed, change.slot.version) == (False, 0)
    assert not MachineOperationAssignment.objects.exists()


@pytest.mark.parametrize("actor", [REPORTER, VIEWER], ids=lambda actor: actor.name)
def test_only_those_who_may_change_assignments_decide_what_machines_run(actor: Actor) -> None:
    on, chosen = machine(), pool_operation()

    with pytest.raises(PermissionDenied):
        assign_operation(slot=slot_of(on), operation_pk=chosen.pk, by=actor)
    with pytest.raises(PermissionDenied):
        mark_slot_idle(slot=slot_of(on), by=actor)
    with pytest.raises(PermissionDenied):
        clear_slot(slot=slot_of(on), by=actor)

    assert not MachineOperationAssignment.objects.exists()
    assert not PlanningEvent.objects.exists()


@pytest.mark.parametrize("operation_pk", [4711, 0, -1, 2**63, 2**80])
def test_an_operation_that_does_not_exist_is_named_in_the_refusal(operation_pk: int) -> None:
    on = machine()

    with pytest.raises(OperationNotFound, match=str(operation_pk)) as refusal:
        assign_operation(slot=slot_of(on), operation_pk=operation_pk, by=PLANNER)

    assert refusal.value.field == "operation_id"
    assert not MachineOperationAssignment.objects.exists()


@pytest.mark.parametrize("machine_pk", [4711, 0, -1, 2**63, 2**80])
def test_a_machine_that_does_not_exist_is_named_in_the_refusal(machine_pk: int) -> None:
    chosen = pool_operation()

    with pytest.raises(MachineNotFound, match=str(machine_pk)) as refusal:
        assign_operation(slot=slot_of(Machine(pk=machine_pk)), operation_pk=chosen.pk, by=PLANNER)

    assert refusal.value.field == "machine_pk"


def test_a_note_of_500_characters_is_kept() -> None:
    on = machine()

    assert marked_idle(on, note="å" * 500).note == "å" * 500


@pytest.mark.parametrize("note", ["x" * 501, "nul \x00", "half \ud800"], ids=["too long", "NUL", "surrogate"])
def test_a_note_that_cannot_be_kept_is_refused_by_name_and_changes_nothing(note: str) -> None:
    on = machine()
    chosen = assigned(on)
    before = columns(on)

    refusals = []
    for call in (
        partial(assign_operation, operation_pk=chosen.pk),
        mark_slot_idle,
        clear_slot,
    ):
        with pytest.raises(InvalidValue) as refusal:
            call(slot=slot_of(on), by=PLANNER, note=note)
        refusals.append(refusal.value.field)

    assert refusals == ["note"] * 3
    assert columns(on) == before
