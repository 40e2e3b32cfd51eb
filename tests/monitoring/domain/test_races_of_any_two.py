"""Any two calls at the same moment, each on a connection of its own, end as if one had come after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from monitoring.domain.assignments import assign_operation, clear_slot, mark_slot_idle, restore_slot
from monitoring.domain.deletions import delete_operation
from monitoring.domain.operation_fields import ReportFields
from monitoring.domain.pool_sync import PoolOperation, sync_pool
from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.domain.setups import set_operation_setup
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    NEXT,
    PLANNER,
    REPORTER,
    assigned,
    machine,
    monitor_plans,
    pool_operation,
    slot_of,
)
from tests.monitoring.domain.compared_plants import outcome_of
from tests.monitoring.domain.connections import SECONDS_UNTIL_STUCK

pytestmark = pytest.mark.django_db(transaction=True)


def the(name: str) -> int:
    """The key of an operation, 0 where it was deleted."""
    return Monitor_operation.objects.filter(name=name).values_list("pk", flat=True).first() or 0


def lathe() -> Machine:
    return Machine.objects.get()


def report(monitor_id: str, made: int) -> bool:
    tracking = TrackingReport(
        machine_pk=lathe().pk,
        operation_type=CURRENT,
        monitor_operation_id=monitor_id,
        fields=ReportFields(currently_made_quantity=made),
    )
    return accept_report(tracking, by=REPORTER).changed


def sync(*ids: str) -> tuple[int, int, int]:
    lines = [
        PoolOperation(monitor_operation_id=one, name=f"Pool {one}", report_number=None, quantity=None)
        for one in ids
    ]
    result = sync_pool(lines, by=REPORTER, force=True)
    return result.created, result.updated, result.removed_from_pool


def setup(name: str) -> bool:
    return set_operation_setup(
        machine_pk=lathe().pk, operation_type=CURRENT, operation_pk=the(name), is_setup=False, by=PLANNER
    ).changed


# What planners, the script and Monitor do to one machine, whose current slot holds "Pool 1" over Monitor's job M.
CALLS: dict[str, Callable[[], object]] = {
    "assign": lambda: assign_operation(slot=slot_of(lathe()), operation_pk=the("Pool 2"), by=PLANNER).changed,
    "assign as seen": lambda: (
        assign_operation(
            slot=slot_of(lathe(), expected_version=1), operation_pk=the("Pool 2"), by=PLANNER
        ).changed
    ),
    "assign to next": lambda: (
        assign_operation(slot=slot_of(lathe(), NEXT), operation_pk=the("Pool 1"), by=PLANNER).changed
    ),
    "mark idle as seen": lambda: (
        mark_slot_idle(slot=slot_of(lathe(), expected_version=1), by=PLANNER).changed
    ),
    "clear": lambda: clear_slot(slot=slot_of(lathe()), by=PLANNER).changed,
    "undo": lambda: (
        restore_slot(
            event_id=PlanningEvent.objects.filter(kind="assigned").earliest("pk").pk, by=PLANNER
        ).changed
    ),
    "report of the planner's": lambda: report("1", 45),
    "report of Monitor's": lambda: report("M", 7),
    "Monitor moves on": lambda: monitor_plans(lathe(), "N"),
    "Monitor plans nothing": lambda: monitor_plans(lathe(), None, name="No operation"),
    "Monitor plans the next": lambda: monitor_plans(lathe(), "M", slot=NEXT),
    "setup": lambda: setup("Pool 1"),
    "sync that takes one out": lambda: sync("2", "3"),
    "delete": lambda: delete_operation(operation_pk=the("Pool 1"), by=PLANNER),
}


def build() -> None:
    """A plant as it is before each of the races."""
    for model in reversed(list(apps.get_app_config("monitoring").get_models())):
        model._default_manager.all().delete()  # noqa: SLF001  # Django documents it as public
    on = machine()
    monitor_plans(on, "M")
    chosen = [pool_operation(one, f"Pool {one}", report_number=None, quantity=None) for one in ("1", "2")]
    assigned(on, chosen[0])


def result() -> dict[str, list[tuple[Any, ...]]]:
    """What the plant came to, without keys and times."""
    operations = {row.pk: row for row in Monitor_operation.objects.order_by("pk")}
    names = {pk: row.name for pk, row in operations.items()}
    slots = MachineOperationAssignment.objects.values_list(
        *(
            f"manual_{slot.value}_{column}"
            for slot in (CURRENT, NEXT)
            for column in ("operation_id", "is_idle", "version")
        ),
        "saved_monitor_current_op_id",
        "saved_monitor_next_op_id",
    )
    return {
        "slots": [(names.get(row[0]), *row[1:3], names.get(row[3]), *row[4:]) for row in slots],
        "operations": sorted(
            (
                row.monitor_operation_id,
                str(row.name),
                row.is_in_pool,
                row.currently_made_quantity,
                row.is_setup,
                str(row.monitor_slot),
                row.is_in_progress,
                row.machine_id is None,
            )
            for row in operations.values()
        ),
        "log": list(
            PlanningEvent.objects.order_by("pk").values_list(
                "kind", "operation_type", "operation_name", "reason"
            )
        ),
    }


def one_after_the_other(first: str, second: str) -> dict[str, Any]:
    build()
    outcomes = {first: outcome_of(CALLS[first])}
    return {"outcomes": outcomes | {second: outcome_of(CALLS[second])}, **result()}


def at_once(first: str, second: str) -> dict[str, Any]:
    """Both on connections of their own, let go at the same moment."""
    build()
    start = threading.Barrier(2)

    def run(call: str) -> object:
        try:
            connection.ensure_connection()
            start.wait(SECONDS_UNTIL_STUCK)
            return outcome_of(CALLS[call])
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as pool:
        running = {call: pool.submit(run, call) for call in (first, second)}
        outcomes = {call: future.result(SECONDS_UNTIL_STUCK) for call, future in running.items()}
    return {"outcomes": outcomes, **result()}


def others(call: str) -> Iterator[str]:
    """Each pair once."""
    names = list(CALLS)
    yield from names[names.index(call) + 1 :]


@pytest.mark.parametrize("call", list(CALLS)[:-1])
def test_two_calls_at_once_end_as_one_after_the_other(call: str) -> None:
    for other in others(call):
        serial = [one_after_the_other(call, other), one_after_the_other(other, call)]

        raced = at_once(call, other)

        assert raced in serial, f"{call} beside {other}"
