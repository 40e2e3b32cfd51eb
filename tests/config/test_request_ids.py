"""Each change is kept with the id of the request that made it, whichever door it came by."""

import json

import pytest
from django.test import Client

from monitoring.models import PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    PLANNER,
    admin_user,
    assigned,
    machine,
    monitor_plans,
    planner_user,
    reporter_user,
)

pytestmark = pytest.mark.django_db

MARK_IDLE = """mutation($input: MarkSlotIdleInput!) {
  markSlotIdle(input: $input) { ... on MarkSlotIdleSuccess { changed } }
}"""


def newest_request_id() -> str | None:
    return PlanningEvent.objects.latest("pk").request_id


def test_a_report_of_the_script_is_kept_with_its_request() -> None:
    lathe = machine()
    monitor_plans(lathe, MONITOR_ID)
    script = Client()
    script.force_login(reporter_user())
    report = {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, "currently_made_quantity": 45}

    response = script.post(
        "/monitoring/update-current-monitor-operation/", report, content_type="application/json"
    )

    assert response.json()["changed"] is True
    assert newest_request_id() == response.headers["X-Request-ID"]


def test_a_planner_s_change_is_kept_with_its_request_and_graphql_tells_it() -> None:
    lathe = machine()
    planner = Client()
    planner.force_login(planner_user())
    variables = {"input": {"machinePk": lathe.pk, "operationType": "CURRENT"}}

    changed = planner.post(
        "/graphql/", {"query": MARK_IDLE, "variables": variables}, content_type="application/json"
    )
    told = planner.get("/graphql/", {"query": "{ planningEvents(last: 1) { items { kind requestId } } }"})

    request_id = changed.headers["X-Request-ID"]
    assert changed.json()["data"]["markSlotIdle"] == {"changed": True}
    assert newest_request_id() == request_id
    assert json.loads(told.content)["data"]["planningEvents"]["items"] == [
        {"kind": "IDLE_MARKED", "requestId": request_id}
    ]


def test_an_administrator_s_change_is_kept_with_its_request_and_found_by_it() -> None:
    lathe = machine()
    administrator = Client()
    administrator.force_login(admin_user())

    deleted = administrator.post(f"/admin/monitoring/machine/{lathe.pk}/delete/", {"post": "yes"})
    request_id = deleted.headers["X-Request-ID"]
    listed = administrator.get("/admin/monitoring/planningevent/", {"q": request_id})
    event = PlanningEvent.objects.get(kind="machine_deleted")
    shown = administrator.get(f"/admin/monitoring/planningevent/{event.pk}/change/")

    assert event.request_id == request_id
    assert listed.content.decode().count(request_id) > 1, "in the search field, and in the list"
    assert request_id in shown.content.decode()


def test_a_change_without_a_request_is_kept_without_an_id() -> None:
    assigned(machine(), by=PLANNER, slot=CURRENT)

    assert newest_request_id() is None
