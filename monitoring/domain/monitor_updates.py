"""What Monitor says of its own plan, and what that does to an override."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from monitoring.choices import OperationType, PlanningEventKind
from monitoring.domain.announcements import announce_reports, outcome_name, refusals_announced
from monitoring.domain.assignments import empty_slot
from monitoring.domain.errors import OperationNotFound
from monitoring.domain.events import EventSubject, append_events, planning_event
from monitoring.domain.locks import lock_assignments, lock_machine, lock_operations
from monitoring.domain.monitor_plan import effective_id, is_placeholder, monitor_operation_of
from monitoring.domain.operation_fields import change_fields, check_fields, events_of_changes
from monitoring.domain.slots import Slot
from monitoring.domain.transactions import whole_transaction
from monitoring.domain.values import check_text
from monitoring.models import Machine, Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from monitoring.domain.actors import Actor
    from monitoring.domain.operation_fields import OperationFields
    from monitoring.models import PlanningEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorUpdate:
    """Monitor's plan for one slot. Without an id it is about the operation that Monitor already plans there."""

    machine_pk: int
    operation_type: OperationType
    monitor_operation_id: str | None
    fields: OperationFields


@refusals_announced()
def apply_monitor_update(update: MonitorUpdate, *, by: Actor) -> bool:
    """Write Monitor's plan for a slot and return whether anything changed.

    The same id as Monitor's row: the fields present are written. Another: Monitor moved on, the machine's row with
    that id (made if there is none) is marked and the old one stays as history. An override of this slot expires in
    the same transaction. Raises PermissionDenied, InvalidValue, MachineNotFound, OperationNotFound.
    """
    by.require_report()
    if update.monitor_operation_id is not None:
        check_text(update.monitor_operation_id, field="monitor_operation_id")
    check_fields(update.fields)
    return _apply_locked(update, by=by)


@whole_transaction
def _apply_locked(update: MonitorUpdate, *, by: Actor) -> bool:
    machine = lock_machine(update.machine_pk)
    assignment = lock_assignments([machine.pk]).get(machine.pk)
    planned = monitor_operation_of(machine_pk=machine.pk, operation_type=update.operation_type)
    id_before = effective_id(planned)
    marked = _mark_planned_row(update, machine=machine, planned=planned)
    subject = EventSubject(machine=machine, operation_type=update.operation_type, operation=marked.operation)
    details = _write_fields(update, marked, by=by, subject=subject)
    move = _Move(id_before=id_before, id_after=effective_id(marked.operation), subject=subject, by=by)
    expired = move.expire(Slot(assignment, update.operation_type)) if assignment is not None else []
    _note_heard(machine, update.operation_type)
    events = [*move.events(), *details, *expired]
    append_events(events)
    announce_reports([outcome_name(changed=bool(events))])
    return bool(events)


@dataclass(frozen=True, slots=True)
class _MarkedRow:
    operation: Monitor_operation
    is_new: bool


def _mark_planned_row(
    update: MonitorUpdate, *, machine: Machine, planned: Monitor_operation | None
) -> _MarkedRow:
    wanted = _wanted_id(update, planned)
    rows = _lock_rows(machine, wanted, planned)
    matching = [
        row for row in rows.values() if row.monitor_operation_id == wanted and _is_same_job(row, update)
    ]
    operation = _first_of(matching, planned=planned)
    if operation is not None and operation.monitor_slot == update.operation_type:
        return _MarkedRow(operation, is_new=False)
    _unmark_others(update.operation_type, machine=machine, keep=operation, planned=planned)
    is_new = operation is None
    if operation is None:
        operation = Monitor_operation(machine=machine, monitor_operation_id=wanted)
    operation.monitor_slot = update.operation_type
    operation.is_in_progress = update.operation_type is OperationType.CURRENT
    operation.monitor_left_at = None
    operation.save()
    return _MarkedRow(operation, is_new=is_new)


def _wanted_id(update: MonitorUpdate, planned: Monitor_operation | None) -> str:
    if update.monitor_operation_id is not None:
        return update.monitor_operation_id
    if is_placeholder(update.fields.get("name")):
        # Monitor's placeholder is a row of its own: the job that was planned keeps its name.
        return planned.monitor_operation_id if planned is not None and is_placeholder(planned.name) else ""
    if planned is None:
        raise OperationNotFound(
            f"Monitor plans nothing as {update.operation_type.value} on machine {update.machine_pk}, "
            "so monitor_operation_id must say which operation this is.",
            field="monitor_operation_id",
        )
    return planned.monitor_operation_id


def _lock_rows(
    machine: Machine, wanted: str, planned: Monitor_operation | None
) -> dict[int, Monitor_operation]:
    involved = Q(monitor_slot__isnull=False) | Q(monitor_operation_id=wanted) | Q(is_in_progress=True)
    if planned is not None:
        involved |= Q(pk=planned.pk)
    return lock_operations(Monitor_operation.objects.filter(involved, machine=machine))


def _is_same_job(row: Monitor_operation, update: MonitorUpdate) -> bool:
    """Whether a row with the wanted id is what the update speaks of: a job never becomes a placeholder, or back."""
    if is_placeholder(row.name) and row.monitor_slot not in {None, update.operation_type}:
        # Both slots may have nothing planned, and a row is marked for one slot only.
        return False
    return "name" not in update.fields or is_placeholder(row.name) == is_placeholder(update.fields["name"])


def _first_of(
    rows: Iterable[Monitor_operation], *, planned: Monitor_operation | None
) -> Monitor_operation | None:
    """Pick the row that Monitor plans here, then one it plans at all, the machine's own, the oldest."""
    return min(
        rows,
        key=lambda row: (row != planned, row.monitor_slot is None, row.is_in_pool, row.pk),
        default=None,
    )


def _unmark_others(
    operation_type: OperationType,
    *,
    machine: Machine,
    keep: Monitor_operation | None,
    planned: Monitor_operation | None,
) -> None:
    """Turn what Monitor planned here into history, before the new row is marked."""
    leaving = Q(monitor_slot=operation_type)
    if planned is not None:
        leaving |= Q(pk=planned.pk)
    if operation_type is OperationType.CURRENT:
        leaving |= Q(is_in_progress=True, is_in_pool=False, monitor_slot__isnull=True)
    rows = Monitor_operation.objects.filter(leaving, machine=machine)
    if keep is not None:
        rows = rows.exclude(pk=keep.pk)
    rows.update(monitor_slot=None, is_in_progress=False, monitor_left_at=timezone.now())


def _write_fields(
    update: MonitorUpdate, marked: _MarkedRow, *, by: Actor, subject: EventSubject
) -> list[PlanningEvent]:
    changes = change_fields(marked.operation, update.fields)
    if changes.columns:
        marked.operation.save(update_fields=sorted(changes.columns))
    events = events_of_changes(marked.operation, changes, by=by, subject=subject)
    if marked.is_new:
        # The details of a new row are told by the event that Monitor moved on; its total begins the curve.
        return [event for event in events if event.kind == PlanningEventKind.QUANTITY_REPORTED]
    return events


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """Monitor's effective id of a slot before and after an update."""

    id_before: str | None
    id_after: str | None
    subject: EventSubject
    by: Actor

    def events(self) -> list[PlanningEvent]:
        if self.id_before == self.id_after:
            return []
        kind = PlanningEventKind.MONITOR_MOVED_ON
        reason = _moved(self.id_before, self.id_after)
        return [planning_event(kind, actor=self.by, subject=self.subject, reason=reason)]

    def expire(self, slot: Slot) -> list[PlanningEvent]:
        """End the override of a locked slot if Monitor moved on from what it planned when the override was set."""
        machine, saved = self.subject.machine, slot.saved_monitor_id
        if machine is None or not slot.is_overridden or self.id_after == saved:
            return []
        if saved is not None:
            # Monitor's row may be gone from here since, as the other slot's; the saved id is its last word on this one.
            return [self._expiry(slot, machine=machine, id_before=saved)]
        if self.id_before == self.id_after:
            return []
        if _last_heard(machine, slot.operation_type) is None:
            slot.remember_monitor_id(self.id_after)
            return []
        return [self._expiry(slot, machine=machine, id_before=self.id_before)]

    def _expiry(self, slot: Slot, *, machine: Machine, id_before: str | None) -> PlanningEvent:
        reason = _moved(id_before, self.id_after)
        return empty_slot(slot, machine=machine, kind=PlanningEventKind.EXPIRED, by=self.by, reason=reason)


def _moved(id_before: str | None, id_after: str | None) -> str:
    return f"Monitor moved from {_shown(id_before)} to {_shown(id_after)}"


def _shown(monitor_id: str | None) -> str:
    return "nothing" if monitor_id is None else monitor_id or "an operation without an id"


def _last_heard(machine: Machine, operation_type: OperationType) -> datetime | None:
    heard: datetime | None = getattr(machine, f"monitor_{operation_type.value}_heard_at")
    return heard


def _note_heard(machine: Machine, operation_type: OperationType) -> None:
    column = f"monitor_{operation_type.value}_heard_at"
    setattr(machine, column, timezone.now())
    machine.save(update_fields=[column])
