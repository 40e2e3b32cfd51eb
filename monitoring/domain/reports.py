"""Tracking reports: what was made, of exactly the operation that the named slot holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from monitoring.domain.announcements import announce_reports, outcome_name, refusals_announced
from monitoring.domain.bulk_saves import save_locked_operations
from monitoring.domain.errors import (
    DomainError,
    InvalidValue,
    MachineNotFound,
    OperationNotAssigned,
    OutdatedReport,
)
from monitoring.domain.events import EventSubject, append_events
from monitoring.domain.held_operations import HeldOperations, lock_held_operations
from monitoring.domain.operation_fields import (
    MAXIMUM_CLOCK_DIFFERENCE,
    change_fields,
    check_fields,
    events_of_changes,
    newest_report,
)
from monitoring.domain.transactions import whole_transaction
from monitoring.domain.values import check_text
from monitoring.models import Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitoring.choices import OperationType
    from monitoring.domain.actors import Actor
    from monitoring.domain.operation_fields import ReportFields
    from monitoring.models import PlanningEvent

MAXIMUM_REPORTS = 500

# PostgreSQL stores times that Python cannot read back; a row with one could not be shown any more.
EARLIEST_REPORT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingReport:
    """A report about one slot. Without an id it is about Monitor's row; `reported_at` None means now."""

    machine_pk: int
    operation_type: OperationType
    monitor_operation_id: str | None
    fields: ReportFields
    reported_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """The operation the report was about, as it is now, and whether the report changed anything."""

    operation: Monitor_operation
    changed: bool


def accept_report(report: TrackingReport, *, by: Actor) -> ReportOutcome:
    """Write a report onto the manual operation or Monitor's row of its slot, or both where both match.

    It never changes which operation a machine runs. Raises PermissionDenied, InvalidValue, MachineNotFound,
    OperationNotAssigned (a late report, which touches nothing) and OutdatedReport.
    """
    outcome = accept_reports([report], by=by)[0]
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


@refusals_announced()
def accept_reports(reports: Sequence[TrackingReport], *, by: Actor) -> list[ReportOutcome | DomainError]:
    """Write up to 500 reports in one transaction and a fixed number of statements.

    Each report has its own outcome, in the order given; a refused one changes nothing and stops no other.
    Raises PermissionDenied, and InvalidValue where there are too many.
    """
    by.require_report()
    if len(reports) > MAXIMUM_REPORTS:
        raise InvalidValue(
            f"At most {MAXIMUM_REPORTS} reports fit in one call; these are {len(reports)}.", field="reports"
        )
    return _accept_locked(reports, by=by)


@whole_transaction
def _accept_locked(reports: Sequence[TrackingReport], *, by: Actor) -> list[ReportOutcome | DomainError]:
    held = lock_held_operations({report.machine_pk for report in reports})
    written = _Written(by=by)
    outcomes = [_outcome(report, held, written) for report in reports]
    written.save()
    announce_reports([_name_of(outcome) for outcome in outcomes])
    return outcomes


def _name_of(outcome: ReportOutcome | DomainError) -> str:
    return outcome.code if isinstance(outcome, DomainError) else outcome_name(changed=outcome.changed)


@dataclass(slots=True)
class _Written:
    """What a batch changed so far: saved at the end in one statement for rows and one for events."""

    by: Actor
    operations: dict[int, Monitor_operation] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)
    events: list[PlanningEvent] = field(default_factory=list)

    def save(self) -> None:
        save_locked_operations(self.operations.values(), columns=self.columns)
        append_events(self.events)


def _outcome(report: TrackingReport, held: HeldOperations, written: _Written) -> ReportOutcome | DomainError:
    try:
        _check(report)
        operations = _reported_operations(report, held)
        _refuse_outdated(report, operations)
    except DomainError as refusal:
        return refusal
    events = [event for operation in operations for event in _write(operation, report, held, written)]
    return ReportOutcome(operation=operations[0], changed=bool(events))


def _check(report: TrackingReport) -> None:
    if report.monitor_operation_id is not None:
        check_text(report.monitor_operation_id, field="monitor_operation_id")
    check_fields(report.fields)
    if report.reported_at is not None:
        _check_time(report.reported_at)


def _check_time(reported_at: datetime) -> None:
    if timezone.is_naive(reported_at):
        problem = "needs an offset from UTC"
    elif reported_at > timezone.now() + MAXIMUM_CLOCK_DIFFERENCE:
        problem = "lies in the future"
    elif reported_at < EARLIEST_REPORT:
        problem = "lies before the year 2000"
    else:
        return
    raise InvalidValue(
        f"reported_at {problem} ({reported_at.isoformat()}); check the sender's clock.", field="reported_at"
    )


def _reported_operations(report: TrackingReport, held: HeldOperations) -> list[Monitor_operation]:
    machine = held.machines.get(report.machine_pk)
    if machine is None:
        raise MachineNotFound(report.machine_pk)
    manual, monitor = held.of(machine.pk, report.operation_type)
    wanted = report.monitor_operation_id
    if wanted is None:
        matching = [monitor]
    else:
        matching = [row for row in (manual, monitor) if row and row.monitor_operation_id == wanted]
    found = list(dict.fromkeys(row for row in matching if row is not None))
    if not found:
        what = f"Operation {wanted}" if wanted is not None else "Monitor's operation"
        raise OperationNotAssigned(
            f"{what} is not {report.operation_type.value} on {machine} (any more); nothing was written.",
            field="monitor_operation_id",
        )
    return found


def _refuse_outdated(report: TrackingReport, operations: Sequence[Monitor_operation]) -> None:
    known = [newest for row in operations if (newest := newest_report(row)) is not None]
    if report.reported_at is not None and known and report.reported_at < max(known):
        raise OutdatedReport(newest_reported_at=max(known))


def _write(
    operation: Monitor_operation, report: TrackingReport, held: HeldOperations, written: _Written
) -> list[PlanningEvent]:
    changes = change_fields(operation, report.fields, reported_at=report.reported_at)
    subject = EventSubject(
        machine=held.machines[report.machine_pk], operation_type=report.operation_type, operation=operation
    )
    events = events_of_changes(
        operation, changes, by=written.by, subject=subject, reported_at=report.reported_at
    )
    if changes.columns:
        written.operations[operation.pk] = operation
        written.columns |= changes.columns
    written.events += events
    return events
