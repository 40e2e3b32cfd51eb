"""The daily sync: the pool becomes equal to Monitor's catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.models import Q

from monitoring.choices import OperationType, PlanningEventKind
from monitoring.domain.bulk_saves import ROWS_PER_STATEMENT, save_locked_operations
from monitoring.domain.errors import EmptyPool, InvalidValue, PoolShrinkRefused
from monitoring.domain.events import (
    EventSubject,
    QuantityChange,
    append_events,
    lock_event_order,
    planning_event,
)
from monitoring.domain.locks import lock_operations
from monitoring.domain.transactions import whole_transaction
from monitoring.domain.values import check_text, parse_quantity
from monitoring.models import MachineOperationAssignment, Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from monitoring.domain.actors import Actor
    from monitoring.models import PlanningEvent

# "pool" in ASCII; two syncs at once would each see the other's rows as gone.
POOL_SYNC_LOCK = 0x706F6F6C


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolOperation:
    """One line of Monitor's catalogue. `quantity` is the planned number of parts."""

    monitor_operation_id: str
    name: str | None
    report_number: str | None
    quantity: int | None


@dataclass(frozen=True, slots=True)
class PoolSync:
    """How many operations a sync made, changed, found as they were, and took out of the pool."""

    created: int
    updated: int
    already_in_pool: int
    removed_from_pool: int
    total_in_pool: int
    duplicates_in_payload: int


def sync_pool(operations: Sequence[PoolOperation], *, by: Actor, force: bool = False) -> PoolSync:
    """Make the pool equal to Monitor's catalogue, in one transaction under one lock.

    Rows are matched by id among those without a machine; of the same id in the list the first counts. A row that
    leaves the pool stays in any slot that holds it. Each slot whose operation changed or left gets an event. Raises
    PermissionDenied, InvalidValue, EmptyPool, and PoolShrinkRefused where an implausible share would leave and `force`
    is not set.
    """
    by.require_report()
    if not operations:
        raise EmptyPool("The list of operations is empty; that would empty the pool.", field="operations")
    wanted: dict[str, PoolOperation] = {}
    for operation in operations:
        _check(operation)
        wanted.setdefault(operation.monitor_operation_id, operation)
    return _sync_locked(wanted, duplicates=len(operations) - len(wanted), by=by, force=force)


@whole_transaction
def _sync_locked(wanted: dict[str, PoolOperation], *, duplicates: int, by: Actor, force: bool) -> PoolSync:
    _lock_sync()
    in_pool = _Pool.lock(wanted)
    leaving = in_pool.leaving()
    _refuse_shrinking(leaving=len(leaving), before=in_pool.size(), force=force)
    changed = in_pool.changed(wanted)
    created = [_new_row(line) for key, line in wanted.items() if key not in in_pool.matched]
    Monitor_operation.objects.filter(pk__in=[row.pk for row in leaving]).update(is_in_pool=False)
    save_locked_operations(changed, columns=["name", "report_number", "quantity", "is_in_pool"])
    Monitor_operation.objects.bulk_create(created, batch_size=ROWS_PER_STATEMENT)
    result = PoolSync(
        created=len(created),
        updated=len(changed),
        already_in_pool=len(wanted) - len(created) - len(changed),
        removed_from_pool=len(leaving),
        total_in_pool=len(wanted),
        duplicates_in_payload=duplicates,
    )
    if created or changed or leaving:
        # The slots are not locked: what they hold must be read when no other change can come before in the log.
        lock_event_order()
        append_events([_event(result, by=by), *_events_of_slots(changed, leaving, by=by)])
    return result


@dataclass(frozen=True, slots=True)
class _Pool:
    """Locked rows: those in the pool, and those without a machine that the catalogue names."""

    rows: list[Monitor_operation]
    matched: dict[str, Monitor_operation]

    @classmethod
    def lock(cls, wanted: dict[str, PoolOperation]) -> _Pool:
        rows = list(lock_operations(_rows_of_sync()).values())
        matched: dict[str, Monitor_operation] = {}
        # Of several rows with one id, the one in the pool counts before one that left it.
        for row in sorted(rows, key=lambda row: (not row.is_in_pool, row.pk)):
            if row.machine_id is None and row.monitor_operation_id in wanted:
                matched.setdefault(row.monitor_operation_id, row)
        return cls(rows=rows, matched=matched)

    def size(self) -> int:
        return sum(row.is_in_pool for row in self.rows)

    def leaving(self) -> list[Monitor_operation]:
        staying = {row.pk for row in self.matched.values()}
        return [row for row in self.rows if row.is_in_pool and row.pk not in staying]

    def changed(self, wanted: dict[str, PoolOperation]) -> list[Monitor_operation]:
        return [row for key, row in self.matched.items() if _write(row, wanted[key])]


def _rows_of_sync() -> QuerySet[Monitor_operation]:
    return Monitor_operation.objects.filter(Q(is_in_pool=True) | Q(machine__isnull=True))


def _lock_sync() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [POOL_SYNC_LOCK])


def _check(operation: PoolOperation) -> None:
    if not operation.monitor_operation_id:
        raise InvalidValue("monitor_operation_id must not be empty.", field="monitor_operation_id")
    check_text(operation.monitor_operation_id, field="monitor_operation_id")
    if operation.name is not None:
        check_text(operation.name, field="part_name")
    if operation.report_number is not None:
        check_text(operation.report_number, field="report_id")
    if operation.quantity is not None:
        parse_quantity(operation.quantity, field="quantity")


def _refuse_shrinking(*, leaving: int, before: int, force: bool) -> None:
    smallest: int = settings.POOL_SHRINK_GUARD_FROM
    allowed_share: float = settings.POOL_SHRINK_ALLOWED_SHARE
    if not force and before >= smallest and leaving > allowed_share * before:
        raise PoolShrinkRefused(
            f"This would remove {leaving} of {before} operations from the pool, more than "
            f'{allowed_share:.0%}. If that is right, send "force": true.',
            field="operations",
        )


def _write(row: Monitor_operation, line: PoolOperation) -> bool:
    before = (row.name, row.report_number, row.quantity, row.is_in_pool)
    row.name, row.report_number, row.quantity, row.is_in_pool = (
        line.name,
        line.report_number,
        line.quantity,
        True,
    )
    return before != (row.name, row.report_number, row.quantity, row.is_in_pool)


def _new_row(line: PoolOperation) -> Monitor_operation:
    return Monitor_operation(
        monitor_operation_id=line.monitor_operation_id,
        name=line.name,
        report_number=line.report_number,
        quantity=line.quantity,
        is_in_pool=True,
    )


def _event(result: PoolSync, *, by: Actor) -> PlanningEvent:
    return planning_event(
        PlanningEventKind.POOL_SYNCED,
        actor=by,
        subject=EventSubject(),
        quantity=QuantityChange(total=result.total_in_pool),
        reason=f"{result.created} created, {result.updated} updated, {result.removed_from_pool} removed",
    )


def _events_of_slots(
    changed: Sequence[Monitor_operation], leaving: Sequence[Monitor_operation], *, by: Actor
) -> list[PlanningEvent]:
    """Prepare one event for each slot that holds such an operation, since the plant's event names no machine."""
    reasons = {row.pk: (row, "Changed by the sync of the pool") for row in changed}
    reasons |= {row.pk: (row, "Left the pool") for row in leaving}
    if not reasons:
        return []
    assignments = MachineOperationAssignment.objects.filter(
        Q(manual_current_operation__isnull=False) | Q(manual_next_operation__isnull=False)
    )
    events = []
    for assignment in assignments.select_related("machine").order_by("machine_id"):
        held = (assignment.manual_current_operation_id, assignment.manual_next_operation_id)
        for operation_type, operation_pk in zip(OperationType, held, strict=True):
            if operation_pk in reasons:
                operation, reason = reasons[operation_pk]
                subject = EventSubject(
                    machine=assignment.machine, operation_type=operation_type, operation=operation
                )
                events.append(
                    planning_event(
                        PlanningEventKind.OPERATION_UPDATED, actor=by, subject=subject, reason=reason
                    )
                )
    return events
