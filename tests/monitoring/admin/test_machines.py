"""Machines in the administration."""

import pytest
from django.test import Client

from monitoring.choices import PlanningEventKind
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests import factories
from tests.factories import NEXT
from tests.monitoring.admin.pages import (
    delete_page_of,
    delete_selected,
    errors_of,
    list_page,
    load,
    page_of,
    save,
)

pytestmark = pytest.mark.django_db

ADD = "/admin/monitoring/machine/add/"


def test_a_machine_is_added_and_active(administrator: Client) -> None:
    save(administrator, ADD, load(administrator, ADD).fill(name="Lathe 1", work_center_id="1401"))

    machine = Machine.objects.get()
    assert (machine.name, machine.is_active, machine.work_center_id) == ("Lathe 1", True, "1401")


def test_a_name_that_is_taken_is_refused_at_the_name(administrator: Client) -> None:
    factories.machine("Lathe 1")

    response = save(administrator, ADD, load(administrator, ADD).fill(name="Lathe 1"))

    assert errors_of(response) == {"name": ["Machine with this Name already exists."]}


def test_renaming_a_machine_keeps_what_monitor_and_others_wrote_meanwhile(administrator: Client) -> None:
    machine = factories.machine()
    form = load(administrator, page_of(machine)).fill(name="Lathe 7")
    factories.monitor_plans(machine, "1")
    Machine.objects.filter(pk=machine.pk).update(is_active=False)

    save(administrator, page_of(machine), form)

    machine.refresh_from_db()
    assert (machine.name, machine.is_active) == ("Lathe 7", False)
    assert machine.monitor_current_heard_at is not None


def test_the_list_shows_what_counts_in_each_slot_and_who_decided_it(administrator: Client) -> None:
    machine = factories.machine()
    factories.monitor_plans(machine, "7", name="Bearing cap")
    factories.marked_idle(machine, slot=NEXT, note="Service")

    page = administrator.get(list_page(Machine)).text

    assert "Monitor: Bearing cap (7)" in page
    assert "Idle by planner: Service" in page


def test_the_page_leads_to_the_machines_overrides(administrator: Client) -> None:
    machine, new = factories.machine(), factories.machine("Lathe 2")
    row = factories.assignment(machine)

    assert page_of(row) in administrator.get(page_of(machine)).text
    assert f"machineoperationassignment/add/?machine={new.pk}" in administrator.get(page_of(new)).text


def test_deleting_a_machine_empties_other_machines_slots_that_hold_its_operations(
    administrator: Client,
) -> None:
    machine, other = factories.machine(), factories.machine("Lathe 2")
    factories.assigned(other, factories.operation(machine))

    administrator.post(delete_page_of(machine), {"post": "yes"})

    row = MachineOperationAssignment.objects.get(machine=other)
    kinds = PlanningEvent.objects.order_by("pk").values_list("kind", "machine_name")
    assert list(Machine.objects.all()) == [other]
    assert not Monitor_operation.objects.exists()
    assert (row.manual_current_set_by, row.manual_current_version) == ("", 2)
    assert list(kinds)[1:] == [
        (PlanningEventKind.OPERATION_DELETED, "Lathe 2"),
        (PlanningEventKind.MACHINE_DELETED, "Lathe 1"),
    ]


def test_deleting_selected_machines_goes_through_the_domain_too(administrator: Client) -> None:
    lathes = factories.machines(2)

    delete_selected(administrator, Machine, *lathes)

    assert not Machine.objects.exists()
    assert PlanningEvent.objects.filter(kind=PlanningEventKind.MACHINE_DELETED).count() == 2
