"""A change is one transaction, made once more where the database undid it, and never half (rules 8 and 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
from django.db import OperationalError, connection, transaction

from monitoring.domain.assignments import clear_slot
from monitoring.domain.corrections import add_operation, correct_operation
from monitoring.domain.deletions import delete_machine, delete_operation
from monitoring.domain.operation_fields import ReportFields
from monitoring.domain.pool_sync import PoolOperation, sync_pool
from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.domain.setups import set_operation_setup
from monitoring.domain.transactions import once_more_after_a_conflict, whole_transaction
from monitoring.models import Machine, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    PLANNER,
    REPORTER,
    assigned,
    machine,
    marked_idle,
    monitor_plans,
    operation,
    slot_of,
)

pytestmark = pytest.mark.django_db(transaction=True)


def deadlock() -> OperationalError:
    """What Django raises after a deadlock."""
    driver = psycopg2.errors.DeadlockDetected("deadlock detected")
    driver.__setstate__({"pgcode": "40P01"})  # type: ignore[no-untyped-call]  # as the driver is pickled
    error = OperationalError("deadlock detected")
    error.__cause__ = driver
    return error


@contextmanager
def undone(times: int) -> Iterator[list[str]]:
    """Undo so many transactions as they write their events, which is the last that they do; gives what was undone."""
    seen: list[str] = []

    def run(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]
    ) -> Any:
        if sql.startswith('INSERT INTO "monitoring_planningevent"') and len(seen) < times:
            seen.append(sql)
            raise deadlock()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run):
        yield seen


def report(on: Machine) -> None:
    tracking = TrackingReport(
        machine_pk=on.pk,
        operation_type=CURRENT,
        monitor_operation_id=MONITOR_ID,
        fields=ReportFields(currently_made_quantity=45),
    )
    accept_report(tracking, by=REPORTER)


def planned(on: Machine) -> Monitor_operation:
    return Monitor_operation.objects.get(machine=on)


def sync(on: Machine) -> None:
    sync_pool(
        [PoolOperation(monitor_operation_id="7", name="Shaft", report_number=None, quantity=5)], by=REPORTER
    )


def toggle_setup(on: Machine) -> None:
    set_operation_setup(
        machine_pk=on.pk, operation_type=CURRENT, operation_pk=planned(on).pk, is_setup=False, by=PLANNER
    )


def correct(on: Machine) -> None:
    correct_operation(operation_pk=planned(on).pk, fields={"name": "Axle"}, by=PLANNER)


def add(on: Machine) -> None:
    add_operation(Monitor_operation(machine=on, monitor_operation_id="9", name="Axle"), by=PLANNER)


CHANGES: dict[str, Callable[[Machine], object]] = {
    "assign": lambda on: assigned(on, planned(on)),
    "mark idle": marked_idle,
    "report": report,
    "Monitor moves on": lambda on: monitor_plans(on, "8"),
    "sync": sync,
    "setup": toggle_setup,
    "correct": correct,
    "add": add,
    "delete the operation": lambda on: delete_operation(operation_pk=planned(on).pk, by=PLANNER),
    "delete the machine": lambda on: delete_machine(machine_pk=on.pk, by=PLANNER),
}


def everything() -> list[list[Any]]:
    """The rows of the plant, apart from keys and times."""
    operations = Monitor_operation.objects.order_by("pk").values(
        "machine__name",
        "monitor_operation_id",
        "name",
        "quantity",
        "currently_made_quantity",
        "is_setup",
        "is_in_pool",
        "monitor_slot",
    )
    events = PlanningEvent.objects.order_by("pk").values(
        "kind", "machine_name", "operation_name", "quantity", "before__held", "after__held", "reason"
    )
    return [list(operations), list(events)]


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_at_the_second_attempt_is_the_change_at_the_first(name: str) -> None:
    change = CHANGES[name]
    operation(first := machine("Lathe 1"), planned_as=CURRENT)
    with transaction.atomic():
        change(first)
        wanted = everything()
        transaction.set_rollback(True)

    with undone(1) as attempts:
        change(first)

    assert len(attempts) == 1
    assert everything() == wanted


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_that_is_undone_twice_leaves_nothing(name: str) -> None:
    change = CHANGES[name]
    operation(on := machine(), planned_as=CURRENT)
    before = everything()

    with undone(2), pytest.raises(OperationalError, match="deadlock"):
        change(on)

    assert everything() == before


def test_giving_back_a_slot_is_repeated_too() -> None:
    assigned(on := machine())

    with undone(1):
        cleared = clear_slot(slot=slot_of(on), by=PLANNER)

    assert (cleared.changed, cleared.slot.version) == (True, 2)
    assert PlanningEvent.objects.count() == 2


def test_inside_of_a_larger_transaction_nothing_is_repeated() -> None:
    operation(on := machine(), planned_as=CURRENT)

    with undone(1) as attempts, pytest.raises(OperationalError), transaction.atomic():
        report(on)

    assert len(attempts) == 1
    assert PlanningEvent.objects.count() == 0


def test_what_waits_for_the_commit_happens_once() -> None:
    happened: list[str] = []
    failures = [deadlock()]

    @whole_transaction
    def change() -> None:
        transaction.on_commit(lambda: happened.append("committed"))
        if failures:
            raise failures.pop()

    change()

    assert happened == ["committed"]


def test_another_failure_is_not_repeated() -> None:
    attempts: list[str] = []

    def work() -> None:
        attempts.append("once")
        raise OperationalError("connection refused")

    with pytest.raises(OperationalError, match="refused"):
        once_more_after_a_conflict(work)

    assert attempts == ["once"]
