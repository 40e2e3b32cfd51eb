"""Setup or running: the planner's toggle for the operation that a slot holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.domain.errors import MachineNotFound, OperationNotAssigned
from monitoring.domain.events import EventSubject, append_events
from monitoring.domain.held_operations import lock_held_operations
from monitoring.domain.operation_fields import setup_event
from monitoring.domain.reports import ReportOutcome
from monitoring.domain.transactions import whole_transaction

if TYPE_CHECKING:
    from monitoring.choices import OperationType
    from monitoring.domain.actors import Actor


def set_operation_setup(
    *, machine_pk: int, operation_type: OperationType, operation_pk: int, is_setup: bool, by: Actor
) -> ReportOutcome:
    """Say whether an operation in this slot, the planner's or Monitor's, is in setup or running.

    Raises PermissionDenied, MachineNotFound, and OperationNotAssigned where the slot does not hold it.
    """
    by.require_change_assignments()
    return _set_setup(
        machine_pk=machine_pk,
        operation_type=operation_type,
        operation_pk=operation_pk,
        is_setup=is_setup,
        by=by,
    )


@whole_transaction
def _set_setup(
    *, machine_pk: int, operation_type: OperationType, operation_pk: int, is_setup: bool, by: Actor
) -> ReportOutcome:
    held = lock_held_operations([machine_pk])
    machine = held.machines.get(machine_pk)
    if machine is None:
        raise MachineNotFound(machine_pk)
    rows = [row for row in held.of(machine_pk, operation_type) if row and row.pk == operation_pk]
    if not rows:
        raise OperationNotAssigned(
            f"Operation {operation_pk} is not {operation_type.value} on {machine} (any more).",
            field="operation_id",
        )
    operation = rows[0]
    if operation.is_setup == is_setup:
        return ReportOutcome(operation=operation, changed=False)
    operation.is_setup = is_setup
    operation.save(update_fields=["is_setup"])
    subject = EventSubject(machine=machine, operation_type=operation_type, operation=operation)
    append_events([setup_event(operation, by=by, subject=subject)])
    return ReportOutcome(operation=operation, changed=True)
