"""The manual assignments with everything a screen shows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.choices import OperationType
from monitoring.domain.manual_assignments import assignments_with_overrides
from monitoring.domain.slots import Slot

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation


@dataclass(frozen=True, slots=True)
class AssignmentDetails:
    """An operation that a planner put into a slot; who, when and note are None where nobody knows or wrote."""

    machine_pk: int
    operation_type: OperationType
    monitor_operation_id: str
    machine: Machine
    operation: Monitor_operation
    set_at: datetime | None
    set_by: str | None
    note: str | None


def assignment_details(
    *,
    machine_pks: Collection[int] | None = None,
    operation_type: OperationType | None = None,
    active_machines_only: bool = False,
) -> list[AssignmentDetails]:
    """List the same assignments in the same order as `manual_assignments`, with their rows: one statement."""
    rows = assignments_with_overrides(
        machine_pks=machine_pks, active_machines_only=active_machines_only
    ).select_related("machine", "manual_current_operation", "manual_next_operation")
    slots = [slot for slot in OperationType if operation_type in {None, slot}]
    details = (_details(row, slot) for row in rows for slot in slots)
    return [one for one in details if one is not None]


def _details(row: MachineOperationAssignment, operation_type: OperationType) -> AssignmentDetails | None:
    slot = Slot(row, operation_type)
    operation = slot.operation
    if operation is None:
        return None
    return AssignmentDetails(
        machine_pk=row.machine_id,
        operation_type=operation_type,
        monitor_operation_id=operation.monitor_operation_id,
        machine=row.machine,
        operation=operation,
        set_at=slot.set_at,
        set_by=slot.set_by or None,
        note=slot.note or None,
    )
