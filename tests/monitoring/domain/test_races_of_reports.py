"""Reports, updates, toggles and syncs at the same moment: both are kept, none deadlocks (rules 4, 7, 9 and 10)."""

from functools import partial

import pytest

from monitoring.domain.errors import DomainError
from monitoring.domain.locks import lock_machines
from monitoring.domain.operation_fields import ReportFields
from monitoring.domain.pool_sync import PoolOperation, PoolSync, sync_pool
from monitoring.domain.reports import ReportOutcome, TrackingReport, accept_reports
from monitoring.domain.setups import set_operation_setup
from monitoring.models import Machine, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    PLANNER,
    REPORTER,
    assigned,
    machine,
    machines,
    monitor_plans,
    pool_operation,
)
from tests.monitoring.domain.connections import holding, overlapping

pytestmark = pytest.mark.django_db(transaction=True)


def report(*lines: tuple[Machine, str, int]) -> list[bool | type[DomainError]]:
    """Report totals in one batch and tell which changed anything."""
    reports = [
        TrackingReport(
            machine_pk=on.pk,
            operation_type=CURRENT,
            monitor_operation_id=monitor_operation_id,
            fields=ReportFields(currently_made_quantity=made),
        )
        for on, monitor_operation_id, made in lines
    ]
    return [
        outcome.changed if isinstance(outcome, ReportOutcome) else type(outcome)
        for outcome in accept_reports(reports, by=REPORTER)
    ]


def toggle(on: Machine, what: Monitor_operation) -> bool:
    """Set an operation to running."""
    return set_operation_setup(
        machine_pk=on.pk, operation_type=CURRENT, operation_pk=what.pk, is_setup=False, by=PLANNER
    ).changed


def sync(*ids: str, name: str = "Synced") -> PoolSync:
    """Sync a catalogue of these ids."""
    return sync_pool(
        [
            PoolOperation(monitor_operation_id=monitor_id, name=name, report_number=None, quantity=5)
            for monitor_id in ids
        ],
        by=REPORTER,
    )


def test_a_report_that_waits_for_a_setup_toggle_keeps_both() -> None:
    on = machine()
    chosen = assigned(on, pool_operation("1"))

    toggled, reported = overlapping(partial(toggle, on, chosen), partial(report, (on, "1", 45)))

    chosen.refresh_from_db()
    assert (toggled, reported.result()) == (True, [True])
    assert (chosen.is_setup, chosen.currently_made_quantity) == (False, 45)


def test_a_setup_toggle_that_waits_for_a_report_keeps_both() -> None:
    on = machine()
    chosen = assigned(on, pool_operation("1"))

    reported, toggled = overlapping(partial(report, (on, "1", 45)), partial(toggle, on, chosen))

    chosen.refresh_from_db()
    assert (reported, toggled.result()) == ([True], True)
    assert (chosen.is_setup, chosen.currently_made_quantity) == (False, 45)


def test_a_report_that_waits_for_a_sync_keeps_both() -> None:
    on = machine()
    chosen = assigned(on, pool_operation("1"))

    _, reported = overlapping(partial(sync, "1"), partial(report, (on, "1", 45)))

    chosen.refresh_from_db()
    assert reported.result() == [True]
    assert (chosen.name, chosen.quantity, chosen.currently_made_quantity) == ("Synced", 5, 45)


def test_a_sync_that_waits_for_a_report_keeps_both() -> None:
    on = machine()
    chosen = assigned(on, pool_operation("1"))

    _, synced = overlapping(partial(report, (on, "1", 45)), partial(sync, "1"))

    chosen.refresh_from_db()
    assert synced.result().updated == 1
    assert (chosen.name, chosen.quantity, chosen.currently_made_quantity) == ("Synced", 5, 45)


def test_two_syncs_of_the_same_new_operations_make_each_once() -> None:
    first, second = overlapping(partial(sync, "1", "2"), partial(sync, "2", "3"))

    rows = Monitor_operation.objects.order_by("monitor_operation_id")
    assert (first.created, second.result().created, second.result().already_in_pool) == (2, 1, 1)
    assert list(rows.values_list("monitor_operation_id", "is_in_pool")) == [
        ("1", False),
        ("2", True),
        ("3", True),
    ]


def test_two_reports_of_one_operation_are_told_one_after_the_other() -> None:
    first, second = machines(2)
    chosen = assigned(second, assigned(first, pool_operation("1")))

    _, waited = overlapping(partial(report, (first, "1", 45)), partial(report, (second, "1", 50)))

    chosen.refresh_from_db()
    told = PlanningEvent.objects.filter(kind="quantity_reported").order_by("pk")
    assert waited.result() == [True]
    assert chosen.currently_made_quantity == 50
    assert list(told.values_list("quantity_before", "quantity")) == [(0, 45), (45, 50)]


def test_two_first_updates_of_a_machine_make_one_row() -> None:
    on = machine()

    first, second = overlapping(
        partial(monitor_plans, on, "1", name="Shaft"), partial(monitor_plans, on, "1", name="Shaft")
    )

    assert (first, second.result()) == (True, False)
    assert on.monitor_operations.count() == 1


def test_batches_of_overlapping_machines_in_opposite_order_lock_in_one_order() -> None:
    first, second = machines(2)
    assigned(first, pool_operation("1"))
    assigned(second, pool_operation("2"))
    forwards = partial(report, (first, "1", 10), (second, "2", 20))
    backwards = partial(report, (second, "2", 21), (first, "1", 11))

    with holding(lambda: lock_machines([first.pk]), forwards, backwards) as waiting:
        # Both wait for the first machine. Whoever had the second one already would be in the other's way.
        assert Machine.objects.select_for_update(nowait=True).get(pk=second.pk)

    made = Monitor_operation.objects.order_by("monitor_operation_id").values_list(
        "currently_made_quantity", flat=True
    )
    assert [answer.result() for answer in waiting] == [[True, True], [True, True]]
    assert list(made) in ([10, 20], [11, 21])


def test_a_sync_and_a_batch_lock_operations_in_one_order() -> None:
    on, other = machines(2)
    first, second = assigned(on, pool_operation("1")), assigned(other, pool_operation("2"))
    batch = partial(report, (other, "2", 20), (on, "1", 10))

    with holding(lambda: _lock(first), partial(sync, "2", "1"), batch) as waiting:
        # Both wait for the first operation. Whoever had the second one already would be in the other's way.
        _lock(second)

    synced, reported = (answer.result() for answer in waiting)
    assert (synced, reported) == (PoolSync(0, 2, 0, 0, 2, 0), [True, True])


def _lock(what: Monitor_operation) -> None:
    assert Monitor_operation.objects.select_for_update(nowait=True).get(pk=what.pk) == what
