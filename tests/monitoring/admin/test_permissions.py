"""Who may do what in the administration: the right to change assignments decides, as on every other door."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation, PlanningEvent
from tests import factories
from tests.monitoring.admin.pages import (
    add_page,
    delete_page_of,
    delete_selected,
    list_page,
    load,
    page_of,
    rows,
    save,
)

pytestmark = pytest.mark.django_db

MODELS: list[type[Model]] = [Machine, Monitor_operation, MachineOperationAssignment]
EVERYTHING: list[type[Model]] = [*MODELS, PlanningEvent]


def everything() -> list[Any]:
    return [list(rows(model).values()) for model in EVERYTHING]


@pytest.fixture
def row() -> MachineOperationAssignment:
    machine = factories.machine()
    factories.assigned(machine)
    return MachineOperationAssignment.objects.get(machine=machine)


@pytest.mark.parametrize("model", MODELS)
def test_somebody_who_may_not_change_assignments_sees_pages_that_are_read_only(
    staff_reader: Client, row: MachineOperationAssignment, model: type[Model]
) -> None:
    shown = rows(model).get()

    page = staff_reader.get(page_of(shown)).text

    assert staff_reader.get(list_page(model)).status_code == 200
    assert not any(found in page for found in ('name="_save"', "deletelink", "<select", 'name="manual_'))


@pytest.mark.parametrize("model", MODELS)
def test_what_somebody_without_that_right_posts_is_refused_and_changes_nothing(
    staff_reader: Client, row: MachineOperationAssignment, model: type[Model]
) -> None:
    shown = rows(model).get()
    before = everything()

    answers = [
        staff_reader.post(add_page(model), {"name": "Lathe 2", "monitor_operation_id": "1"}),
        staff_reader.post(page_of(shown), {"name": "Lathe 2"}),
        staff_reader.post(delete_page_of(shown), {"post": "yes"}),
    ]
    delete_selected(staff_reader, model, shown)

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert everything() == before


def test_the_right_to_change_assignments_is_enough_to_decide_what_machines_run(
    staff_planner: Client, row: MachineOperationAssignment
) -> None:
    new = factories.machine("Lathe 2")
    add = add_page(MachineOperationAssignment)

    save(staff_planner, page_of(row), load(staff_planner, page_of(row)).tick("manual_next_is_idle"))
    save(staff_planner, add, load(staff_planner, add).fill(machine=new.pk).tick("manual_current_is_idle"))

    row.refresh_from_db()
    assert row.manual_next_is_idle
    assert MachineOperationAssignment.objects.get(machine=new).manual_current_set_by == "planner"


def test_whoever_decides_what_machines_run_may_look_machines_and_operations_up(
    staff_planner: Client, row: MachineOperationAssignment
) -> None:
    picker = {"app_label": "monitoring", "model_name": "machineoperationassignment", "term": "lathe"}

    found = staff_planner.get("/admin/autocomplete/", picker | {"field_name": "machine"}).json()

    assert [result["text"] for result in found["results"]] == ["Lathe 1"]
    assert all(staff_planner.get(list_page(model)).status_code == 200 for model in EVERYTHING)


def test_that_right_alone_neither_edits_nor_deletes_machines_and_operations(
    staff_planner: Client, row: MachineOperationAssignment
) -> None:
    before = everything()

    answers = [
        staff_planner.post(address, {"name": "Other", "post": "yes"})
        for model in (Machine, Monitor_operation)
        for address in (page_of(rows(model).get()), delete_page_of(rows(model).get()))
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert everything() == before


@pytest.mark.parametrize("model", EVERYTHING)
def test_the_administration_asks_who_is_not_staff_to_log_in(client: Client, model: type[Model]) -> None:
    client.force_login(factories.planner_user())

    response = client.get(list_page(model))

    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/admin/login/")
