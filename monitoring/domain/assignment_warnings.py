"""What a planner should know about an assignment that is allowed all the same."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from monitoring.choices import OperationType
from monitoring.models import MachineOperationAssignment

if TYPE_CHECKING:
    from monitoring.models import Machine, Monitor_operation


class WarningCode(enum.Enum):
    """Why a planner might think twice."""

    OUTSIDE_POOL = "outside_pool"
    ALREADY_IN_A_SLOT = "already_in_a_slot"
    OTHER_MACHINES_OPERATION = "other_machines_operation"
    NOTE_KEPT = "note_kept"


@dataclass(frozen=True, slots=True)
class AssignmentWarning:
    """A stable code and a sentence for the planner."""

    code: WarningCode
    message: str


def warnings_for(
    operation: Monitor_operation | None, *, machine: Machine, operation_type: OperationType
) -> tuple[AssignmentWarning, ...]:
    """Tell what is unusual about putting this operation (None: idle) into this slot."""
    if operation is None:
        return ()
    warnings = []
    if not operation.is_in_pool:
        warnings.append(
            AssignmentWarning(WarningCode.OUTSIDE_POOL, f"{operation} is not in the pool of operations.")
        )
    if operation.machine_id is not None and operation.machine_id != machine.pk:
        warnings.append(
            AssignmentWarning(
                WarningCode.OTHER_MACHINES_OPERATION, f"{operation} belongs to {operation.machine}."
            )
        )
    warnings += [
        AssignmentWarning(WarningCode.ALREADY_IN_A_SLOT, f"{operation} is also {slot.value} on {name}.")
        for name, slot in _other_slots(operation, machine=machine, operation_type=operation_type)
    ]
    return tuple(warnings)


def note_kept_warning() -> AssignmentWarning:
    """The slot already held what was asked for, so the note given now was not written."""
    return AssignmentWarning(
        WarningCode.NOTE_KEPT,
        "The slot already holds this, with its earlier note; the new note was not saved.",
    )


def _other_slots(
    operation: Monitor_operation, *, machine: Machine, operation_type: OperationType
) -> list[tuple[str, OperationType]]:
    assignments = (
        MachineOperationAssignment.objects.filter(
            Q(manual_current_operation=operation) | Q(manual_next_operation=operation)
        )
        .order_by("machine__name")
        .values_list("machine_id", "machine__name", "manual_current_operation_id", "manual_next_operation_id")
    )
    return [
        (name, slot)
        for machine_pk, name, *pks in assignments
        for slot, pk in zip(OperationType, pks, strict=True)
        if pk == operation.pk and (machine_pk, slot) != (machine.pk, operation_type)
    ]
