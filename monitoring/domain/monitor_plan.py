"""Which row is Monitor's operation in a slot, and under which id it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Subquery

from monitoring.choices import OperationType
from monitoring.models import MachineOperationAssignment, Monitor_operation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from monitoring.models import Machine


def monitor_rows(operation_type: OperationType) -> QuerySet[Monitor_operation]:
    """Rows that may be Monitor's operation in this slot of their machine; of one machine's rows the first is.

    A marked row comes first. Where none is marked, rows made by hand count as the Monitor script's document says:
    for current the one in progress, for next the first by priority, nulls last, among those that are not.
    """
    by_hand = Q(
        ~Exists(_slots_holding(OuterRef("pk"))),
        monitor_slot__isnull=True,
        monitor_left_at__isnull=True,
        is_in_pool=False,
        is_in_progress=operation_type is OperationType.CURRENT,
    )
    by_priority = [F("priority").asc(nulls_last=True)] if operation_type is OperationType.NEXT else []
    return Monitor_operation.objects.filter(Q(monitor_slot=operation_type) | by_hand).order_by(
        F("monitor_slot").asc(nulls_last=True), *by_priority, "pk"
    )


def _slots_holding(operation_pk: OuterRef) -> QuerySet[MachineOperationAssignment]:
    return MachineOperationAssignment.objects.filter(
        Q(manual_current_operation=operation_pk) | Q(manual_next_operation=operation_pk)
    )


def monitor_operation_of(*, machine_pk: int, operation_type: OperationType) -> Monitor_operation | None:
    """Return Monitor's operation in a slot, or None."""
    return monitor_rows(operation_type).filter(machine_id=machine_pk).first()


def with_monitor_plan(machines: QuerySet[Machine]) -> QuerySet[Machine]:
    """Add to each machine the key of Monitor's operation in each slot; `monitor_operation_pk` reads it."""

    def first_row(operation_type: OperationType) -> Subquery:
        return Subquery(monitor_rows(operation_type).filter(machine=OuterRef("pk")).values("pk")[:1])

    return machines.annotate(
        monitor_current_pk=first_row(OperationType.CURRENT), monitor_next_pk=first_row(OperationType.NEXT)
    )


def monitor_operation_pk(machine: Machine, operation_type: OperationType) -> int | None:
    """Read the key that `with_monitor_plan` added."""
    pk: int | None = getattr(machine, f"monitor_{operation_type.value}_pk")
    return pk


def is_placeholder(name: str | None) -> bool:
    """Whether an operation of this name is Monitor's word for "none" (a setting: Monitor is localised)."""
    placeholders: list[str] = settings.MONITOR_PLACEHOLDER_NAMES
    return name is not None and name.strip().casefold() in {word.casefold() for word in placeholders}


def effective_id(operation: Monitor_operation | None) -> str | None:
    """Return the id under which Monitor's operation counts; None for no row and for Monitor's placeholder."""
    if operation is None or is_placeholder(operation.name):
        return None
    return operation.monitor_operation_id
