"""Fills an empty database with manual assignments: each machine has an operation that a planner put there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db import connection

from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation

PARTS = ("Flange", "Shaft", "Bearing housing", "Gear wheel", "Spindle nose", "Valve body", "Coupling")
MATERIALS = ("S355J2", "42CrMo4", "EN AW-6082", "1.4404", "CuSn12")
FIRST_ID = 1372462048115913939
FIRST_DAY = date(2025, 1, 15)
BATCH = 2_000


def load(number: int) -> list[tuple[int, str]]:
    """Add so many machines with an assignment as current each; returns their keys and Monitor's ids."""
    machines = Machine.objects.bulk_create(
        [Machine(name=f"Machine {one:05d}", work_center_id=f"WC-{one:05d}") for one in range(number)],
        batch_size=BATCH,
    )
    operations = Monitor_operation.objects.bulk_create(map(operation, range(number)), batch_size=BATCH)
    MachineOperationAssignment.objects.bulk_create(
        [
            MachineOperationAssignment(
                machine=machine,
                manual_current_operation=chosen,
                manual_current_set_at=datetime(2025, 1, 15, 9, 14, tzinfo=UTC),
                manual_current_set_by="planner",
                manual_current_note="Customer waits" if chosen.pk % 3 == 0 else "",
                manual_current_version=1,
            )
            for machine, chosen in zip(machines, operations, strict=True)
        ],
        batch_size=BATCH,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # not in the middle of a round
    return [
        (machine.pk, chosen.monitor_operation_id)
        for machine, chosen in zip(machines, operations, strict=True)
    ]


def operation(number: int) -> Monitor_operation:
    """An operation of the pool as Monitor's catalogue and the script's updates leave it."""
    quantity = 20 + 7 * number % 480
    return Monitor_operation(
        monitor_operation_id=str(FIRST_ID + 17 * number),
        name=f"{PARTS[number % len(PARTS)]} {40 + number % 160} mm, order {4_000 + number // 3}",
        quantity=quantity,
        currently_made_quantity=number % quantity,
        is_setup=number % 4 == 0,
        is_in_pool=True,
        material=MATERIALS[number % len(MATERIALS)],
        report_number=f"R-{100_000 + number}",
        location=f"Hall {1 + number % 4}",
        priority=number % 50,
        planned_start_date=FIRST_DAY + timedelta(days=number % 30),
        planned_finish_date=FIRST_DAY + timedelta(days=number % 30 + 3),
        employee_ids=[str(500 + number % 60)],
        employee_names=[f"Operator {number % 60}"],
        employee_django_user_ids=[None],
    )
