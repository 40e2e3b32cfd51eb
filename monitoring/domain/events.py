"""The append-only log: the only code that writes planning events.

Ids are in the order of the commits: a transaction takes one advisory lock just before it inserts its events, as its
last statements, so that everything after a cursor is `id > cursor`. A bare sequence would let a slow transaction
commit a smaller id after a faster one was already read. SQLite is serial already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from monitoring.models import PlanningEvent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from monitoring.choices import OperationType, PlanningEventKind
    from monitoring.domain.actors import Actor
    from monitoring.domain.slot_states import SlotState
    from monitoring.models import Machine, Monitor_operation

# "planning" in ASCII: any constant does, as long as nothing else in the database locks on it.
EVENT_ORDER_LOCK = 0x706C616E6E696E67


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSubject:
    """Where an event happened: all None for the whole plant."""

    machine: Machine | None = None
    operation_type: OperationType | None = None
    operation: Monitor_operation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityChange:
    """A new total of parts, the one before it, and when it was counted (None: when the event happened)."""

    total: int
    before: int | None = None
    reported_at: datetime | None = None


def planning_event(
    kind: PlanningEventKind,
    *,
    actor: Actor,
    subject: EventSubject,
    quantity: QuantityChange | None = None,
    before: SlotState | None = None,
    after: SlotState | None = None,
    reason: str | None = None,
) -> PlanningEvent:
    """Prepare an event with plain copies of keys and names; `append_events` writes it."""
    machine, operation = subject.machine, subject.operation
    return PlanningEvent(
        kind=kind,
        actor=actor.name,
        machine_pk=machine.pk if machine is not None else None,
        machine_name=machine.name if machine is not None else None,
        operation_type=subject.operation_type,
        operation_pk=operation.pk if operation is not None else None,
        operation_name=operation.name if operation is not None else None,
        monitor_operation_id=operation.monitor_operation_id if operation is not None else None,
        quantity=quantity.total if quantity is not None else None,
        quantity_before=quantity.before if quantity is not None else None,
        reported_at=quantity.reported_at if quantity is not None else None,
        before=before,
        after=after,
        reason=reason,
    )


def append_events(events: Iterable[PlanningEvent]) -> list[PlanningEvent]:
    """Write events in this order, in the transaction of the change they tell of, as its last statements."""
    rows = list(events)
    if not rows:
        return []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [EVENT_ORDER_LOCK])
    return PlanningEvent.objects.bulk_create(rows)
