"""The columns of an operation that Monitor and the script may write, and how a write becomes events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from django.utils import timezone

from monitoring.choices import PlanningEventKind
from monitoring.domain.drawings import store_drawing
from monitoring.domain.events import QuantityChange, planning_event
from monitoring.domain.values import check_priority, check_text, parse_quantity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from monitoring.domain.actors import Actor
    from monitoring.domain.events import EventSubject
    from monitoring.models import Monitor_operation, PlanningEvent


class ReportFields(TypedDict, total=False):
    """What a tracking report may carry. Absent keys are kept; values are checked before they come here."""

    currently_made_quantity: int
    is_setup: bool
    drawing: bytes | None
    employee_ids: list[str]
    employee_names: list[str]
    employee_django_user_ids: list[int | None]


class PlanFields(TypedDict, total=False):
    """What only Monitor may say of a job: any of these makes a body a Monitor update. Dates are days, no times."""

    name: str | None
    quantity: int | None
    material: str | None
    report_number: str | None
    location: str | None
    priority: int | None
    planned_start_date: datetime.date | None
    planned_finish_date: datetime.date | None


class OperationFields(ReportFields, PlanFields, total=False):
    """Everything a Monitor update may carry."""


PLAN_FIELD_NAMES = frozenset(PlanFields.__annotations__)

# Clocks of two computers differ; a report from further ahead would shut out every later one.
MAXIMUM_CLOCK_DIFFERENCE = timedelta(minutes=5)

_TOTALS = frozenset({"currently_made_quantity", "quantity"})


def check_fields(fields: Mapping[str, object]) -> None:
    """Raise InvalidValue with the field's name where a number or a text does not fit its column."""
    for name, value in fields.items():
        if name in _TOTALS and not (name == "quantity" and value is None):
            parse_quantity(value, field=name)
        elif name == "priority" and value is not None:
            check_priority(value, field=name)
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                check_text(text, field=name)


@dataclass(frozen=True, slots=True)
class FieldChanges:
    """What a write changed on one operation: columns to save, and the total before."""

    columns: frozenset[str]
    quantity_before: int
    drawing_changed: bool

    @property
    def details(self) -> list[str]:
        """Names of what changed besides the total and the setup state."""
        drawing = ["drawing"] if self.drawing_changed else []
        return (
            sorted(self.columns - {"currently_made_quantity", "quantity_reported_at", "is_setup"}) + drawing
        )


def change_fields(
    operation: Monitor_operation,
    fields: OperationFields | ReportFields,
    *,
    reported_at: datetime.datetime | None = None,
) -> FieldChanges:
    """Set the fields that differ on a locked row; the caller saves its columns. A drawing is stored at once.

    A total reported at a known time also moves the row's newest report forward, so that an older one is recognised.
    """
    quantity_before = operation.currently_made_quantity
    columns: dict[str, object] = {name: value for name, value in fields.items() if name != "drawing"}
    if "currently_made_quantity" in fields and (
        reported_at is not None or fields["currently_made_quantity"] != quantity_before
    ):
        newest = newest_report(operation)
        accepted_at = reported_at or timezone.now()
        columns["quantity_reported_at"] = accepted_at if newest is None else max(newest, accepted_at)
    changed = {name: value for name, value in columns.items() if getattr(operation, name) != value}
    for name, value in changed.items():
        setattr(operation, name, value)
    return FieldChanges(
        columns=frozenset(changed),
        quantity_before=quantity_before,
        drawing_changed="drawing" in fields and store_drawing(operation, fields["drawing"]),
    )


def newest_report(operation: Monitor_operation) -> datetime.datetime | None:
    """When the newest accepted total was counted; None where that is unknown.

    A time that lies ahead was noted while this machine's clock was ahead. It counts for nothing: it would have every
    true time refused as outdated until the clock is there again.
    """
    newest = operation.quantity_reported_at
    is_true = newest is not None and newest <= timezone.now() + MAXIMUM_CLOCK_DIFFERENCE
    return newest if is_true else None


def events_of_changes(
    operation: Monitor_operation,
    changes: FieldChanges,
    *,
    by: Actor,
    subject: EventSubject,
    reported_at: datetime.datetime | None = None,
) -> list[PlanningEvent]:
    """Prepare one event per kind of change: a new total, setup, other details."""
    events = []
    if "currently_made_quantity" in changes.columns:
        events.append(
            quantity_event(
                operation,
                quantity_before=changes.quantity_before,
                by=by,
                subject=subject,
                reported_at=reported_at,
            )
        )
    if "is_setup" in changes.columns:
        events.append(setup_event(operation, by=by, subject=subject))
    if changes.details:
        reason = f"Changed: {', '.join(changes.details)}"
        events.append(
            planning_event(PlanningEventKind.OPERATION_UPDATED, actor=by, subject=subject, reason=reason)
        )
    return events


def quantity_event(
    operation: Monitor_operation,
    *,
    quantity_before: int,
    by: Actor,
    subject: EventSubject,
    reported_at: datetime.datetime | None,
) -> PlanningEvent:
    """Prepare the event of a new total; a lower one is recorded as a correction."""
    made = operation.currently_made_quantity
    return planning_event(
        PlanningEventKind.QUANTITY_REPORTED,
        actor=by,
        subject=subject,
        quantity=QuantityChange(total=made, before=quantity_before, reported_at=reported_at),
        reason=f"Corrected from {quantity_before} to {made}" if made < quantity_before else None,
    )


def setup_event(operation: Monitor_operation, *, by: Actor, subject: EventSubject) -> PlanningEvent:
    """Prepare the event of a job that went into setup or began to run."""
    reason = "Set to setup" if operation.is_setup else "Set to running"
    return planning_event(PlanningEventKind.SETUP_CHANGED, actor=by, subject=subject, reason=reason)
