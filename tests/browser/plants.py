"""Plants for the screens' tests: a shop with machines that run, wait, or were decided about by planners."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import empty_database
from tests.end_to_end.shop import PASSWORD, Shop, migrate_and_seed, open_filled_shop, run_in_shell
from tests.servers import server_environment

# The first machine runs what Monitor plans; the second has a planner's choice and is idle next; the third has nothing.
SMALL_PLANT = f"""
from django.contrib.auth.models import User
from monitoring.choices import OperationType
from monitoring.domain.actors import Actor
from monitoring.domain.assignments import SlotRequest, assign_operation, mark_slot_idle
from monitoring.models import Machine, Monitor_operation
User.objects.create_user("viewer", password={PASSWORD!r})
lathe, mill = Machine.objects.order_by("pk")
Machine.objects.create(name="Saw 3")
Machine.objects.create(name="Old press", is_active=False)
Monitor_operation.objects.create(
    monitor_operation_id="1372462048115913939", machine=lathe, name="Flange", report_number="R-100",
    quantity=200, currently_made_quantity=40, is_setup=False, is_in_progress=True, monitor_slot="current",
)
Monitor_operation.objects.create(
    monitor_operation_id="1372462048115913940", machine=mill, name="Shaft", quantity=50, is_in_progress=True,
    monitor_slot="current",
)
pool = {{
    name: Monitor_operation.objects.create(
        monitor_operation_id=str(1356903283169489935 + number), name=name, report_number=f"P-{{number}}", quantity=10,
        is_in_pool=True,
    )
    for number, name in enumerate(["Bearing cap", "Bolt M8", "Valve body"])
}}
planner = Actor(name="planner", may_change_assignments=True, may_report=True)
assign_operation(
    slot=SlotRequest(machine_pk=mill.pk, operation_type=OperationType.CURRENT), operation_pk=pool["Bolt M8"].pk,
    by=planner, note="Customer waits",
)
mark_slot_idle(slot=SlotRequest(machine_pk=mill.pk, operation_type=OperationType.NEXT), by=planner)
"""


@contextmanager
def small_plant(directory: Path, **variables: str) -> Iterator[Shop]:
    """A shop with the plant above; `variables` are added to the server's environment."""
    with empty_database(directory) as url, open_filled_shop(url, migrate_and_plant, **variables) as shop:
        yield shop


def migrate_and_plant(database_url: str) -> None:
    """Make an empty database that of the plant above."""
    migrate_and_seed(database_url)
    run_in_shell(SMALL_PLANT, server_environment(database_url))
