"""The number of statements does not grow with the number of rows."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.domain.assignment_details import assignment_details
from monitoring.domain.assignments import assign_operation
from monitoring.domain.board import machine_boards, slots_holding
from monitoring.domain.manual_assignments import manual_assignments
from monitoring.domain.operation_fields import ReportFields
from monitoring.domain.pool_sync import PoolOperation, sync_pool
from monitoring.domain.progress import quantity_reports
from monitoring.domain.reports import TrackingReport, accept_reports
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation
from tests.factories import (
    CURRENT,
    NEXT,
    PLANNER,
    REPORTER,
    machine,
    machines,
    operation,
    pool_operation,
    slot_of,
)

pytestmark = pytest.mark.django_db

# PostgreSQL's statements more: the lock that keeps events in the order of the commits, and the wake-up of who follows.
ANNOUNCED = 2 if connection.vendor == "postgresql" else 0
# And the lock that lets one sync run at a time, and the events' lock before the slots are read.
SYNC_LOCKS = 2 if connection.vendor == "postgresql" else 0


def busy_machines(count: int) -> list[Machine]:
    """Machines with both slots overridden and both planned by Monitor."""
    rows = machines(count)
    for on in rows:
        MachineOperationAssignment.objects.create(
            machine=on,
            manual_current_operation=pool_operation(f"C{on.pk}"),
            manual_next_operation=pool_operation(f"N{on.pk}"),
        )
        operation(on, f"MC{on.pk}", planned_as=CURRENT)
        operation(on, f"MN{on.pk}", planned_as=NEXT)
    return rows


def statements(call: Callable[[], object]) -> list[str]:
    """The statements that a call runs, transactions and savepoints left out."""
    with CaptureQueriesContext(connection) as captured:
        call()
    control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [query["sql"] for query in captured if not query["sql"].startswith(control)]


@pytest.mark.parametrize("count", [1, 20])
def test_boards_take_two_statements(count: int) -> None:
    busy_machines(count)

    taken = statements(
        lambda: [(board.current.operation, board.next.monitor_operation) for board in machine_boards()]
    )

    assert len(taken) == 2


@pytest.mark.parametrize("count", [1, 20])
def test_the_scripts_list_takes_one_statement(count: int) -> None:
    busy_machines(count)

    assert len(statements(manual_assignments)) == 1
    assert len(statements(assignment_details)) == 1


@pytest.mark.parametrize("count", [1, 20, 500])
def test_a_batch_of_reports_takes_six_statements(count: int) -> None:
    rows = machines(count)
    operations = Monitor_operation.objects.bulk_create(
        Monitor_operation(monitor_operation_id=f"{on.pk}", is_in_pool=True) for on in rows
    )
    MachineOperationAssignment.objects.bulk_create(
        MachineOperationAssignment(machine=on, manual_current_operation=operation)
        for on, operation in zip(rows, operations, strict=True)
    )
    reports = [
        TrackingReport(
            machine_pk=on.pk,
            operation_type=CURRENT,
            monitor_operation_id=f"{on.pk}",
            fields=ReportFields(currently_made_quantity=on.pk, is_setup=False),
        )
        for on in rows
    ]

    taken = statements(lambda: accept_reports(reports, by=REPORTER))

    assert Monitor_operation.objects.filter(is_setup=False).count() == count
    # Machines, assignments, Monitor's plan, operations; the totals; the events.
    assert len(taken) == 6 + ANNOUNCED


@pytest.mark.parametrize("count", [1, 20])
def test_a_batch_of_refused_reports_writes_nothing(count: int) -> None:
    reports = [
        TrackingReport(
            machine_pk=on.pk,
            operation_type=CURRENT,
            monitor_operation_id="unknown",
            fields=ReportFields(currently_made_quantity=45),
        )
        for on in busy_machines(count)
    ]

    assert len(statements(lambda: accept_reports(reports, by=REPORTER))) == 4


@pytest.mark.parametrize("count", [1, 20, 1500])
def test_a_sync_takes_six_statements(count: int) -> None:
    Monitor_operation.objects.bulk_create(
        Monitor_operation(monitor_operation_id=f"{prefix}{number}", is_in_pool=True)
        for prefix in ("changed", "leaving")
        for number in range(count)
    )
    catalogue = [
        PoolOperation(monitor_operation_id=f"{prefix}{number}", name="Shaft", report_number=None, quantity=5)
        for prefix in ("changed", "new")
        for number in range(count)
    ]

    taken = statements(lambda: sync_pool(catalogue, by=REPORTER))

    # The pool; what leaves, what changes, what is new; the slots that hold such; the events.
    assert len(taken) == 6 + ANNOUNCED + SYNC_LOCKS


@pytest.mark.parametrize("count", [1, 20])
def test_the_slots_that_hold_operations_take_three_statements(count: int) -> None:
    busy_machines(count)
    pks = list(Monitor_operation.objects.filter(is_in_pool=True).values_list("pk", flat=True))

    taken = statements(lambda: slots_holding(operation_pks=pks))

    assert len(taken) == 3


@pytest.mark.parametrize("count", [1, 20])
def test_the_curves_of_jobs_take_one_statement(count: int) -> None:
    assert len(statements(lambda: quantity_reports(operation_pks=range(1, count + 1)))) == 1


def test_assigning_takes_the_same_statements_however_many_machines_there_are() -> None:
    on, chosen, others = machine("Mill 2"), pool_operation(), busy_machines(20)
    assert others

    taken = statements(lambda: assign_operation(slot=slot_of(on), operation_pk=chosen.pk, by=PLANNER))

    # Machine, assignment, operation; where else it is; Monitor's plan; a new row, the slot; the answer; the event.
    assert len(taken) == 9 + ANNOUNCED
