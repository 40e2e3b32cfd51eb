"""All that the product does works as the role of the server, which can alter nothing of its log."""

import base64
import re
from collections.abc import Iterator

import pytest

from tests.deploy.plant_database import PlantDatabase, answer
from tests.end_to_end.documents import ASSIGN, CLEAR, MACHINES
from tests.end_to_end.shop import PASSWORD, PATIENCE_SECONDS, Person, Shop, seed, serve_shop
from tests.live_clients import open_event_stream, open_socket
from tests.monitoring.admin.pages import Form

MARK_IDLE = "mutation($input: MarkSlotIdleInput!) { done: markSlotIdle(input: $input) { __typename } }"
RESTORE = "mutation($input: RestoreSlotInput!) { done: restoreSlot(input: $input) { __typename } }"
SET_UP = "mutation($input: SetOperationSetupInput!) { done: setOperationSetup(input: $input) { __typename } }"
NEWEST = "{ planningEvents(last: 1) { items { id kind } } operationPool { items { id name } } }"
SYNC = "/monitoring/api/sync-operation-pool/"
UPDATE = "/monitoring/update-current-monitor-operation/"
LIST = "/monitoring/api/manual-assignments/"
CURRENT = {"machinePk": 1, "operationType": "CURRENT"}


@pytest.fixture(scope="module")
def shop(migrated: PlantDatabase) -> Iterator[Shop]:
    """A server process that connects as the server's role."""
    environment = migrated.environment("server")
    seed(environment)
    with serve_shop(environment) as shop:
        yield shop


@pytest.fixture
def pool(shop: Shop) -> dict[str, str]:
    """The GraphQL ids of two operations in the pool, by their names; every slot is empty."""
    operations = [
        {"monitor_operation_id": number, "part_name": name}
        for number, name in (("11", "Housing"), ("12", "Shaft"))
    ]
    shop.person("script").post(SYNC, {"operations": operations}).raise_for_status()
    planner = shop.person("planner")
    planner.ask(CLEAR, input=CURRENT)
    return {one["name"]: one["id"] for one in planner.ask(NEWEST)["operationPool"]["items"]}


def newest_event(person: Person) -> dict[str, str]:
    """Its id and kind."""
    newest: dict[str, str] = person.ask(NEWEST)["planningEvents"]["items"][0]
    return newest


def submit(administrator: Person, path: str, **filled: str) -> str:
    """Fill in a form of the administration and press its button; the page that comes next."""
    url = administrator.base_url + path
    form = Form(administrator.get(path).text).fill(**filled)
    done = administrator.http.post(url, form.values, headers={"Referer": url}, timeout=PATIENCE_SECONDS)
    assert done.ok, done.text
    assert "errornote" not in done.text, done.text
    return done.text


def test_the_script_reads_reports_and_sends_a_drawing(shop: Shop, pool: dict[str, str]) -> None:
    script, planner = shop.person("script"), shop.person("planner")
    planner.ask(ASSIGN, input=CURRENT | {"operationId": pool["Housing"]})
    job = {"machine_pk": 1, "monitor_operation_id": "11"}
    drawing = base64.b64encode(b"\x89PNG\r\n\x1a\n and so on").decode()

    listed = script.get(LIST)
    reported = script.post(UPDATE, job | {"currently_made_quantity": 45})
    drawn = script.post(UPDATE, job | {"name": "Housing", "drawing_image_base64": drawing})

    assert listed.json()["assignments"] == [job | {"operation_type": "current"}]
    assert script.http.get(
        shop.base_url + LIST, headers={"If-None-Match": listed.headers["ETag"]}, timeout=PATIENCE_SECONDS
    ).status_code in {200, 304}
    assert (reported.status_code, drawn.status_code) == (200, 200), (reported.text, drawn.text)


def test_an_override_ends_when_monitor_moves_on_and_is_set_again(shop: Shop, pool: dict[str, str]) -> None:
    script, planner = shop.person("script"), shop.person("planner")
    script.post(UPDATE, {"machine_pk": 1, "monitor_operation_id": "77", "name": "Flange"})
    planner.ask(ASSIGN, input=CURRENT | {"operationId": pool["Shaft"]})

    script.post(UPDATE, {"machine_pk": 1, "monitor_operation_id": "78", "name": "Ring"}).raise_for_status()
    expired = planner.ask("{ planningEvents(last: 5) { items { id kind } } machines { current { source } } }")
    event = next(one for one in expired["planningEvents"]["items"] if one["kind"] == "EXPIRED")
    done = planner.ask(RESTORE, input={"eventId": event["id"]})["done"]

    assert expired["machines"][0]["current"]["source"] == "MONITOR"
    assert done["__typename"] == "RestoreSlotSuccess"
    assert planner.ask(MACHINES)["machines"][0]["current"]["source"] == "MANUAL"


def test_a_planner_marks_idle_undoes_and_sets_up_while_a_screen_follows(
    shop: Shop, pool: dict[str, str]
) -> None:
    planner = shop.person("planner")
    planner.ask(ASSIGN, input=CURRENT | {"operationId": pool["Housing"]})
    with open_socket(planner) as screen, open_event_stream(planner) as stream:
        screen.subscribe()
        screen.wait_until_answered()

        idle = planner.ask(MARK_IDLE, input=CURRENT)["done"]
        undone = planner.ask(RESTORE, input={"eventId": newest_event(planner)["id"]})["done"]
        running = CURRENT | {"operationId": pool["Housing"], "isSetup": False}
        set_up = planner.ask(SET_UP, input=running)["done"]

        assert [one["__typename"] for one in (idle, undone, set_up)] == [
            "MarkSlotIdleSuccess",
            "RestoreSlotSuccess",
            "SetOperationSetupSuccess",
        ]
        kinds = [screen.event()["kind"] for _ in range(3)]
        assert [stream.event()["kind"] for _ in range(3)] == kinds
    assert kinds == ["IDLE_MARKED", "ASSIGNED", "SETUP_CHANGED"]


def test_an_administrator_adds_corrects_and_deletes(shop: Shop, pool: dict[str, str]) -> None:
    administrator = shop.person("admin")
    submit(administrator, "/admin/monitoring/machine/add/", name="Grinder", work_center_id="1403")
    listing = administrator.get("/admin/monitoring/machine/").text
    found = re.search(r"/admin/monitoring/machine/(\d+)/change/[^>]*>Grinder", listing)
    assert found, listing
    machine = f"/admin/monitoring/machine/{found[1]}"
    administrator.ask(ASSIGN, input=CURRENT | {"machinePk": int(found[1]), "operationId": pool["Shaft"]})
    operation = f"/admin/monitoring/monitor_operation/{pool['Shaft']}"

    submit(administrator, f"{machine}/change/", name="Grinder 3")
    submit(administrator, f"{operation}/change/", currently_made_quantity="7")
    submit(administrator, f"{operation}/delete/", post="yes")
    operation_deleted = newest_event(administrator)["kind"]
    submit(administrator, f"{machine}/delete/", post="yes")

    assert operation_deleted == "OPERATION_DELETED"
    assert newest_event(administrator)["kind"] == "MACHINE_DELETED"
    assert administrator.get("/admin/monitoring/planningevent/").status_code == 200


def test_users_come_change_their_passwords_and_go(shop: Shop, migrated: PlantDatabase) -> None:
    administrator = shop.person("admin")
    new = {"username": "second", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    submit(administrator, "/admin/auth/user/add/", **new)
    second = shop.person("second")

    key = answer(migrated.administrator_url, "SELECT id FROM auth_user WHERE username = 'second'")
    second.post("/accounts/logout/", {}).raise_for_status()
    assert second.get(LIST).status_code == 401
    submit(administrator, f"/admin/auth/user/{key}/delete/", post="yes")

    users = answer(migrated.administrator_url, "SELECT username FROM auth_user ORDER BY id").split()
    assert users == ["planner", "script", "admin"]


def test_expired_sessions_are_cleared(shop: Shop, migrated: PlantDatabase) -> None:
    administrator_url = migrated.administrator_url
    planner = shop.person("planner")
    answer(administrator_url, "UPDATE django_session SET expire_date = now() - interval '1 day'")

    for role in ("server", "pruner"):
        assert migrated.manage(role, "clearsessions").returncode == 0

    assert answer(administrator_url, "SELECT count(*) FROM django_session") == "0"
    assert planner.get(LIST).status_code == 401
