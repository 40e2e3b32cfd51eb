"""A small plant with everything in it, and with rows that nobody meant to be there."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import JSONField, Value

from monitoring.domain.deletions import delete_machine
from monitoring.domain.script_visits import note_script_visit
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests.factories import (
    CURRENT,
    NEXT,
    PLANNER,
    REPORTER,
    assigned,
    full_operation,
    machine,
    marked_idle,
    operation,
    pool_operation,
)
from tests.graphql_api.schema.test_query_counts import add_busy_machine

BEYOND_INT = 2**31


def build_odd_plant() -> None:
    """Write it."""
    for number in (1, 2):
        add_busy_machine(number)
    note_script_visit(by=REPORTER)
    idle = machine("Idle saw", pk=3, is_active=False, work_center_id="W-3")
    marked_idle(idle, slot=CURRENT, note="Broken down")
    assigned(idle, full_operation(None, "77", is_in_pool=True), slot=NEXT)
    operation(idle, "", name=None, quantity=None, planned_as=CURRENT)
    doomed = machine("Doomed drill", pk=4)
    assigned(doomed, slot=CURRENT)
    delete_machine(machine_pk=doomed.pk, by=PLANNER)
    add_odd_names()
    add_odd_events()
    if connection.vendor == "sqlite":
        exceed_numbers()


def add_odd_names() -> None:
    """Lists of employees that are none, by an administrator's hand."""
    for number, names in enumerate(({"a": 1}, "Operator", [None, 1, "x"], Value(None, JSONField()))):
        pool_operation(f"odd {number}", name=None, quantity=number - 1, employee_names=names)


def add_odd_events() -> None:
    """Events that no code of today writes."""
    Machine.objects.filter(pk=3).update(monitor_current_heard_at=None)
    odd: list[dict[str, Any]] = [
        {"kind": "UNHEARD_OF", "machine_pk": 1},
        {"kind": "CLEARED", "operation_type": "nowhere", "machine_pk": BEYOND_INT},
        {"kind": "CLEARED", "before": {}, "after": {"held": "a mystery"}, "machine_pk": 4},
        {"kind": "CLEARED", "before": [], "after": "text", "machine_pk": 2, "operation_pk": BEYOND_INT**2},
        {"kind": "POOL_SYNCED"},
    ]
    PlanningEvent.objects.bulk_create(PlanningEvent(**columns) for columns in odd)


def exceed_numbers() -> None:
    """Numbers that GraphQL's Int cannot hold; PostgreSQL's columns cannot either."""
    Monitor_operation.objects.filter(monitor_operation_id="11").update(quantity=BEYOND_INT)
    Monitor_operation.objects.filter(monitor_operation_id="77").update(priority=-BEYOND_INT - 1)
    Monitor_operation.objects.filter(monitor_operation_id="odd 1").update(currently_made_quantity=2**40)
    MachineOperationAssignment.objects.filter(machine=2).update(manual_next_version=2**33)
    PlanningEvent.objects.filter(kind="POOL_SYNCED").update(quantity=2**31)
