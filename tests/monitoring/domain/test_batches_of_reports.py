"""Many reports in one call: each its own outcome, in the order given (rules 4 and 7)."""

import pytest

from monitoring.choices import OperationType
from monitoring.domain.errors import (
    DomainError,
    InvalidValue,
    MachineNotFound,
    OperationNotAssigned,
    PermissionDenied,
)
from monitoring.domain.operation_fields import ReportFields
from monitoring.domain.reports import MAXIMUM_REPORTS, ReportOutcome, TrackingReport, accept_reports
from monitoring.models import Monitor_operation, PlanningEvent
from tests.factories import CURRENT, NEXT, REPORTER, VIEWER, assigned, machine, machines, pool_operation

pytestmark = pytest.mark.django_db


def line(
    machine_pk: int, monitor_operation_id: str, made: int, *, slot: OperationType = CURRENT
) -> TrackingReport:
    """One report of a batch."""
    return TrackingReport(
        machine_pk=machine_pk,
        operation_type=slot,
        monitor_operation_id=monitor_operation_id,
        fields=ReportFields(currently_made_quantity=made),
    )


def told(outcome: ReportOutcome | DomainError) -> object:
    """What a test compares: the class of a refusal, or whether the report changed anything."""
    return type(outcome) if isinstance(outcome, DomainError) else outcome.changed


def test_each_report_has_its_own_outcome_in_the_order_given() -> None:
    first, second = machines(2)
    assigned(first, pool_operation("1"))
    assigned(second, pool_operation("2"), slot=NEXT)

    outcomes = accept_reports(
        [
            line(second.pk, "2", 20, slot=NEXT),
            line(4711, "1", 5),
            line(first.pk, "2", 5),
            line(first.pk, "1", 2**31),
            line(first.pk, "1", 10),
            line(first.pk, "1", 10),
        ],
        by=REPORTER,
    )

    assert [told(outcome) for outcome in outcomes] == [
        True,
        MachineNotFound,
        OperationNotAssigned,
        InvalidValue,
        True,
        False,
    ]


def test_a_refused_report_stops_no_other_and_changes_nothing() -> None:
    on = machine()
    chosen = assigned(on, pool_operation("1"))

    accept_reports([line(on.pk, "1", -1), line(on.pk, "1", 10), line(on.pk, "2", 99)], by=REPORTER)

    chosen.refresh_from_db()
    assert chosen.currently_made_quantity == 10
    assert PlanningEvent.objects.filter(kind="quantity_reported").count() == 1


def test_reports_of_one_operation_are_written_in_their_order() -> None:
    first, second = machines(2)
    chosen = assigned(second, assigned(first, pool_operation("1")))
    pairs = [(first.pk, 10), (second.pk, 30), (first.pk, 20)]

    accept_reports([line(machine_pk, "1", made) for machine_pk, made in pairs], by=REPORTER)

    chosen.refresh_from_db()
    told_by_events = PlanningEvent.objects.filter(kind="quantity_reported").order_by("pk")
    assert chosen.currently_made_quantity == 20
    assert list(told_by_events.values_list("machine_pk", "quantity_before", "quantity")) == [
        (first.pk, 0, 10),
        (second.pk, 10, 30),
        (first.pk, 30, 20),
    ]


def test_different_columns_of_different_operations_are_written_in_one_batch() -> None:
    first, second = machines(2)
    counted, running = assigned(first, pool_operation("1")), assigned(second, pool_operation("2"))
    setup = TrackingReport(
        machine_pk=second.pk,
        operation_type=CURRENT,
        monitor_operation_id="2",
        fields=ReportFields(is_setup=False, employee_names=["Operator 17"]),
    )

    accept_reports([line(first.pk, "1", 10), setup], by=REPORTER)

    rows = Monitor_operation.objects.in_bulk([counted.pk, running.pk])
    assert (rows[counted.pk].currently_made_quantity, rows[counted.pk].is_setup) == (10, True)
    assert rows[counted.pk].employee_names == []
    assert (rows[running.pk].currently_made_quantity, rows[running.pk].is_setup) == (0, False)
    assert rows[running.pk].employee_names == ["Operator 17"]
    assert rows[running.pk].quantity_reported_at is None


def test_no_reports_have_no_outcomes() -> None:
    assert accept_reports([], by=REPORTER) == []


def test_more_than_500_reports_are_refused_by_name_and_change_nothing() -> None:
    on = machine()
    chosen = assigned(on, pool_operation("1"))

    with pytest.raises(InvalidValue, match="At most 500 reports fit in one call; these are 501") as refusal:
        accept_reports([line(on.pk, "1", made) for made in range(MAXIMUM_REPORTS + 1)], by=REPORTER)

    assert refusal.value.field == "reports"
    chosen.refresh_from_db()
    assert chosen.currently_made_quantity == 0


def test_a_batch_needs_the_right_to_report() -> None:
    with pytest.raises(PermissionDenied):
        accept_reports([line(1, "1", 1)], by=VIEWER)
