"""The three doors of a live server, as the script, a planner and a developer knock on them."""

from __future__ import annotations

import requests
from gql import Client, gql
from gql.transport.requests import RequestsHTTPTransport

from tests.end_to_end.documents import ASSIGN, MACHINES
from tests.end_to_end.shop import PATIENCE_SECONDS, Shop

SHIM = "/monitoring/api/manual-assignments/"
UPDATE = "/monitoring/update-current-monitor-operation/"
OPERATION = "1372462048115913939"


def knock(shop: Shop, method: str, path: str, **headers: str) -> requests.Response:
    return requests.request(
        method,
        shop.base_url + path,
        headers=headers,
        json={} if method == "POST" else None,
        timeout=PATIENCE_SECONDS,
        allow_redirects=False,
    )


def test_the_script_reads_its_list_reports_and_the_total_is_read_by_graphql(shop: Shop) -> None:
    script, planner = shop.person("script"), shop.person("planner")
    assert script.get(SHIM).text == '{"assignments":[]}'
    pool = {"operations": [{"monitor_operation_id": OPERATION, "part_name": "Housing", "quantity": 100}]}
    assert script.post("/monitoring/api/sync-operation-pool/", pool).status_code == 200
    machine = planner.ask(MACHINES)["machines"][0]["pk"]
    (found,) = planner.ask("{ operationPool { items { id } } }")["operationPool"]["items"]
    wanted = {"machinePk": machine, "operationType": "CURRENT", "operationId": found["id"]}
    planner.ask(ASSIGN, input=wanted)

    listed = script.get(SHIM)
    reported = script.post(
        UPDATE,
        {"machine_pk": machine, "monitor_operation_id": OPERATION, "currently_made_quantity": 45},
    )

    assert listed.text == (
        f'{{"assignments":[{{"machine_pk":{machine},"monitor_operation_id":"{OPERATION}",'
        '"operation_type":"current"}]}'
    )
    assert reported.json() == {"message": "Monitor operation updated successfully", "changed": True}
    current = planner.ask(MACHINES)["machines"][0]["current"]
    assert current["operation"]["currentlyMadeQuantity"] == 45


def test_nobody_is_let_in_without_a_login(shop: Shop) -> None:
    list_answer = knock(shop, "GET", SHIM)
    update_answer = knock(shop, "POST", UPDATE)
    graphql_answer = knock(shop, "GET", "/graphql/", Accept="application/json")
    browser_answer = knock(shop, "GET", "/graphql/", Accept="text/html,application/xhtml+xml,*/*;q=0.8")

    for answer in (list_answer, update_answer, graphql_answer):
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert browser_answer.status_code == 302
    assert browser_answer.headers["Location"].startswith("/accounts/login/?next=/graphql/")


def test_a_post_without_csrf_token_is_refused_as_json(shop: Shop) -> None:
    script = shop.person("script")

    answer = script.http.post(shop.base_url + UPDATE, json={}, timeout=PATIENCE_SECONDS)

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_two_planners_on_one_slot_get_a_conflict_not_the_last_word(shop: Shop) -> None:
    script, planner, administrator = shop.person("script"), shop.person("planner"), shop.person("admin")
    operations = [
        {"monitor_operation_id": number, "part_name": name}
        for number, name in (("11", "Housing"), ("12", "Shaft"))
    ]
    script.post("/monitoring/api/sync-operation-pool/", {"operations": operations})
    housing, shaft = planner.ask("{ operationPool { items { id name } } }")["operationPool"]["items"]
    machine = planner.ask(MACHINES)["machines"][0]
    slot = {"machinePk": machine["pk"], "operationType": "CURRENT", "expectedVersion": 0}

    first = planner.ask(ASSIGN, input={**slot, "operationId": housing["id"]})["assignOperation"]
    second = administrator.ask(ASSIGN, input={**slot, "operationId": shaft["id"]})["assignOperation"]

    assert first["slot"] == {"version": 1, "source": "MANUAL"}
    assert (second["__typename"], second["code"]) == ("AssignmentConflict", "ASSIGNMENT_CONFLICT")
    assert (second["changedBy"], second["slot"]["operation"]["name"]) == ("planner", "Housing")


def test_an_independent_graphql_client_understands_the_schema(shop: Shop) -> None:
    developer = shop.person("planner")
    transport = RequestsHTTPTransport(
        url=f"{shop.base_url}/graphql/",
        headers=developer.headers,
        cookies=developer.http.cookies,
        timeout=PATIENCE_SECONDS,
    )

    with Client(transport=transport, fetch_schema_from_transport=True) as session:
        answer = session.execute(gql(MACHINES))
        plant = session.execute(gql("{ viewer { name } latestEventId }"))

    assert [machine["name"] for machine in answer["machines"]] == ["Lathe 1", "Mill 2"]
    assert plant == {"viewer": {"name": "planner"}, "latestEventId": "0"}
