"""How far a job is and when it will be done at its recent pace (rule 11)."""

from datetime import UTC, datetime, timedelta

import pytest

from monitoring.choices import PlanningEventKind
from monitoring.domain.operation_fields import ReportFields
from monitoring.domain.progress import Progress, QuantityReport, quantity_reports
from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.domain.values import MAXIMUM_QUANTITY
from monitoring.models import PlanningEvent
from tests.factories import CURRENT, MONITOR_ID, REPORTER, assigned, machine

SIX = datetime(2025, 1, 15, 6, 0, tzinfo=UTC)


def counted(*totals: int, every: timedelta = timedelta(hours=1)) -> list[QuantityReport]:
    """Totals at even distances, beginning at six in the morning."""
    return [QuantityReport(SIX + number * every, total) for number, total in enumerate(totals)]


@pytest.mark.parametrize(
    ("planned", "made", "remaining", "is_over_plan", "ratio"),
    [
        (100, 0, 100, False, 0.0),
        (100, 45, 55, False, 0.45),
        (100, 100, 0, False, 1.0),
        (100, 101, 0, True, 1.0),
        (0, 0, 0, False, None),
        (0, 1, 0, True, None),
        (None, 45, None, False, None),
        (MAXIMUM_QUANTITY, MAXIMUM_QUANTITY - 1, 1, False, (MAXIMUM_QUANTITY - 1) / MAXIMUM_QUANTITY),
    ],
    ids=[
        "nothing made",
        "halfway",
        "done",
        "over plan",
        "planned 0",
        "planned 0 and over",
        "no plan",
        "the largest",
    ],
)
def test_remaining_over_plan_and_ratio_follow_from_planned_and_made(
    planned: int | None, made: int, remaining: int | None, is_over_plan: bool, ratio: float | None
) -> None:
    progress = Progress(planned=planned, made=made)

    assert (progress.remaining, progress.is_over_plan, progress.ratio) == (remaining, is_over_plan, ratio)


def test_rows_that_the_orm_allows_have_a_progress_too() -> None:
    assert Progress(planned=-5, made=3).ratio is None
    assert Progress(planned=100, made=-3).ratio == 0.0
    assert Progress(planned=100, made=-3).remaining == 103


def test_the_estimate_goes_on_at_the_pace_of_the_reports() -> None:
    estimate = Progress(planned=100, made=40).estimated_finish(counted(10, 20, 30, 40))

    assert estimate == SIX + timedelta(hours=3 + 6)


def test_only_the_recent_reports_set_the_pace() -> None:
    slow_start = [QuantityReport(SIX - timedelta(days=30), 0)]

    estimate = Progress(planned=200, made=100).estimated_finish(
        slow_start + counted(10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
    )

    assert estimate == SIX + timedelta(hours=9 + 10)


@pytest.mark.parametrize(
    ("planned", "totals"),
    [
        (100, []),
        (100, [45]),
        (100, [45, 40]),
        (100, [45, 40, 45]),
        (None, [10, 20]),
        (20, [10, 20]),
        (0, [1, 2]),
    ],
    ids=["no report", "one report", "going down", "no progress", "no plan", "done", "planned 0"],
)
def test_there_is_no_estimate_without_progress_or_without_anything_left(
    planned: int | None, totals: list[int]
) -> None:
    made = totals[-1] if totals else 0

    assert Progress(planned=planned, made=made).estimated_finish(counted(*totals)) is None


def test_there_is_no_estimate_from_reports_of_one_moment() -> None:
    reports = counted(10, 20, every=timedelta(0))

    assert Progress(planned=100, made=20).estimated_finish(reports) is None


@pytest.mark.parametrize("every", [timedelta(days=1), timedelta(days=3650)])
def test_there_is_no_estimate_beyond_ten_years_however_slow_the_pace(every: timedelta) -> None:
    reports = counted(0, 1, every=every)

    assert Progress(planned=MAXIMUM_QUANTITY, made=1).estimated_finish(reports) is None


@pytest.mark.django_db
def test_the_curve_is_the_accepted_reports_of_that_job_in_their_order() -> None:
    on, other = machine("Lathe 1"), machine("Mill 2")
    chosen, elsewhere = assigned(on), assigned(other)
    for minute, made in enumerate([10, 10, 30, 20]):
        for where in (on, other):
            tracking = TrackingReport(
                machine_pk=where.pk,
                operation_type=CURRENT,
                monitor_operation_id=MONITOR_ID,
                fields=ReportFields(currently_made_quantity=made + where.pk),
                reported_at=SIX + timedelta(minutes=minute),
            )
            accept_report(tracking, by=REPORTER)

    curves = quantity_reports(operation_pks=[chosen.pk, elsewhere.pk, 4711])

    assert curves == {
        operation.pk: [
            QuantityReport(SIX, 10 + where.pk),
            QuantityReport(SIX + timedelta(minutes=2), 30 + where.pk),
            QuantityReport(SIX + timedelta(minutes=3), 20 + where.pk),
        ]
        for where, operation in ((on, chosen), (other, elsewhere))
    }


@pytest.mark.django_db
def test_the_curve_keeps_the_newest_reports_of_each_job() -> None:
    for made in range(1, 31):
        for operation_pk in (1, 2):
            PlanningEvent.objects.create(
                kind=PlanningEventKind.QUANTITY_REPORTED, operation_pk=operation_pk, quantity=made
            )

    curves = quantity_reports(operation_pks=[1, 2], last=3)

    assert {pk: [point.quantity for point in curve] for pk, curve in curves.items()} == {
        1: [28, 29, 30],
        2: [28, 29, 30],
    }


@pytest.mark.django_db
def test_a_report_without_a_time_stands_at_the_time_of_its_event() -> None:
    on = machine()
    chosen = assigned(on)
    tracking = TrackingReport(
        machine_pk=on.pk,
        operation_type=CURRENT,
        monitor_operation_id=MONITOR_ID,
        fields=ReportFields(currently_made_quantity=45),
    )
    accept_report(tracking, by=REPORTER)

    [point] = quantity_reports(operation_pks=[chosen.pk])[chosen.pk]

    assert point.reported_at == PlanningEvent.objects.get(kind="quantity_reported").occurred_at
