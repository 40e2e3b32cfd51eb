"""The list that the Monitor script tracks: every operation that a planner put into a slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from monitoring.choices import OperationType
from monitoring.models import MachineOperationAssignment

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


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
    rows = assignments_with_overrides(machine_pks=machine_pks, active_machines_only=active_machines_only)
    listed = rows.values_list(
        "machine_id",
        "manual_current_operation_id",
        "manual_current_operation__monitor_operation_id",
        "manual_next_operation_id",
        "manual_next_operation__monitor_operation_id",
    )
    found = []
    for machine_pk, current_pk, current_id, next_pk, next_id in listed:
        if current_pk is not None and operation_type is not OperationType.NEXT:
            found.append(ManualAssignment(machine_pk, OperationType.CURRENT, current_pk, current_id))
        if next_pk is not None and operation_type is not OperationType.CURRENT:
            found.append(ManualAssignment(machine_pk, OperationType.NEXT, next_pk, next_id))
    return found


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
