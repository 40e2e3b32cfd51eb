"""What the slots of some machines hold, locked for writing: the planner's operations and Monitor's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.choices import OperationType
from monitoring.domain.locks import lock_assignments, lock_machines, lock_operations
from monitoring.domain.monitor_plan import monitor_operation_pk, with_monitor_plan
from monitoring.domain.slots import Slot
from monitoring.models import Machine, Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class HeldOperations:
    """Locked machines by key, and per machine and slot the manual operation's and Monitor's locked rows."""

    machines: dict[int, Machine]
    operations: dict[tuple[int, OperationType], tuple[Monitor_operation | None, Monitor_operation | None]]

    def of(
        self, machine_pk: int, operation_type: OperationType
    ) -> tuple[Monitor_operation | None, Monitor_operation | None]:
        """Return the manual operation and Monitor's operation of one slot."""
        return self.operations[machine_pk, operation_type]


def lock_held_operations(machine_pks: Collection[int]) -> HeldOperations:
    """Lock machines, their assignments and the operations in their slots: four statements for any number."""
    machines = lock_machines(machine_pks)
    assignments = lock_assignments(machines, with_operations=False)
    pks = {
        (machine.pk, slot): (
            Slot(assignments[machine.pk], slot).operation_pk if machine.pk in assignments else None,
            monitor_operation_pk(machine, slot),
        )
        for machine in with_monitor_plan(Machine.objects.filter(pk__in=list(machines)))
        for slot in OperationType
    }
    wanted = {pk for pair in pks.values() for pk in pair if pk is not None}
    rows = lock_operations(Monitor_operation.objects.filter(pk__in=wanted))
    operations = {
        key: (rows.get(manual or 0), rows.get(monitor or 0)) for key, (manual, monitor) in pks.items()
    }
    return HeldOperations(machines=machines, operations=operations)
