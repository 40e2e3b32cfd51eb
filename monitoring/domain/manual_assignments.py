"""The list that the Monitor script tracks: every operation that a planner put into a slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Q

from monitoring.choices import OperationType
from monitoring.domain.assignment_rows import AssignmentChoice, assignment_rows
from monitoring.models import MachineOperationAssignment

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


READ: Final = (("machine_pk",), ("operation_type",), ("operation", "pk"), ("monitor_operation_id",))


class ManualAssignment(NamedTuple):
    """One entry of the list: `operation_pk` is our key, `monitor_operation_id` the one that Monitor knows."""

    machine_pk: int
    operation_type: OperationType
    operation_pk: int
    monitor_operation_id: str


def manual_assignments(
    *,
    machine_pks: Collection[int] | None = None,
    operation_type: OperationType | None = None,
    active_machines_only: bool = False,
) -> list[ManualAssignment]:
    """List the manually assigned operations, ordered by machine key, current before next: one statement.

    Expiry happens when Monitor moves on, so that nothing listed here has expired. `machine_pks` None means every
    machine.
    """
    choice = AssignmentChoice(
        machine_pks=frozenset(machine_pks) if machine_pks is not None else None,
        operation_type=operation_type,
        active_machines_only=active_machines_only,
    )
    return [
        ManualAssignment(machine_pk, OperationType(slot), operation_pk, monitor_operation_id)
        for machine_pk, slot, operation_pk, monitor_operation_id, *_ in assignment_rows(READ, choice)
    ]


def assignments_with_overrides(
    *, machine_pks: Collection[int] | None = None, active_machines_only: bool = False
) -> QuerySet[MachineOperationAssignment]:
    """Select the assignment rows in which a planner put at least one operation, ordered by machine key."""
    rows = MachineOperationAssignment.objects.filter(
        Q(manual_current_operation__isnull=False) | Q(manual_next_operation__isnull=False)
    )
    if machine_pks is not None:
        rows = rows.filter(machine_id__in=[pk for pk in machine_pks if 0 < pk < 2**63])
    if active_machines_only:
        rows = rows.filter(machine__is_active=True)
    return rows.order_by("machine_id")
