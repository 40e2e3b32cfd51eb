"""What an administrator writes by hand: new operations, and corrections of what Monitor or the script reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from monitoring.choices import OperationType, PlanningEventKind
from monitoring.domain.errors import DomainError, InvalidValue, OperationNotFound
from monitoring.domain.events import EventSubject, append_events, planning_event
from monitoring.domain.locks import lock_assignments, lock_machines, lock_operations
from monitoring.domain.operation_fields import (
    FieldChanges,
    OperationFields,
    change_fields,
    check_fields,
    events_of_changes,
)
from monitoring.domain.reports import ReportOutcome
from monitoring.domain.slots import Slot
from monitoring.domain.transactions import whole_transaction
from monitoring.domain.values import check_text
from monitoring.models import MachineOperationAssignment, Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitoring.domain.actors import Actor
    from monitoring.models import Machine

ADDED = "Added by hand"


class CorrectedFields(OperationFields, total=False):
    """What a correction may carry: what Monitor says, and what only a person decides."""

    is_in_pool: bool
    is_in_progress: bool


class CorrectionConflict(DomainError):
    """Somebody or the script changed the value since the administrator saw it; `current` is what it is now."""

    code = "correction_conflict"

    def __init__(self, *, field: str, current: object) -> None:
        shown = "empty" if current is None else current
        super().__init__(
            f"This changed meanwhile; it is now {shown}. Look at it, then decide again.", field=field
        )
        self.current = current


def correct_operation(
    *, operation_pk: int, fields: CorrectedFields, by: Actor, seen: CorrectedFields | None = None
) -> ReportOutcome:
    """Write what an administrator knows better; absent fields are kept, a lower total is accepted.

    `seen` is what the administrator saw: a field that is different by now raises CorrectionConflict and nothing is
    written. Raises PermissionDenied, InvalidValue and OperationNotFound too.
    """
    by.require_change_assignments()
    check_fields(fields)
    return _correct_locked(operation_pk, fields, by=by, seen=seen or {})


@whole_transaction
def _correct_locked(
    operation_pk: int, fields: CorrectedFields, *, by: Actor, seen: Mapping[str, object]
) -> ReportOutcome:
    machines = lock_machines(_machines_of(operation_pk))
    assignments = lock_assignments(machines)
    operation = lock_operations(Monitor_operation.objects.filter(pk=operation_pk)).get(operation_pk)
    if operation is None:
        raise OperationNotFound(f"There is no operation {operation_pk}.", field="operation_id")
    _refuse_unseen(operation, fields, seen=seen)
    _refuse_unmarking(operation, fields)
    changes = change_fields(operation, fields)
    if changes.columns:
        operation.save(update_fields=sorted(changes.columns))
    subject = _subject(operation, machines=machines, assignments=assignments)
    events = events_of_changes(operation, changes, by=by, subject=subject)
    append_events(events)
    return ReportOutcome(operation=operation, changed=bool(events))


def add_operation(operation: Monitor_operation, *, by: Actor) -> None:
    """Save a new operation that a person made; its total begins the progress curve.

    Raises PermissionDenied and InvalidValue.
    """
    by.require_change_assignments()
    check_text(operation.monitor_operation_id, field="monitor_operation_id")
    check_fields(
        {name: getattr(operation, name) for name in CorrectedFields.__annotations__ if name != "drawing"}
    )
    _add(operation, by=by)


@whole_transaction
def _add(operation: Monitor_operation, *, by: Actor) -> None:
    operation.pk = None  # a first attempt that was undone has given it a key
    machines = lock_machines([operation.machine_id] if operation.machine_id is not None else [])
    operation.save()
    subject = _subject(operation, machines=machines, assignments={})
    made = operation.currently_made_quantity
    total = FieldChanges(
        columns=frozenset({"currently_made_quantity"} if made else ()),
        quantity_before=0,
        drawing_changed=False,
    )
    added = planning_event(PlanningEventKind.OPERATION_UPDATED, actor=by, subject=subject, reason=ADDED)
    append_events([added, *events_of_changes(operation, total, by=by, subject=subject)])


def _refuse_unseen(
    operation: Monitor_operation, fields: Mapping[str, object], *, seen: Mapping[str, object]
) -> None:
    for field in sorted(fields.keys() & seen.keys()):
        current = getattr(operation, field)
        if current not in (seen[field], fields[field]):
            raise CorrectionConflict(field=field, current=current)


def _refuse_unmarking(operation: Monitor_operation, fields: CorrectedFields) -> None:
    is_in_progress = fields.get("is_in_progress", operation.is_in_progress)
    if operation.monitor_slot is not None and is_in_progress != operation.is_in_progress:
        raise InvalidValue(
            f"Monitor plans this operation as {operation.monitor_slot}, and that decides whether it is in progress.",
            field="is_in_progress",
        )


def _machines_of(operation_pk: int) -> set[int]:
    """The machine that owns the operation, and those whose slots hold it."""
    holding = MachineOperationAssignment.objects.filter(
        Q(manual_current_operation=operation_pk) | Q(manual_next_operation=operation_pk)
    )
    owning = Monitor_operation.objects.filter(pk=operation_pk, machine__isnull=False)
    found = {*holding.values_list("machine_id", flat=True), *owning.values_list("machine_id", flat=True)}
    return {pk for pk in found if pk is not None}


def _subject(
    operation: Monitor_operation,
    *,
    machines: Mapping[int, Machine],
    assignments: Mapping[int, MachineOperationAssignment],
) -> EventSubject:
    """Say where the operation is, as far as one place can be named: everybody hears of what is on several machines."""
    slots = {
        (machine_pk, slot)
        for machine_pk, assignment in assignments.items()
        for slot in OperationType
        if Slot(assignment, slot).operation_pk == operation.pk
    }
    if operation.monitor_slot is not None and operation.machine_id is not None:
        slots.add((operation.machine_id, OperationType(operation.monitor_slot)))
    places: set[int | None] = {machine_pk for machine_pk, _ in slots}
    places = places or {operation.machine_id}
    machine_pk = places.pop() if len(places) == 1 else None
    return EventSubject(
        machine=machines.get(machine_pk) if machine_pk is not None else None,
        operation_type=next(iter(slots))[1] if len(slots) == 1 else None,
        operation=operation,
    )
