"""A slot as people see it: what the planner put there, what Monitor plans, and which of the two counts."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.choices import OperationType
from monitoring.domain.monitor_plan import effective_id, monitor_operation_of
from monitoring.domain.slots import Slot

if TYPE_CHECKING:
    from datetime import datetime

    from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation


class SlotSource(enum.Enum):
    """Whose decision a slot shows."""

    MONITOR = "monitor"
    MANUAL = "manual"
    IDLE = "idle"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class SlotView:
    """One slot of one machine at the moment it was read.

    `version` is what a screen sends back with a change. `set_at`, `set_by` and `note` are the override's, null or
    empty where there is none. `monitor_operation` is None where Monitor plans nothing or sent its placeholder.
    """

    machine: Machine
    operation_type: OperationType
    version: int
    manual_operation: Monitor_operation | None
    is_idle: bool
    monitor_operation: Monitor_operation | None
    set_at: datetime | None
    set_by: str | None
    note: str | None
    monitor_last_heard_at: datetime | None

    @property
    def source(self) -> SlotSource:
        """Whose decision counts: the planner's before Monitor's."""
        if self.is_idle:
            return SlotSource.IDLE
        if self.manual_operation is not None:
            return SlotSource.MANUAL
        return SlotSource.EMPTY if self.monitor_operation is None else SlotSource.MONITOR

    @property
    def operation(self) -> Monitor_operation | None:
        """The operation that counts; None where the slot is idle or empty."""
        return None if self.is_idle else self.manual_operation or self.monitor_operation

    @property
    def described(self) -> str:
        """What the slot holds, as part of a sentence for a planner."""
        match self.source:
            case SlotSource.IDLE:
                return "idle"
            case SlotSource.EMPTY:
                return "empty"
            case SlotSource.MONITOR:
                return f"as Monitor plans it, {self.operation}"
            case SlotSource.MANUAL:
                return f"{self.operation}"

    @property
    def diverges(self) -> bool:
        """Whether the planner decided something else than Monitor plans."""
        if self.source is SlotSource.MANUAL:
            return effective_id(self.manual_operation) != effective_id(self.monitor_operation)
        return self.is_idle and self.monitor_operation is not None


def build_slot_view(
    *,
    machine: Machine,
    operation_type: OperationType,
    assignment: MachineOperationAssignment | None,
    monitor_operation: Monitor_operation | None,
) -> SlotView:
    """Combine rows that are already read; runs no query if the assignment's operations are loaded."""
    slot = Slot(assignment, operation_type) if assignment is not None else None
    overridden = slot is not None and slot.is_overridden
    heard = (
        machine.monitor_current_heard_at
        if operation_type is OperationType.CURRENT
        else machine.monitor_next_heard_at
    )
    return SlotView(
        machine=machine,
        operation_type=operation_type,
        version=slot.version if slot is not None else 0,
        manual_operation=slot.operation if slot is not None else None,
        is_idle=slot is not None and slot.is_idle,
        monitor_operation=monitor_operation if effective_id(monitor_operation) is not None else None,
        set_at=slot.set_at if slot is not None and overridden else None,
        set_by=slot.set_by or None if slot is not None and overridden else None,
        note=slot.note or None if slot is not None and overridden else None,
        monitor_last_heard_at=heard,
    )


def read_slot_view(
    *, machine: Machine, operation_type: OperationType, assignment: MachineOperationAssignment | None
) -> SlotView:
    """Read Monitor's side of one slot and combine it with the planner's."""
    return build_slot_view(
        machine=machine,
        operation_type=operation_type,
        assignment=assignment,
        monitor_operation=monitor_operation_of(machine_pk=machine.pk, operation_type=operation_type),
    )
