"""What peers answer from: one statement that joins what is asked for and reads no other columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation

COLUMNS = ("monitor_operation_id", "name", "quantity", "currently_made_quantity", "is_setup")


@dataclass(frozen=True, slots=True)
class Assigned:
    """An operation that a planner put into a slot; `operation_type` is "CURRENT" or "NEXT"."""

    machine_pk: int
    monitor_operation_id: str
    operation_type: str
    operation: Monitor_operation
    machine: Machine


def assigned_operations() -> list[Assigned]:
    """All of them, by machine key, current before next."""
    return list(_each(rows()))


def rows() -> QuerySet[MachineOperationAssignment]:
    """The assignments with their machines and operations."""
    return (
        MachineOperationAssignment.objects.filter(
            Q(manual_current_operation__isnull=False) | Q(manual_next_operation__isnull=False)
        )
        .select_related("machine", "manual_current_operation", "manual_next_operation")
        .only(
            "machine__name",
            *(f"manual_current_operation__{column}" for column in COLUMNS),
            *(f"manual_next_operation__{column}" for column in COLUMNS),
        )
        .order_by("machine_id")
    )


def _each(assignments: QuerySet[MachineOperationAssignment]) -> Iterator[Assigned]:
    for one in assignments:
        slots = (("CURRENT", one.manual_current_operation), ("NEXT", one.manual_next_operation))
        for slot, operation in slots:
            if operation is not None:
                yield Assigned(one.machine_id, operation.monitor_operation_id, slot, operation, one.machine)
