"""Operations in the administration: corrections leave their event, and reports are never overwritten by accident."""

import pytest
from django.test import Client

from monitoring.choices import PlanningEventKind
from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests import factories
from tests.factories import CURRENT, MONITOR_ID, NEXT
from tests.monitoring.admin.pages import (
    Form,
    delete_page_of,
    delete_selected,
    errors_of,
    list_page,
    load,
    page_of,
    save,
)

pytestmark = pytest.mark.django_db

ADD = "/admin/monitoring/monitor_operation/add/"


@pytest.fixture
def machine() -> Machine:
    return factories.machine()


def kinds() -> list[str]:
    return list(PlanningEvent.objects.order_by("pk").values_list("kind", flat=True))


def reported(machine: Machine, quantity: int) -> None:
    report = TrackingReport(
        machine_pk=machine.pk,
        operation_type=CURRENT,
        monitor_operation_id=MONITOR_ID,
        fields={"currently_made_quantity": quantity},
    )
    accept_report(report, by=factories.REPORTER)


def test_a_corrected_total_is_recorded_with_who_and_where(administrator: Client, machine: Machine) -> None:
    operation = factories.assigned(machine)
    reported(machine, 80)

    form = load(administrator, page_of(operation)).fill(currently_made_quantity=45)
    save(administrator, page_of(operation), form)

    operation.refresh_from_db()
    event = PlanningEvent.objects.latest("pk")
    assert operation.currently_made_quantity == 45
    assert (event.kind, event.actor) == (PlanningEventKind.QUANTITY_REPORTED, "administrator")
    assert (event.quantity_before, event.quantity) == (80, 45)
    assert (event.machine_name, event.operation_type) == (machine.name, CURRENT)
    assert event.reason == "Corrected from 80 to 45"


def test_w7_a_report_that_comes_while_the_form_is_open_is_kept(
    administrator: Client, machine: Machine
) -> None:
    operation = factories.assigned(machine)
    form = load(administrator, page_of(operation)).fill(material="Steel 1650").untick("is_setup")
    reported(machine, 45)

    save(administrator, page_of(operation), form)

    operation.refresh_from_db()
    assert (operation.material, operation.is_setup) == ("Steel 1650", False)
    assert operation.currently_made_quantity == 45
    assert kinds()[2:] == [PlanningEventKind.SETUP_CHANGED, PlanningEventKind.OPERATION_UPDATED]


def test_saving_without_a_change_writes_nothing(administrator: Client, machine: Machine) -> None:
    operation = factories.full_operation(machine)
    before = Monitor_operation.objects.values().get(pk=operation.pk)

    response = save(administrator, page_of(operation), load(administrator, page_of(operation)))

    assert errors_of(response) == {}
    assert Monitor_operation.objects.values().get(pk=operation.pk) == before
    assert kinds() == []


def test_a_correction_of_a_total_that_changed_meanwhile_is_refused_at_the_field(
    administrator: Client, machine: Machine
) -> None:
    operation = factories.assigned(machine)
    form = load(administrator, page_of(operation)).fill(currently_made_quantity=10, name="Shaft 7")
    reported(machine, 45)

    response = save(administrator, page_of(operation), form)

    operation.refresh_from_db()
    assert errors_of(response) == {
        "currently_made_quantity": ["This changed meanwhile; it is now 45. Look at it, then decide again."]
    }
    assert (operation.currently_made_quantity, operation.name) == (45, "Housing")


def test_saving_once_more_after_that_is_a_decision(administrator: Client, machine: Machine) -> None:
    operation = factories.assigned(machine)
    form = load(administrator, page_of(operation)).fill(currently_made_quantity=10)
    reported(machine, 45)
    conflicting = save(administrator, page_of(operation), form)

    response = save(administrator, page_of(operation), Form(conflicting.text))

    operation.refresh_from_db()
    assert errors_of(response) == {}
    assert operation.currently_made_quantity == 10


@pytest.mark.parametrize(
    ("field", "value", "limit"),
    [
        ("currently_made_quantity", 2147483648, "2147483647"),
        ("quantity", 2147483648, "2147483647"),
        ("currently_made_quantity", -1, "0"),
        ("priority", -2147483649, "-2147483648"),
    ],
)
def test_a_number_out_of_range_is_refused_at_its_field_with_the_limit(
    administrator: Client, field: str, value: int, limit: str
) -> None:
    operation = factories.pool_operation(priority=3)
    before = Monitor_operation.objects.values().get(pk=operation.pk)

    form = load(administrator, page_of(operation)).fill(**{field: value})
    response = save(administrator, page_of(operation), form)

    assert list(errors_of(response)) == [field]
    assert limit in errors_of(response)[field][0]
    assert Monitor_operation.objects.values().get(pk=operation.pk) == before
    assert kinds() == []


def test_an_operation_is_added_with_its_event_and_the_start_of_its_curve(
    administrator: Client, machine: Machine
) -> None:
    form = load(administrator, ADD).fill(
        monitor_operation_id=MONITOR_ID, machine=machine.pk, name="Shaft", currently_made_quantity=5
    )
    save(administrator, ADD, form)

    operation = Monitor_operation.objects.get()
    added, started = PlanningEvent.objects.order_by("pk")
    assert (operation.machine, operation.is_setup, operation.is_in_pool) == (machine, True, False)
    assert (added.kind, added.reason) == (PlanningEventKind.OPERATION_UPDATED, "Added by hand")
    assert (started.kind, started.quantity) == (PlanningEventKind.QUANTITY_REPORTED, 5)


def test_an_operation_made_by_hand_as_the_scripts_document_says_is_monitors_current_one(
    administrator: Client, machine: Machine
) -> None:
    form = load(administrator, ADD).fill(monitor_operation_id=MONITOR_ID, machine=machine.pk, name="Shaft")
    save(administrator, ADD, form.tick("is_in_progress"))

    assert f"Monitor: Shaft ({MONITOR_ID})" in administrator.get(list_page(Machine)).text


def test_an_operation_never_becomes_another_job(administrator: Client, machine: Machine) -> None:
    operation = factories.pool_operation()

    form = load(administrator, page_of(operation)).fill(monitor_operation_id="1", machine=machine.pk)
    save(administrator, page_of(operation), form)

    operation.refresh_from_db()
    assert (operation.monitor_operation_id, operation.machine) == (MONITOR_ID, None)


def test_what_monitor_plans_stays_in_progress_by_monitors_word(
    administrator: Client, machine: Machine
) -> None:
    operation = factories.operation(machine, planned_as=CURRENT)

    save(administrator, page_of(operation), load(administrator, page_of(operation)).untick("is_in_progress"))

    operation.refresh_from_db()
    assert operation.is_in_progress
    assert kinds() == []


def test_deleting_an_operation_empties_the_slots_that_hold_it(
    administrator: Client, machine: Machine
) -> None:
    operation = factories.assigned(machine)

    administrator.post(delete_page_of(operation), {"post": "yes"})

    row = MachineOperationAssignment.objects.get(machine=machine)
    assert not Monitor_operation.objects.exists()
    assert (row.saved_monitor_current_op_id, row.manual_current_set_by, row.manual_current_version) == (
        None,
        "",
        2,
    )
    assert kinds() == [PlanningEventKind.ASSIGNED, PlanningEventKind.OPERATION_DELETED]


def test_deleting_selected_operations_goes_through_the_domain_too(
    administrator: Client, machine: Machine
) -> None:
    held = factories.assigned(machine, slot=NEXT)
    unused = factories.pool_operation("2", "Cap")

    delete_selected(administrator, Monitor_operation, held, unused)

    assert not Monitor_operation.objects.exists()
    assert kinds().count(PlanningEventKind.OPERATION_DELETED) == 2
    assert MachineOperationAssignment.objects.get(machine=machine).manual_next_version == 2


def test_the_list_shows_where_an_operation_is_and_how_far(administrator: Client, machine: Machine) -> None:
    factories.assigned(machine)
    reported(machine, 45)

    page = administrator.get(list_page(Monitor_operation)).text

    assert f"{machine.name} (current)" in page
    assert "45 of 100" in page


@pytest.mark.parametrize(("answer", "shown", "hidden"), [("yes", "Housing", "Cap"), ("no", "Cap", "Housing")])
def test_the_list_is_filtered_by_whether_a_planner_assigned_it(
    administrator: Client, machine: Machine, answer: str, shown: str, hidden: str
) -> None:
    factories.assigned(machine)
    factories.pool_operation("2", "Cap")

    page = administrator.get(list_page(Monitor_operation), {"assigned": answer}).text

    assert shown in page
    assert hidden not in page
