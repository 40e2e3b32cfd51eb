"""The append-only log: the only code that writes planning events.

Ids are in the order of the commits: a transaction takes one advisory lock before it inserts its events, as its last
statements, so that everything after a cursor is `id > cursor`. A bare sequence would let a slow transaction
commit a smaller id after a faster one was already read. SQLite is serial already.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from django.db import connection, transaction
from django.db.models.functions import Now

from monitoring.choices import PlanningEventKind
from monitoring.domain.announcements import announce_events
from monitoring.domain.wakeups import wake_followers
from monitoring.models import PlanningEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from monitoring.choices import OperationType
    from monitoring.domain.actors import Actor
    from monitoring.domain.slot_states import SlotState
    from monitoring.models import Machine, Monitor_operation

logger = logging.getLogger(__name__)

# "planning" in ASCII: any constant does, as long as nothing else in the database locks on it.
EVENT_ORDER_LOCK = 0x706C616E6E696E67
# SQLite writes its own time; where the lock tells one, it takes this one's place. One for all events: Django would make
# one for each.
WHEN_WRITTEN: Final = Now()


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
        occurred_at=WHEN_WRITTEN,
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
        request_id=actor.request_id,
    )


def append_events(events: Iterable[PlanningEvent]) -> list[PlanningEvent]:
    """Write events in this order, in the transaction of the change they tell of, as its last statements.

    Once the transaction is committed, whichever door the change came by, those who follow the log are woken, and
    each event is logged in one line, and whoever listens is told.
    """
    rows = list(events)
    if not rows:
        return []
    if (locked_at := lock_event_order()) is not None:
        for row in rows:
            row.occurred_at = locked_at
    written = PlanningEvent.objects.bulk_create(rows)
    wake_followers(newest_id=written[-1].pk)
    transaction.on_commit(lambda: _log(written))
    return written


def lock_event_order() -> datetime | None:
    """Let no other transaction write events until this one ends.

    Returns what the database's clock says then, None on SQLite: events that are written together have one time, and
    Django would write the clock into the statement for each of them anew.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() FROM pg_advisory_xact_lock(%s)", [EVENT_ORDER_LOCK])
        (locked_at,) = cursor.fetchone()
    return cast("datetime", locked_at)


def _log(events: Sequence[PlanningEvent]) -> None:
    for event in events:
        logger.info("%s", described(event))
    announce_events(events)


def described(event: PlanningEvent) -> str:
    """Tell an event in one line: who, what, where, from what to what, and why."""
    where = f" on {event.machine_name}" if event.machine_name is not None else ""
    slot = f" ({event.operation_type})" if event.operation_type is not None else ""
    operation = f", operation {event.monitor_operation_id}" if event.monitor_operation_id is not None else ""
    before = f"{event.quantity_before} -> " if event.quantity_before is not None else ""
    quantity = f": {before}{event.quantity} parts" if event.quantity is not None else ""
    reason = f". {event.reason}" if event.reason else ""
    what = PlanningEventKind(event.kind).label
    return f"{what}{where}{slot}{operation}{quantity}, by {event.actor}{reason}"
