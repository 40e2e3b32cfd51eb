"""Real deadlocks with a program that locks in another order: the change is made at the second attempt, or refused."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeVar

import pytest
from django.db import connection, transaction
from django.test import Client

from monitoring.choices import PlanningEventKind
from monitoring.domain.assignments import assign_operation
from monitoring.domain.locks import lock_machine, lock_operations
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    PLANNER,
    machine,
    operation,
    pool_operation,
    reporter_user,
    slot_of,
)
from tests.monitoring.domain.connections import SECONDS_UNTIL_STUCK, WAITS_FOR_A_LOCK, OtherConnection
from tests.monitoring.rest.calls import ACCEPTED, UPDATE_CURRENT

pytestmark = pytest.mark.django_db(transaction=True)

Answer = TypeVar("Answer")
# SQLite lets one transaction write at a time: there is nothing to wait for in a circle.
CAN_DEADLOCK = connection.vendor == "postgresql"


class Undone(Exception):
    """Takes a transaction back to where a part of it began, and so gives up the locks of that part."""


class Encounter:
    """Holds a change up, as often as said, before it locks operations, until a stranger waits for it.

    The stranger looks for deadlocks so late that it is always the change that PostgreSQL ends.
    """

    def __init__(self, times: int) -> None:
        self._times = times
        self._arrived = threading.Semaphore(0)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL deadlock_timeout = '60s'")
            cursor.execute("SELECT pg_backend_pid()")
            self._stranger = cursor.fetchone()[0]

    def change(self, change: Callable[[], Answer]) -> Answer:
        """Run the change, held up."""
        with connection.execute_wrapper(self._hold_up):
            return change()

    def wait_for_the_change(self) -> None:
        """Return once the change has locked its machine."""
        assert self._arrived.acquire(timeout=SECONDS_UNTIL_STUCK), "the change locks no operation"

    def _hold_up(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]
    ) -> Any:
        if self._times and "FOR UPDATE" in sql and 'FROM "monitoring_monitor_operation"' in sql:
            self._times -= 1
            self._arrived.release()
            self._wait_for_the_stranger()
        return execute(sql, params, many, context)

    def _wait_for_the_stranger(self) -> None:
        deadline = time.monotonic() + SECONDS_UNTIL_STUCK
        with connection.cursor() as cursor:
            while True:
                cursor.execute(WAITS_FOR_A_LOCK, [self._stranger])
                if cursor.fetchone()[0]:
                    return
                assert time.monotonic() < deadline, "the stranger does not wait"
                time.sleep(0.005)


@contextmanager
def deadlocking(
    change: Callable[[], Answer], *, on: Machine, over: Monitor_operation, times: int
) -> Iterator[Future[Answer]]:
    """Lock the operation, and so often the machine when the change has it and is about to want the operation.

    Gives the change's answer, which is there.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            lock_operations(Monitor_operation.objects.filter(pk=over.pk))
            if CAN_DEADLOCK:
                encounter = Encounter(times)
                other = OtherConnection(partial(encounter.change, change), pool=pool)
                for _ in range(times):
                    encounter.wait_for_the_change()
                    with suppress(Undone), transaction.atomic():
                        lock_machine(on.pk)
                        raise Undone
            else:
                other = OtherConnection(change, pool=pool)
                other.wait_until_it_waits()
        other.answer.exception(SECONDS_UNTIL_STUCK)
        yield other.answer


def second_attempts(caplog: pytest.LogCaptureFixture) -> int:
    """How often the log says that a change is tried once more."""
    return sum("is tried once more" in record.getMessage() for record in caplog.records)


def test_an_assignment_that_lost_to_another_program_is_made_at_the_second_attempt(
    caplog: pytest.LogCaptureFixture,
) -> None:
    on, chosen = machine(), pool_operation()
    change = partial(assign_operation, slot=slot_of(on), operation_pk=chosen.pk, by=PLANNER, note="urgent")

    with caplog.at_level(logging.INFO), deadlocking(change, on=on, over=chosen, times=1) as answer:
        made = answer.result()

    row, event = MachineOperationAssignment.objects.get(), PlanningEvent.objects.get()
    assert (made.changed, made.slot.version, made.slot.operation) == (True, 1, chosen)
    assert (row.manual_current_operation, row.manual_current_version) == (chosen, 1)
    assert (event.kind, event.operation_pk) == (PlanningEventKind.ASSIGNED, chosen.pk)
    assert second_attempts(caplog) == (1 if CAN_DEADLOCK else 0)
    assert [record.name for record in caplog.records].count("monitoring.domain.events") == 1


@pytest.fixture
def script() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(reporter_user())
    return client


def report(script: Client, on: Machine) -> Any:
    """Post 45 parts, as the script does."""
    body = {"machine_pk": on.pk, "monitor_operation_id": MONITOR_ID, "currently_made_quantity": 45}
    return script.post(UPDATE_CURRENT, body, content_type="application/json")


def test_a_report_that_lost_once_is_acknowledged_and_written_once(script: Client) -> None:
    on = machine()
    planned = operation(on, planned_as=CURRENT)

    with deadlocking(partial(report, script, on), on=on, over=planned, times=1) as answer:
        response = answer.result()

    assert (response.status_code, response.json()) == (200, ACCEPTED)
    planned.refresh_from_db()
    event = PlanningEvent.objects.get()
    assert (planned.currently_made_quantity, event.quantity_before, event.quantity) == (45, 0, 45)


def test_a_report_that_lost_twice_is_refused_for_now_and_leaves_nothing(script: Client) -> None:
    on = machine()
    planned = operation(on, planned_as=CURRENT)

    with deadlocking(partial(report, script, on), on=on, over=planned, times=2) as answer:
        response = answer.result()

    planned.refresh_from_db()
    if CAN_DEADLOCK:
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
        assert response.json()["code"] == "database_unavailable"
        assert (planned.currently_made_quantity, PlanningEvent.objects.count()) == (0, 0)
    assert report(script, on).status_code == 200
    planned.refresh_from_db()
    assert (planned.currently_made_quantity, PlanningEvent.objects.count()) == (45, 1)
