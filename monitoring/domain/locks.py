"""Row locks in one order: machines, then assignments, then operations, each by pk. Batches keep it too.

On PostgreSQL these are `SELECT … FOR UPDATE`; on SQLite every transaction is IMMEDIATE and so already alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.domain.errors import MachineNotFound
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def lock_machine(machine_pk: int) -> Machine:
    """Lock one machine's row; raise MachineNotFound where there is none."""
    machine = lock_machines([machine_pk]).get(machine_pk)
    if machine is None:
        raise MachineNotFound(machine_pk)
    return machine


def lock_machines(machine_pks: Iterable[int]) -> dict[int, Machine]:
    """Lock these machines' rows in the order of their keys; unknown keys are left out."""
    known = [pk for pk in machine_pks if 0 < pk < 2**63]
    rows = Machine.objects.select_for_update(of=("self",)).filter(pk__in=known).order_by("pk")
    return {machine.pk: machine for machine in rows}


def lock_assignments(
    machine_pks: Iterable[int], *, with_operations: bool = True
) -> dict[int, MachineOperationAssignment]:
    """Lock the assignment rows of machines that are locked already, by machine; machines without one are left out.

    `with_operations` reads the planner's operations with them, without locking those.
    """
    rows = MachineOperationAssignment.objects.select_for_update(of=("self",))
    if with_operations:
        rows = rows.select_related("manual_current_operation", "manual_next_operation")
    chosen = rows.filter(machine_id__in=list(machine_pks)).order_by("pk")
    return {assignment.machine_id: assignment for assignment in chosen}


def lock_assignment_of(machine: Machine) -> MachineOperationAssignment:
    """Lock the assignment row of a locked machine, or prepare one (unsaved) where it has none."""
    found = lock_assignments([machine.pk]).get(machine.pk)
    return found if found is not None else MachineOperationAssignment(machine=machine)


def lock_operations(operations: QuerySet[Monitor_operation]) -> dict[int, Monitor_operation]:
    """Lock these operations' rows in the order of their keys, and read them as they are now."""
    rows = operations.select_for_update(of=("self",)).order_by("pk")
    return {operation.pk: operation for operation in rows}
