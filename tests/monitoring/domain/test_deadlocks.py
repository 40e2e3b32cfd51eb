"""Real deadlocks with a program that locks in another order: the change is made at the second attempt, or refused."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
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
from tests.monitoring.domain.connections import SECONDS_UNTIL_STUCK, OtherConnection
from tests.monitoring.rest.calls import ACCEPTED, UPDATE_CURRENT

pytestmark = pytest.mark.django_db(transaction=True)

Answer = TypeVar("Answer")
# SQLite lets one transaction write at a time: there is nothing to wait for in a circle.
CAN_DEADLOCK = connection.vendor == "postgresql"


class Undone(Exception):
    """Takes a transaction back to where a part of it began, and so gives up the locks of that part."""


@contextmanager
def deadlocking(
    change: Callable[[], Answer], *, on: Machine, over: Monitor_operation, times: int
) -> Iterator[Future[Answer]]:
    """Lock the operation, and so often the machine when the change has it and waits for the operation.

    PostgreSQL ends the one that waited first: the change. Gives its answer, which is there when the block has ended.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            lock_operations(Monitor_operation.objects.filter(pk=over.pk))
            other = OtherConnection(change, pool=pool)
            for _ in range(times):
                other.wait_until_it_waits()
                with suppress(Undone), transaction.atomic():
                    lock_machine(on.pk)
                    raise Undone
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
