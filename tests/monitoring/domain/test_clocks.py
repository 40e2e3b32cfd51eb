"""Clocks that are wrong and are set right again: nothing is lost, and nothing is refused for an hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from monitoring.domain.board import machine_boards
from monitoring.domain.event_log import event_page
from monitoring.domain.event_pruning import prune_events
from monitoring.domain.operation_fields import ReportFields
from monitoring.domain.progress import Progress, quantity_reports
from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.domain.script_visits import last_script_visit, note_script_visit
from monitoring.models import Machine, PlanningEvent
from tests.factories import CURRENT, MONITOR_ID, PLANNER, REPORTER, assigned, machine, operation

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TRUE_TIME = datetime(2025, 1, 15, 12, tzinfo=UTC)

SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Sets the clock of this machine, which nobody may really do on the one that runs the tests."""

    def to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return to


def report(on: Machine, made: int, *, at: datetime | None = None) -> bool:
    """Report a total, counted at a time or now, and tell whether it changed anything."""
    tracking = TrackingReport(
        machine_pk=on.pk,
        operation_type=CURRENT,
        monitor_operation_id=MONITOR_ID,
        fields=ReportFields(currently_made_quantity=made),
        reported_at=at,
    )
    return accept_report(tracking, by=REPORTER).changed


def test_reports_without_a_time_are_accepted_after_the_clock_went_back(set_clock: SetClock) -> None:
    planned = operation(on := machine(), planned_as=CURRENT)
    set_clock(TRUE_TIME + HOUR)
    report(on, 45)

    set_clock(TRUE_TIME)
    changed = [report(on, 46), report(on, 47)]

    planned.refresh_from_db()
    assert (changed, planned.currently_made_quantity) == ([True, True], 47)
    quantities = [event.quantity for event in event_page().items]
    assert quantities == [45, 46, 47]


def test_reports_with_their_true_time_are_not_outdated_by_a_clock_that_was_ahead(set_clock: SetClock) -> None:
    planned = operation(on := machine(), planned_as=CURRENT)
    set_clock(TRUE_TIME + HOUR)
    report(on, 45)

    set_clock(TRUE_TIME)
    changed = report(on, 46, at=TRUE_TIME - timedelta(seconds=2))

    planned.refresh_from_db()
    assert (changed, planned.currently_made_quantity) == (True, 46)
    assert planned.quantity_reported_at == TRUE_TIME - timedelta(seconds=2)


def test_events_keep_their_order_when_the_database_s_clock_goes_back(set_clock: SetClock) -> None:
    planned = operation(on := machine(), planned_as=CURRENT)
    for made in (45, 46):
        report(on, made)
    PlanningEvent.objects.update(occurred_at=F("occurred_at") + HOUR)

    report(on, 47)

    reports = quantity_reports(operation_pks=[planned.pk])[planned.pk]
    assert [event.quantity for event in event_page().items] == [45, 46, 47]
    assert [point.quantity for point in reports] == [45, 46, 47]
    assert Progress(planned=100, made=47).estimated_finish(reports) is None


def test_a_young_event_is_not_cut_because_older_ones_bear_later_times() -> None:
    operation(on := machine(), planned_as=CURRENT)
    report(on, 45)
    PlanningEvent.objects.update(occurred_at=timezone.now() + HOUR)
    report(on, 46)

    assert prune_events(older_than_days=1) == 0
    assert prune_events(older_than_days=1, now=timezone.now() + timedelta(days=1, minutes=30)) == 0
    assert PlanningEvent.objects.count() == 2


def test_an_override_that_was_set_ahead_of_time_is_shown_as_any_other(set_clock: SetClock) -> None:
    set_clock(TRUE_TIME + HOUR)
    chosen = assigned(on := machine(), by=PLANNER)

    set_clock(TRUE_TIME)
    [board] = machine_boards()

    assert (board.machine, board.current.operation) == (on, chosen)


def test_the_script_s_visits_are_noted_whatever_the_clock_says(
    set_clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(TRUE_TIME + HOUR)
    note_script_visit(by=REPORTER)

    set_clock(TRUE_TIME)
    monkeypatch.setattr("monitoring.domain.script_visits.SECONDS_BETWEEN_NOTES", 0)
    note_script_visit(by=REPORTER)

    visit = last_script_visit()
    assert visit is not None
    assert visit.visited_at == TRUE_TIME
