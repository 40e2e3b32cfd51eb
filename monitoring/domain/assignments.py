"""What planners decide: assign an operation, mark a slot idle, give it back to Monitor's plan, undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.choices import OperationType, PlanningEventKind
from monitoring.domain.assignment_warnings import AssignmentWarning, note_kept_warning, warnings_for
from monitoring.domain.errors import (
    AssignmentConflict,
    EventNotRestorable,
    OperationNotFound,
)
from monitoring.domain.event_log import event_by_id, last_slot_change
from monitoring.domain.events import EventSubject, append_events, planning_event
from monitoring.domain.locks import lock_assignment_of, lock_machine, lock_operations
from monitoring.domain.monitor_plan import effective_id, monitor_operation_of
from monitoring.domain.slot_states import slot_state
from monitoring.domain.slot_views import SlotView, read_slot_view
from monitoring.domain.slots import Slot
from monitoring.domain.transactions import whole_transaction
from monitoring.domain.values import MAXIMUM_NOTE_LENGTH, check_text
from monitoring.models import Monitor_operation

if TYPE_CHECKING:
    from monitoring.domain.actors import Actor
    from monitoring.models import Machine, PlanningEvent


@dataclass(frozen=True, slots=True)
class SlotChange:
    """The slot as it is after the call, whether the call changed it, and what the planner should know."""

    slot: SlotView
    changed: bool
    warnings: tuple[AssignmentWarning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRequest:
    """Which slot a planner means and which `version` of it the screen showed (None: whatever it is now)."""

    machine_pk: int
    operation_type: OperationType
    expected_version: int | None = None


def assign_operation(*, slot: SlotRequest, operation_pk: int, by: Actor, note: str = "") -> SlotChange:
    """Put an operation into a slot, whatever Monitor plans there.

    Raises PermissionDenied, InvalidValue (note), MachineNotFound, OperationNotFound, AssignmentConflict.
    """
    return _override(slot=slot, operation_pk=operation_pk, by=by, note=note)


def mark_slot_idle(*, slot: SlotRequest, by: Actor, note: str = "") -> SlotChange:
    """Say that nothing runs in this slot, whatever Monitor plans there.

    Raises PermissionDenied, InvalidValue (note), MachineNotFound, AssignmentConflict.
    """
    return _override(slot=slot, operation_pk=None, by=by, note=note)


def _override(*, slot: SlotRequest, operation_pk: int | None, by: Actor, note: str) -> SlotChange:
    by.require_change_assignments()
    check_text(note, field="note", maximum=MAXIMUM_NOTE_LENGTH)
    return _override_locked(slot=slot, operation_pk=operation_pk, by=by, note=note)


@whole_transaction
def _override_locked(*, slot: SlotRequest, operation_pk: int | None, by: Actor, note: str) -> SlotChange:
    held = _lock_slot(slot)
    operation = _lock_operation(operation_pk) if operation_pk is not None else None
    already = held.slot.is_overridden and (held.slot.operation_pk, held.slot.is_idle) == (
        operation_pk,
        operation is None,
    )
    warnings = warnings_for(operation, machine=held.machine, operation_type=slot.operation_type)
    if already:
        if note and note != held.slot.note:
            warnings += (note_kept_warning(),)
        return SlotChange(slot=held.view(), changed=False, warnings=warnings)
    held.require_version(slot.expected_version)
    before = held.slot.state()
    monitor_operation = monitor_operation_of(machine_pk=held.machine.pk, operation_type=slot.operation_type)
    held.save_new_assignment()
    held.slot.hold(operation, monitor_id=effective_id(monitor_operation), set_by=by.name, note=note)
    kind = PlanningEventKind.IDLE_MARKED if operation is None else PlanningEventKind.ASSIGNED
    view = held.view()
    append_events(
        [
            planning_event(
                kind,
                actor=by,
                subject=held.subject(operation),
                before=before,
                after=held.slot.state(),
                reason=note or None,
            )
        ]
    )
    return SlotChange(slot=view, changed=True, warnings=warnings)


def clear_slot(*, slot: SlotRequest, by: Actor, note: str = "") -> SlotChange:
    """Give a slot back to Monitor's plan.

    Raises PermissionDenied, InvalidValue (note), MachineNotFound, AssignmentConflict.
    """
    by.require_change_assignments()
    check_text(note, field="note", maximum=MAXIMUM_NOTE_LENGTH)
    return _clear_locked(slot=slot, by=by, note=note)


@whole_transaction
def _clear_locked(*, slot: SlotRequest, by: Actor, note: str) -> SlotChange:
    held = _lock_slot(slot)
    if not held.slot.is_overridden:
        return SlotChange(slot=held.view(), changed=False)
    held.require_version(slot.expected_version)
    event = empty_slot(
        held.slot,
        machine=held.machine,
        kind=PlanningEventKind.CLEARED,
        by=by,
        reason=note or None,
    )
    view = held.view()
    append_events([event])
    return SlotChange(slot=view, changed=True)


def restore_slot(
    *, event_id: int, by: Actor, expected_version: int | None = None, note: str = ""
) -> SlotChange:
    """Put back what a slot held before an event: undo a change, or set an expired override again.

    Raises what assigning and clearing raise, EventNotFound, and EventNotRestorable where the event changed no slot.
    """
    by.require_change_assignments()
    event = event_by_id(event_id=event_id)
    if event.before is None or event.operation_type is None or event.machine_pk is None:
        raise EventNotRestorable(
            f"Event {event_id} ({event.get_kind_display()}) changed no slot, so nothing can be put back.",
            field="event_id",
        )
    slot = SlotRequest(
        machine_pk=event.machine_pk,
        operation_type=OperationType(event.operation_type),
        expected_version=expected_version,
    )
    note = note or event.before["note"]
    if event.before["held"] == "operation":
        return assign_operation(slot=slot, operation_pk=event.before["operation_pk"], by=by, note=note)
    if event.before["held"] == "idle":
        return mark_slot_idle(slot=slot, by=by, note=note)
    return clear_slot(slot=slot, by=by, note=note)


def empty_slot(
    slot: Slot, *, machine: Machine, kind: PlanningEventKind, by: Actor, reason: str | None
) -> PlanningEvent:
    """Empty a locked slot and prepare the event that says why; the caller appends it last."""
    before, operation = slot.state(), slot.operation
    slot.empty()
    return planning_event(
        kind,
        actor=by,
        subject=EventSubject(machine=machine, operation_type=slot.operation_type, operation=operation),
        before=before,
        after=slot_state(operation=None, is_idle=False),
        reason=reason,
    )


@dataclass(frozen=True, slots=True)
class _LockedSlot:
    machine: Machine
    slot: Slot

    def view(self) -> SlotView:
        return read_slot_view(
            machine=self.machine, operation_type=self.slot.operation_type, assignment=self.slot.assignment
        )

    def subject(self, operation: Monitor_operation | None) -> EventSubject:
        return EventSubject(
            machine=self.machine, operation_type=self.slot.operation_type, operation=operation
        )

    def require_version(self, expected: int | None) -> None:
        if expected is not None and expected != self.slot.version:
            last_change = last_slot_change(
                machine_pk=self.machine.pk, operation_type=self.slot.operation_type
            )
            raise AssignmentConflict(self.view(), last_change=last_change)

    def save_new_assignment(self) -> None:
        if self.slot.assignment.pk is None:
            self.slot.assignment.save()


def _lock_slot(slot: SlotRequest) -> _LockedSlot:
    machine = lock_machine(slot.machine_pk)
    return _LockedSlot(machine=machine, slot=Slot(lock_assignment_of(machine), slot.operation_type))


def _lock_operation(operation_pk: int) -> Monitor_operation:
    rows = Monitor_operation.objects.filter(pk=operation_pk) if 0 < operation_pk < 2**63 else None
    operation = lock_operations(rows).get(operation_pk) if rows is not None else None
    if operation is None:
        raise OperationNotFound(f"There is no operation {operation_pk}.", field="operation_id")
    return operation
