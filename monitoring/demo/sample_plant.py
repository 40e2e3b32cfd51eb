"""The plant that a first run of the demo finds: made by the domain, as Monitor, planners and the script would."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from monitoring.choices import OperationType
from monitoring.demo.catalogue import FIRST_WORK_CENTER, Job, jobs, machine_name, planned_jobs
from monitoring.domain.actors import Actor
from monitoring.domain.assignments import SlotRequest, assign_operation, mark_slot_idle
from monitoring.domain.manual_assignments import manual_assignments
from monitoring.domain.monitor_updates import MonitorUpdate, apply_monitor_update
from monitoring.domain.pool_sync import PoolOperation, sync_pool
from monitoring.domain.reports import TrackingReport, accept_reports
from monitoring.models import Machine, Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Sequence

CURRENT, NEXT = OperationType.CURRENT, OperationType.NEXT
MINUTES_OF_HISTORY = 60
MINUTES_BETWEEN_REPORTS = 10
PARTS_BETWEEN_REPORTS = 9
OPERATORS = (("17", "Operator 17"), ("23", "Operator 23"), ("31", "Operator 31"))


def create_sample_plant(*, machines: int, planner: str, script: str) -> None:
    """Make machines with Monitor's plan, the pool and a handful of overrides, all or nothing.

    `planner` and `script` are the names of the users in whose name the plant's events are recorded.
    """
    by_planner = Actor(name=planner, may_change_assignments=True, may_report=True)
    by_script = Actor(name=script, may_change_assignments=False, may_report=True)
    with transaction.atomic():
        rows = [_machine(number) for number in range(machines)]
        for number, (machine, (current, next_)) in enumerate(zip(rows, planned_jobs(machines), strict=True)):
            _plan(machine, CURRENT, current, number=number, by=by_script)
            _plan(machine, NEXT, next_, number=number, by=by_script)
        _fill_pool(by=by_script)
        _override(rows, by=by_planner)
        _report_the_last_hour(by=by_script)


def _machine(number: int) -> Machine:
    return Machine.objects.create(name=machine_name(number), work_center_id=str(FIRST_WORK_CENTER + number))


def _plan(machine: Machine, operation_type: OperationType, job: Job, *, number: int, by: Actor) -> None:
    runs = operation_type is CURRENT
    today = timezone.localdate()
    operator_id, operator_name = OPERATORS[number % len(OPERATORS)]
    update = MonitorUpdate(
        machine_pk=machine.pk,
        operation_type=operation_type,
        monitor_operation_id=job.monitor_operation_id,
        fields={
            "name": job.name,
            "quantity": job.quantity,
            "currently_made_quantity": job.quantity * (number + 2) // 11 if runs else 0,
            "is_setup": not runs,
            "material": job.material,
            "report_number": job.report_number,
            "location": job.location,
            "priority": 1 if runs else 2,
            "planned_start_date": today - timedelta(days=1) if runs else today,
            "planned_finish_date": today + timedelta(days=1 + number % 3),
            "employee_ids": [operator_id] if runs else [],
            "employee_names": [operator_name] if runs else [],
            "employee_django_user_ids": [None] if runs else [],
        },
    )
    apply_monitor_update(update, by=by)


def _fill_pool(*, by: Actor) -> None:
    known = {job.monitor_operation_id: job for job in jobs()}
    sync_pool(
        [
            PoolOperation(
                monitor_operation_id=job.monitor_operation_id,
                name=job.name,
                report_number=job.report_number,
                quantity=job.quantity,
            )
            for job in known.values()
        ],
        by=by,
    )
    # A sync carries neither; in a shop a full update brings them once the job is on a machine.
    rows = list(Monitor_operation.objects.filter(is_in_pool=True))
    for row in rows:
        job = known[row.monitor_operation_id]
        row.material, row.location = job.material, job.location
    Monitor_operation.objects.bulk_update(rows, ["material", "location"], batch_size=500)


def _override(machines: Sequence[Machine], *, by: Actor) -> None:
    """What planners decided on the first six machines; the others follow Monitor."""
    pool = list(Monitor_operation.objects.filter(is_in_pool=True).order_by("pk"))
    decisions: list[list[tuple[OperationType, int | None, str]]] = [
        [(CURRENT, 60, "Customer is waiting")],
        [(CURRENT, 27, "Material for Monitor's job is late"), (NEXT, 85, "")],
        [],
        [(CURRENT, None, "Service until 14:00")],
        [(NEXT, 112, "Same fixture as the job that runs")],
        [(CURRENT, 140, ""), (NEXT, None, "No operator in the evening")],
    ]
    for machine, decided in zip(machines, decisions, strict=False):
        for operation_type, number, note in decided:
            slot = SlotRequest(machine_pk=machine.pk, operation_type=operation_type)
            if number is None:
                mark_slot_idle(slot=slot, by=by, note=note)
            else:
                assign_operation(slot=slot, operation_pk=pool[number].pk, by=by, note=note)


def _report_the_last_hour(*, by: Actor) -> None:
    """Begin the progress curves of what planners put on machines."""
    lines = manual_assignments(operation_type=CURRENT)
    now = timezone.now()
    history = range(MINUTES_OF_HISTORY, 0, -MINUTES_BETWEEN_REPORTS)
    reports = [
        TrackingReport(
            machine_pk=line.machine_pk,
            operation_type=line.operation_type,
            monitor_operation_id=line.monitor_operation_id,
            fields={"currently_made_quantity": PARTS_BETWEEN_REPORTS * number, "is_setup": False},
            reported_at=now - timedelta(minutes=minutes),
        )
        for number, minutes in enumerate(history, start=1)
        for line in lines
    ]
    accept_reports(reports, by=by)
