"""Lists of the administration cost the same number of statements for one row as for twenty."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.models import (
    Machine,
    MachineOperationAssignment,
    Monitor_operation,
    PlanningEvent,
    QuantityReportEvent,
)
from tests import factories
from tests.factories import CURRENT, NEXT
from tests.monitoring.admin.pages import list_page, rows

pytestmark = pytest.mark.django_db


def busy_machine(number: int) -> None:
    """A machine with Monitor's plan and a reported override in each slot: rows for every list."""
    machine = factories.machine(f"Lathe {number:02d}")
    factories.monitor_plans(machine, f"9{number}")
    for place, slot in enumerate((CURRENT, NEXT)):
        held = factories.assigned(machine, factories.pool_operation(f"{place}{number}"), slot=slot)
        report = TrackingReport(
            machine_pk=machine.pk,
            operation_type=slot,
            monitor_operation_id=held.monitor_operation_id,
            fields={"currently_made_quantity": number},
        )
        accept_report(report, by=factories.REPORTER)


def statements(client: Client, address: str) -> list[str]:
    """What a page costs in a process that has just started: else the first of two pages pays for what both need."""
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize(
    "model", [Machine, Monitor_operation, MachineOperationAssignment, PlanningEvent, QuantityReportEvent]
)
def test_a_list_costs_the_same_for_one_machine_and_for_twenty(
    administrator: Client, model: type[Model]
) -> None:
    busy_machine(1)
    one = statements(administrator, list_page(model))

    for number in range(2, 21):
        busy_machine(number)
    twenty = statements(administrator, list_page(model))

    assert rows(model).count() >= 20
    assert len(twenty) == len(one), "\n".join(twenty)


def test_the_page_of_an_assignment_costs_the_same_in_a_large_plant(administrator: Client) -> None:
    busy_machine(1)
    page = f"{list_page(MachineOperationAssignment)}{MachineOperationAssignment.objects.get().pk}/change/"
    small = statements(administrator, page)

    for number in range(2, 21):
        busy_machine(number)
    large = statements(administrator, page)

    assert len(large) == len(small), "\n".join(large)
