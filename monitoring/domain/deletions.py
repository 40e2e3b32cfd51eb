"""Deleting machines and operations so that slots, versions and the log stay true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from monitoring.choices import OperationType, PlanningEventKind
from monitoring.domain.assignments import empty_slot
from monitoring.domain.errors import MachineNotFound, OperationNotFound
from monitoring.domain.events import EventSubject, append_events, planning_event
from monitoring.domain.locks import lock_assignments, lock_machines, lock_operations
from monitoring.domain.slots import Slot
from monitoring.domain.transactions import whole_transaction
from monitoring.models import MachineOperationAssignment, Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from monitoring.domain.actors import Actor
    from monitoring.models import Machine, PlanningEvent


def delete_operation(*, operation_pk: int, by: Actor) -> None:
    """Delete an operation; slots that hold it are emptied, each with an event.

    Raises PermissionDenied and OperationNotFound.
    """
    by.require_change_assignments()
    deleted = False
    while not deleted:
        deleted = _try_delete_operation(operation_pk, by=by)


@whole_transaction
def _try_delete_operation(operation_pk: int, *, by: Actor) -> bool:
    """Return False, having written nothing, where a machine took the operation before this one locked it."""
    wanted = Monitor_operation.objects.filter(pk=operation_pk)
    machines = lock_machines(_machines_concerned(wanted))
    operation = lock_operations(wanted.select_related("machine")).get(operation_pk)
    if operation is None:
        raise OperationNotFound(f"There is no operation {operation_pk}.", field="operation_id")
    if not machines.keys() >= _machines_concerned(wanted):
        return False
    events = _empty_slots_holding({operation_pk}, machines=machines, by=by)
    if not events:
        subject = EventSubject(machine=operation.machine, operation=operation)
        events = [planning_event(PlanningEventKind.OPERATION_DELETED, actor=by, subject=subject)]
    operation.delete()
    append_events(events)
    return True


def delete_machine(*, machine_pk: int, by: Actor) -> None:
    """Delete a machine with its operations and assignment; other machines' slots that hold one are emptied.

    Raises PermissionDenied and MachineNotFound.
    """
    by.require_change_assignments()
    deleted = False
    while not deleted:
        deleted = _try_delete_machine(machine_pk, by=by)


@whole_transaction
def _try_delete_machine(machine_pk: int, *, by: Actor) -> bool:
    """Return False, having written nothing, where another machine took one of its operations before the lock."""
    own = Monitor_operation.objects.filter(machine_id=machine_pk)
    others = lock_machines({machine_pk, *_machines_concerned(own)})
    machine = others.pop(machine_pk, None)
    if machine is None:
        raise MachineNotFound(machine_pk)
    operation_pks = set(lock_operations(own))
    if not others.keys() >= _machines_concerned(own) - {machine_pk}:
        return False
    events = _empty_slots_holding(operation_pks, machines=others, by=by)
    subject = EventSubject(machine=machine)
    events.append(planning_event(PlanningEventKind.MACHINE_DELETED, actor=by, subject=subject))
    machine.delete()
    append_events(events)
    return True


def _machines_concerned(operations: QuerySet[Monitor_operation]) -> set[int]:
    """Read which machines own these operations or hold them in a slot."""
    owning = operations.filter(machine__isnull=False).values_list("machine_id", flat=True)
    holding = MachineOperationAssignment.objects.filter(
        Q(manual_current_operation__in=operations) | Q(manual_next_operation__in=operations)
    ).values_list("machine_id", flat=True)
    return {pk for pk in (*owning, *holding) if pk is not None}


def _empty_slots_holding(
    operation_pks: Collection[int], *, machines: dict[int, Machine], by: Actor
) -> list[PlanningEvent]:
    return [
        empty_slot(
            slot,
            machine=machines[machine_pk],
            kind=PlanningEventKind.OPERATION_DELETED,
            by=by,
            reason="The operation was deleted",
        )
        for machine_pk, assignment in lock_assignments(machines).items()
        for slot in (Slot(assignment, operation_type) for operation_type in OperationType)
        if slot.operation_pk in operation_pks
    ]
