"""Overrides that are decided in the administration obey the rules of the planning screens."""

import pytest
from django.test import Client

from monitoring.choices import PlanningEventKind
from monitoring.models import MachineOperationAssignment, PlanningEvent
from tests import factories
from tests.factories import CURRENT, MONITOR_ID, NEXT
from tests.monitoring.admin.pages import (
    add_page,
    delete_page_of,
    delete_selected,
    errors_of,
    load,
    messages_of,
    page_of,
    save,
)

OTHER_ID = "1356903283169489935"
ADD = "/admin/monitoring/machineoperationassignment/add/"

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(PlanningEvent.objects.values_list("kind", flat=True))


def test_an_override_made_in_the_admin_remembers_monitors_id_and_is_recorded(administrator: Client) -> None:
    machine = factories.machine()
    factories.monitor_plans(machine, OTHER_ID)
    chosen = factories.pool_operation()

    form = load(administrator, ADD).fill(
        machine=machine.pk, manual_current_operation=chosen.pk, manual_current_note="Urgent"
    )
    response = save(administrator, ADD, form)

    row = MachineOperationAssignment.objects.get(machine=machine)
    event = PlanningEvent.objects.latest("pk")
    assert errors_of(response) == {}
    assert row.manual_current_operation == chosen
    assert row.saved_monitor_current_op_id == OTHER_ID
    assert (row.manual_current_set_by, row.manual_current_note) == ("administrator", "Urgent")
    assert (event.kind, event.actor, event.reason) == (PlanningEventKind.ASSIGNED, "administrator", "Urgent")


def test_w5_an_override_made_in_the_admin_survives_the_first_monitor_update_with_the_same_id(
    administrator: Client,
) -> None:
    machine = factories.machine()
    factories.operation(machine, OTHER_ID, is_in_progress=True)
    chosen = factories.pool_operation()
    form = load(administrator, ADD).fill(machine=machine.pk, manual_current_operation=chosen.pk)
    save(administrator, ADD, form)

    factories.monitor_plans(machine, OTHER_ID)

    row = MachineOperationAssignment.objects.get(machine=machine)
    assert row.manual_current_operation == chosen
    assert PlanningEventKind.EXPIRED not in kinds()


def test_an_override_made_in_the_admin_expires_when_monitor_moves_on(administrator: Client) -> None:
    machine = factories.machine()
    factories.monitor_plans(machine, OTHER_ID)
    form = load(administrator, ADD).fill(
        machine=machine.pk, manual_current_operation=factories.pool_operation().pk
    )
    save(administrator, ADD, form)

    factories.monitor_plans(machine, "77")

    assert MachineOperationAssignment.objects.get(machine=machine).manual_current_operation is None


def test_a_form_posted_without_the_hidden_fields_is_taken_as_it_stands(administrator: Client) -> None:
    machine, chosen = factories.machine(), factories.pool_operation()

    administrator.post(ADD, {"machine": machine.pk, "manual_current_operation": chosen.pk})
    row = MachineOperationAssignment.objects.get(machine=machine)
    administrator.post(page_of(row), {"manual_current_operation": "", "manual_next_is_idle": "on"})

    row.refresh_from_db()
    assert (row.manual_current_operation, row.manual_next_is_idle) == (None, True)


def test_each_slot_is_changed_on_its_own(administrator: Client) -> None:
    machine = factories.machine()
    factories.assigned(machine, slot=CURRENT)
    row = MachineOperationAssignment.objects.get(machine=machine)

    save(administrator, page_of(row), load(administrator, page_of(row)).tick("manual_next_is_idle"))

    row.refresh_from_db()
    assert (row.manual_current_version, row.manual_next_version) == (1, 1)
    assert row.manual_next_is_idle
    assert kinds() == [PlanningEventKind.ASSIGNED, PlanningEventKind.IDLE_MARKED]


def test_another_operation_replaces_the_one_in_the_slot(administrator: Client) -> None:
    machine, other = factories.machine(), factories.pool_operation(OTHER_ID, "Cap")
    factories.assigned(machine)
    row = MachineOperationAssignment.objects.get(machine=machine)

    form = load(administrator, page_of(row)).fill(manual_current_operation=other.pk)
    save(administrator, page_of(row), form)

    row.refresh_from_db()
    assert (row.manual_current_operation, row.manual_current_version) == (other, 2)


def test_emptying_a_slot_clears_it_with_the_new_note_as_its_reason(administrator: Client) -> None:
    machine = factories.machine()
    factories.assigned(machine, note="Urgent")
    row = MachineOperationAssignment.objects.get(machine=machine)

    form = load(administrator, page_of(row)).fill(
        manual_current_operation="", manual_current_note="Tool broke"
    )
    save(administrator, page_of(row), form)

    row.refresh_from_db()
    event = PlanningEvent.objects.latest("pk")
    assert (row.manual_current_operation, row.saved_monitor_current_op_id) == (None, None)
    assert row.manual_current_note == ""
    assert (event.kind, event.reason) == (PlanningEventKind.CLEARED, "Tool broke")


def test_the_note_that_is_still_there_is_no_reason_for_emptying_a_slot(administrator: Client) -> None:
    machine = factories.machine()
    factories.assigned(machine, note="Urgent")
    row = MachineOperationAssignment.objects.get(machine=machine)

    save(administrator, page_of(row), load(administrator, page_of(row)).fill(manual_current_operation=""))

    assert PlanningEvent.objects.latest("pk").reason is None


def test_saving_without_a_change_writes_nothing(administrator: Client) -> None:
    machine = factories.machine()
    factories.assigned(machine, note="Urgent")
    row = MachineOperationAssignment.objects.get(machine=machine)

    save(administrator, page_of(row), load(administrator, page_of(row)))

    row.refresh_from_db()
    assert row.manual_current_version == 1
    assert kinds() == [PlanningEventKind.ASSIGNED]


def test_another_note_alone_is_a_new_assignment_of_the_same_operation(administrator: Client) -> None:
    machine = factories.machine()
    chosen = factories.assigned(machine, note="Urgnet")
    row = MachineOperationAssignment.objects.get(machine=machine)

    form = load(administrator, page_of(row)).fill(manual_current_note="Urgent")
    save(administrator, page_of(row), form)

    row.refresh_from_db()
    cleared, assigned = PlanningEvent.objects.order_by("pk")[1:]
    assert (row.manual_current_operation, row.manual_current_note) == (chosen, "Urgent")
    assert row.manual_current_set_by == "administrator"
    assert (cleared.kind, cleared.reason) == (
        PlanningEventKind.CLEARED,
        "Assigned again with another note",
    )
    assert (assigned.kind, assigned.reason) == (PlanningEventKind.ASSIGNED, "Urgent")


def test_a_note_for_a_slot_that_follows_monitor_is_refused_at_the_note(administrator: Client) -> None:
    row = factories.assignment(factories.machine())

    form = load(administrator, page_of(row)).fill(manual_next_note="For later")
    response = save(administrator, page_of(row), form)

    assert errors_of(response) == {"manual_next_note": ["A note needs an operation or idle."]}
    assert kinds() == []


def test_an_operation_and_idle_at_once_are_refused_with_the_constraints_message(
    administrator: Client,
) -> None:
    machine = factories.machine()
    factories.assigned(machine)
    row = MachineOperationAssignment.objects.get(machine=machine)

    response = save(
        administrator, page_of(row), load(administrator, page_of(row)).tick("manual_current_is_idle")
    )

    message = "The current slot cannot hold an operation and be idle at once."
    assert errors_of(response) == {"__all__": [message]}
    assert message in response.text
    assert kinds() == [PlanningEventKind.ASSIGNED]


def test_what_a_planner_should_know_is_shown_as_a_message(administrator: Client) -> None:
    machine, other = factories.machine(), factories.machine("Lathe 2")
    chosen = factories.assigned(other)

    form = load(administrator, ADD).fill(machine=machine.pk, manual_next_operation=chosen.pk)
    response = save(administrator, ADD, form)

    assert f"{chosen} is also current on Lathe 2." in messages_of(response)
    assert MachineOperationAssignment.objects.get(machine=machine).manual_next_operation == chosen


def test_a_row_may_be_added_with_both_slots_empty(administrator: Client) -> None:
    machine = factories.machine()

    save(administrator, ADD, load(administrator, ADD).fill(machine=machine.pk))

    row = MachineOperationAssignment.objects.get(machine=machine)
    assert (row.manual_current_version, kinds()) == (0, [])


def test_a_second_row_for_a_machine_is_refused_at_the_machine(administrator: Client) -> None:
    machine = factories.machine()
    factories.assigned(machine)

    form = load(administrator, ADD).fill(machine=machine.pk).tick("manual_next_is_idle")
    response = save(administrator, ADD, form)

    assert errors_of(response) == {
        "machine": ["This machine has an assignment already: open that one and change its slots."]
    }
    assert kinds() == [PlanningEventKind.ASSIGNED]


def test_a_row_stays_with_its_machine(administrator: Client) -> None:
    machine, other = factories.machine(), factories.machine("Lathe 2")
    row = factories.assignment(machine)

    save(administrator, page_of(row), load(administrator, page_of(row)).fill(machine=other.pk))

    row.refresh_from_db()
    assert row.machine == machine


def test_deleting_a_row_gives_both_slots_back_first(administrator: Client) -> None:
    machine = factories.machine()
    factories.assigned(machine)
    factories.marked_idle(machine, slot=NEXT)
    row = MachineOperationAssignment.objects.get(machine=machine)

    administrator.post(delete_page_of(row), {"post": "yes"})

    events = PlanningEvent.objects.filter(kind=PlanningEventKind.CLEARED).order_by("pk")
    assert not MachineOperationAssignment.objects.exists()
    assert [(event.operation_type, event.reason) for event in events] == [
        (CURRENT, "The assignment was deleted"),
        (NEXT, "The assignment was deleted"),
    ]


def test_deleting_selected_rows_gives_their_slots_back_first(administrator: Client) -> None:
    lathes = factories.machines(2)
    for number, lathe in enumerate(lathes):
        factories.assigned(lathe, factories.pool_operation(str(number + 1)))
    rows = MachineOperationAssignment.objects.all()

    delete_selected(administrator, MachineOperationAssignment, *rows)

    assert not MachineOperationAssignment.objects.exists()
    assert kinds().count(PlanningEventKind.CLEARED) == 2


def test_the_pickers_find_operations_and_machines_by_search(administrator: Client) -> None:
    chosen = factories.pool_operation(MONITOR_ID, "Spindle housing")
    factories.pool_operation(OTHER_ID, "Bearing cap")
    asked = {"app_label": "monitoring", "model_name": "machineoperationassignment"}

    found = administrator.get(
        "/admin/autocomplete/",
        asked | {"field_name": "manual_current_operation", "term": "spindle\x00913939"},
    ).json()

    assert found["results"] == [{"id": str(chosen.pk), "text": f"Spindle housing ({MONITOR_ID})"}]
    assert "Bearing cap" not in administrator.get(add_page(MachineOperationAssignment)).text
