"""What the assignment form asks of the domain, one edit per slot that was changed in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from monitoring.admin.base import RefusedChange
from monitoring.choices import OperationType
from monitoring.domain.assignments import SlotRequest, assign_operation, clear_slot, mark_slot_idle
from monitoring.domain.errors import DomainError
from monitoring.domain.locks import lock_assignment_of, lock_machine, lock_operations
from monitoring.domain.transactions import whole_transaction
from monitoring.models import MachineOperationAssignment, Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitoring.domain.actors import Actor
    from monitoring.domain.assignment_warnings import AssignmentWarning
    from monitoring.domain.assignments import SlotChange

NEW_NOTE = "Assigned again with another note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotEdit:
    """What one slot shall hold: an operation, idle, or with neither Monitor's plan.

    `seen_version` is the version that the form was loaded with (None: whatever it is now).
    """

    operation_type: OperationType
    operation_pk: int | None
    is_idle: bool
    note: str
    only_note_changed: bool
    seen_version: int | None

    def apply(self, *, machine_pk: int, by: Actor) -> SlotChange:
        """Ask the domain for it; raise RefusedChange with the form's field where it refuses."""
        slot = SlotRequest(
            machine_pk=machine_pk, operation_type=self.operation_type, expected_version=self.seen_version
        )
        try:
            if self.only_note_changed:
                slot = _emptied(slot, by=by)
            return self._apply(slot, by=by)
        except DomainError as error:
            raise RefusedChange(error, field=self._form_field(error)) from error

    def _apply(self, slot: SlotRequest, *, by: Actor) -> SlotChange:
        if self.operation_pk is not None:
            return assign_operation(slot=slot, operation_pk=self.operation_pk, by=by, note=self.note)
        if self.is_idle:
            return mark_slot_idle(slot=slot, by=by, note=self.note)
        return clear_slot(slot=slot, by=by, note=self.note)

    def _form_field(self, error: DomainError) -> str | None:
        prefix = f"manual_{self.operation_type.value}"
        of_form = {
            "operation_id": f"{prefix}_operation",
            "expected_version": f"{prefix}_operation",
            "note": f"{prefix}_note",
            "machine_pk": "machine",
        }
        return of_form.get(error.field or "")


@whole_transaction
def apply_slot_edits(
    edits: Sequence[SlotEdit], *, machine_pk: int, by: Actor
) -> tuple[MachineOperationAssignment, list[AssignmentWarning]]:
    """Change the slots of one machine, all or none, and return its row with what the administrator should know.

    A machine without a row gets one, also where nothing is put into its slots. Raises RefusedChange.
    """
    row = _lock_everything(edits, machine_pk=machine_pk)
    changes = [edit.apply(machine_pk=machine_pk, by=by) for edit in edits]
    row.refresh_from_db()
    return row, [warning for change in changes for warning in change.warnings]


@whole_transaction
def delete_assignment(assignment: MachineOperationAssignment, *, by: Actor) -> None:
    """Give both slots back to Monitor's plan, each with its event, then delete the machine's row."""
    for operation_type in OperationType:
        slot = SlotRequest(machine_pk=assignment.machine_id, operation_type=operation_type)
        clear_slot(slot=slot, by=by, note="The assignment was deleted")
    MachineOperationAssignment.objects.filter(pk=assignment.pk).delete()


def _emptied(slot: SlotRequest, *, by: Actor) -> SlotRequest:
    """Empty a slot that is assigned anew at once: a note belongs to the decision that it was given for."""
    cleared = clear_slot(slot=slot, by=by, note=NEW_NOTE)
    # Where somebody emptied the slot before, the version that was seen is still to be checked.
    return replace(slot, expected_version=cleared.slot.version) if cleared.changed else slot


def _lock_everything(edits: Sequence[SlotEdit], *, machine_pk: int) -> MachineOperationAssignment:
    # The domain locks per slot. Two slots in one transaction keep its order (machine, assignment, operations, then the
    # event log) only where all their rows are locked before the first slot's event is written.
    try:
        row = lock_assignment_of(lock_machine(machine_pk))
    except DomainError as error:
        raise RefusedChange(error, field="machine") from error
    wanted = [edit.operation_pk for edit in edits if edit.operation_pk is not None]
    lock_operations(Monitor_operation.objects.filter(pk__in=wanted))
    if row.pk is None:
        row.save()
    return row
