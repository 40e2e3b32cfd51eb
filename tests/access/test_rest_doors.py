"""Every address under `/monitoring/`, for everybody: who is let in, and that nobody else changes anything."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from monitoring.models import OperationDrawing
from monitoring.urls import urlpatterns
from tests.access.people import DEMANDED, EVERYBODY, OUTSIDERS, client_of, may_report
from tests.factories import MONITOR_ID, NEXT, assigned, machine
from tests.monitoring.rest.calls import all_rows

READING = ("get_manual_assignments",)
REPORTING = ("update_current_monitor_operation", "update_next_monitor_operation", "sync_operation_pool")
ANY_LOGIN = ("operation_drawing",)
PAGES = ("planning", "planning_machine", "board")

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Plant:
    """One machine with an operation, which has a drawing, in both slots."""

    machine_pk: int
    operation_pk: int

    def call(self, client: Client, name: str) -> Any:
        """What would succeed, and change something where the address changes things."""
        if name in REPORTING:
            return client.post(reverse(name), self._body(name), content_type="application/json")
        keys = {"operation_drawing": [self.operation_pk], "planning_machine": [self.machine_pk]}
        return client.get(reverse(name, args=keys.get(name, [])))

    def _body(self, name: str) -> dict[str, Any]:
        if name == "sync_operation_pool":
            return {"operations": [{"monitor_operation_id": "10", "part_name": "Lid", "report_id": "R-1"}]}
        return {
            "machine_pk": self.machine_pk,
            "monitor_operation_id": MONITOR_ID,
            "currently_made_quantity": 45,
        }


@pytest.fixture
def plant() -> Plant:
    lathe = machine()
    operation = assigned(lathe)
    assigned(lathe, operation, slot=NEXT)
    OperationDrawing.objects.create(operation=operation, image=b"GIF89a")
    return Plant(machine_pk=lathe.pk, operation_pk=operation.pk)


def test_every_address_stands_in_one_of_the_tables() -> None:
    assert sorted(READING + REPORTING + ANY_LOGIN + PAGES) == sorted(str(one.name) for one in urlpatterns)


@pytest.mark.parametrize("demanded", [False, True], ids=["any login", "role demanded"])
@pytest.mark.parametrize("name", READING + REPORTING)
@pytest.mark.parametrize("role", EVERYBODY)
def test_the_script_s_calls_are_open_to_whoever_may_report(
    plant: Plant, settings: Settings, role: str, name: str, demanded: bool
) -> None:
    settings.REPORTING_PERMISSION = DEMANDED if demanded else ""
    client = client_of(role)
    before = all_rows()

    response = plant.call(client, name)

    if role in OUTSIDERS:
        assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")
    elif not may_report(role, demanded=demanded):
        assert (response.status_code, response.json()["code"]) == (403, "permission_denied")
    else:
        assert response.status_code == 200
    assert (all_rows() != before) == (response.status_code == 200 and name in REPORTING)


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_drawing_is_shown_to_any_login(plant: Plant, role: str) -> None:
    response = plant.call(client_of(role), "operation_drawing")

    assert response.status_code == (401 if role in OUTSIDERS else 200)
    assert (response.content == b"GIF89a") is (role not in OUTSIDERS)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", EVERYBODY)
def test_a_screen_is_shown_to_any_login_and_others_are_led_to_the_login_page(
    plant: Plant, role: str, name: str
) -> None:
    response = plant.call(client_of(role), name)

    if role in OUTSIDERS:
        assert response.headers["Location"].startswith("/accounts/login/?next=/monitoring/")
    else:
        assert response.status_code == 200
