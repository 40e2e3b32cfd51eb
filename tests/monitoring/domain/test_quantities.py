"""Quantities are absolute totals; the newest report wins, and an older one is not written (rule 7)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.utils.timezone import now

from monitoring.domain.errors import InvalidValue, OutdatedReport
from monitoring.domain.operation_fields import MAXIMUM_CLOCK_DIFFERENCE, ReportFields
from monitoring.domain.reports import ReportOutcome, TrackingReport, accept_report
from monitoring.domain.values import MAXIMUM_QUANTITY
from monitoring.models import Machine, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    REPORTER,
    assigned,
    machine,
    monitor_plans,
    operation,
    pool_operation,
)

pytestmark = pytest.mark.django_db

MORNING = datetime(2025, 1, 15, 6, 0, tzinfo=UTC)


@pytest.fixture
def on() -> Machine:
    """A machine whose current slot holds an operation of the pool."""
    on = machine()
    assigned(on)
    return on


def report(on: Machine, made: int, at: datetime | None = None) -> ReportOutcome:
    """Report a total, counted at a time."""
    tracking = TrackingReport(
        machine_pk=on.pk,
        operation_type=CURRENT,
        monitor_operation_id=MONITOR_ID,
        fields=ReportFields(currently_made_quantity=made),
        reported_at=at,
    )
    return accept_report(tracking, by=REPORTER)


def stored() -> tuple[int, datetime | None]:
    """The total and the time of the newest report as the database has them."""
    return Monitor_operation.objects.values_list("currently_made_quantity", "quantity_reported_at").get(
        monitor_operation_id=MONITOR_ID
    )


def quantity_events() -> list[tuple[int | None, int | None, datetime | None, str | None]]:
    """Before, total, time of counting and reason of every accepted total."""
    events = PlanningEvent.objects.filter(kind="quantity_reported").order_by("pk")
    return list(events.values_list("quantity_before", "quantity", "reported_at", "reason"))


@pytest.mark.parametrize("made", [1, 45, MAXIMUM_QUANTITY])
def test_a_total_within_the_limits_is_written(on: Machine, made: int) -> None:
    assert report(on, made).changed
    assert stored()[0] == made


@pytest.mark.parametrize("made", [-1, MAXIMUM_QUANTITY + 1, 10**5000], ids=["-1", "2**31", "10**5000"])
def test_a_total_outside_of_the_limits_is_refused_by_name_and_changes_nothing(on: Machine, made: int) -> None:
    report(on, 45)
    before, events = stored(), quantity_events()

    with pytest.raises(InvalidValue, match="must be between 0 and 2147483647") as refusal:
        report(on, made)

    assert refusal.value.field == "currently_made_quantity"
    assert (stored(), quantity_events()) == (before, events)


def test_the_same_total_again_changes_nothing(on: Machine) -> None:
    report(on, 45)
    before, events = stored(), quantity_events()

    assert not report(on, 45).changed

    assert (stored(), quantity_events()) == (before, events)


def test_zero_of_a_new_job_changes_nothing(on: Machine) -> None:
    assert not report(on, 0).changed
    assert (stored(), quantity_events()) == ((0, None), [])


def test_a_lower_total_is_a_correction_and_recorded_as_one(on: Machine) -> None:
    report(on, 45)

    assert report(on, 40).changed

    assert stored()[0] == 40
    assert quantity_events() == [(0, 45, None, None), (45, 40, None, "Corrected from 45 to 40")]


def test_a_total_over_plan_is_accepted(on: Machine) -> None:
    assert report(on, 101).changed


def test_a_report_without_a_time_counts_as_now(on: Machine) -> None:
    started = now()

    report(on, 45)

    _, reported_at = stored()
    assert reported_at is not None
    assert started <= reported_at <= now()


def test_an_older_report_is_answered_and_not_written(on: Machine) -> None:
    report(on, 45, MORNING)

    with pytest.raises(OutdatedReport) as refusal:
        report(on, 50, MORNING - timedelta(seconds=1))

    assert (refusal.value.newest_reported_at, refusal.value.field) == (MORNING, "reported_at")
    assert stored() == (45, MORNING)
    assert quantity_events() == [(0, 45, MORNING, None)]


def test_a_report_of_the_same_time_is_a_correction(on: Machine) -> None:
    report(on, 45, MORNING)

    assert report(on, 50, MORNING).changed
    assert stored() == (50, MORNING)


def test_times_of_different_zones_are_compared_as_moments(on: Machine) -> None:
    stockholm = timezone(timedelta(hours=1))
    report(on, 45, MORNING)

    assert not report(on, 45, MORNING.astimezone(stockholm)).changed
    with pytest.raises(OutdatedReport):
        report(on, 50, (MORNING - timedelta(minutes=1)).astimezone(stockholm))


def test_a_newer_report_of_the_same_total_only_moves_the_newest_time(on: Machine) -> None:
    report(on, 45, MORNING)

    outcome = report(on, 45, MORNING + timedelta(hours=1))

    assert not outcome.changed
    assert stored() == (45, MORNING + timedelta(hours=1))
    assert len(quantity_events()) == 1
    with pytest.raises(OutdatedReport):
        report(on, 50, MORNING + timedelta(minutes=59))


def test_a_report_of_now_makes_every_earlier_one_outdated(on: Machine) -> None:
    report(on, 45)

    with pytest.raises(OutdatedReport):
        report(on, 50, MORNING)


def test_a_total_that_monitor_updates_makes_earlier_reports_outdated() -> None:
    on = machine()
    monitor_plans(on, MONITOR_ID, currently_made_quantity=45)

    with pytest.raises(OutdatedReport):
        report(on, 50, MORNING)


def test_a_report_is_outdated_where_either_of_two_matching_rows_knows_a_newer_one() -> None:
    on = machine()
    operation(on, MONITOR_ID, planned_as=CURRENT, quantity_reported_at=MORNING)
    chosen = assigned(on, pool_operation(MONITOR_ID, quantity_reported_at=MORNING - timedelta(hours=2)))

    with pytest.raises(OutdatedReport):
        report(on, 50, MORNING - timedelta(hours=1))

    chosen.refresh_from_db()
    assert chosen.currently_made_quantity == 0


def test_clocks_may_differ_by_some_minutes(on: Machine) -> None:
    assert report(on, 45, now() + MAXIMUM_CLOCK_DIFFERENCE - timedelta(seconds=30)).changed


def test_a_report_of_now_does_not_take_back_the_time_of_a_clock_that_is_ahead(on: Machine) -> None:
    ahead = now() + MAXIMUM_CLOCK_DIFFERENCE - timedelta(seconds=30)
    report(on, 45, ahead)

    assert report(on, 50).changed

    assert stored() == (50, ahead)


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (datetime(2999, 1, 1, tzinfo=UTC), "in the future"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-14))), "in the future"),
        (datetime(1999, 12, 31, tzinfo=UTC), "before the year 2000"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), "before the year 2000"),
        (datetime(2025, 1, 15, 6, 0), "an offset from UTC"),  # noqa: DTZ001  # without a zone on purpose
    ],
    ids=["future", "end of time", "long ago", "before year 1 in UTC", "no zone"],
)
def test_a_time_that_cannot_be_right_is_refused_by_name_and_changes_nothing(
    on: Machine, at: datetime, why: str
) -> None:
    with pytest.raises(InvalidValue, match=why) as refusal:
        report(on, 45, at)

    assert refusal.value.field == "reported_at"
    assert stored() == (0, None)


def test_the_reported_time_is_kept_beside_the_databases_time(on: Machine) -> None:
    report(on, 45, MORNING)

    event = PlanningEvent.objects.get(kind="quantity_reported")
    assert event.reported_at == MORNING
    assert event.occurred_at > MORNING
