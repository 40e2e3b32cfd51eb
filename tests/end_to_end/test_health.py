"""Load balancers and service managers ask a real server process how it is: by address, without TLS or login."""

import secrets
import signal
import threading
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import requests

from tests.end_to_end.shop import PATIENCE_SECONDS, Shop, open_shop
from tests.plugins.postgresql import own_server
from tests.servers import migrate, server_environment, server_process

ALL_OK = {"database": "ok", "migrations": "ok", "live_updates": "ok", "shutdown": "ok"}
DOES_NOT_ANSWER = "The database does not answer; the server's log says why."
LONGEST_STOP_SECONDS = 20


def ask(base_url: str, path: str) -> tuple[int, Any]:
    """The status and the JSON of an answer, which may be no redirect."""
    answer = requests.get(base_url + path, allow_redirects=False, timeout=PATIENCE_SECONDS)
    return answer.status_code, answer.json()


def wait_for(base_url: str, is_so: Callable[[int, Any], bool]) -> Any:
    """What `/readyz` answers as soon as it is so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so(*(found := ask(base_url, "/readyz"))):
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return found[1]


def is_ready(status: int, _body: Any) -> bool:
    return status == 200


def is_without_database(status: int, body: Any) -> bool:
    return status == 503 and body["checks"]["database"] == DOES_NOT_ANSWER


def test_production_answers_by_address_without_tls(empty_database_url: str) -> None:
    environment = server_environment(
        empty_database_url,
        DJANGO_SETTINGS_MODULE="config.settings.prod",
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="planning.example",
    )
    migrate(environment)

    with server_process(environment) as server:
        assert ask(server.base_url, "/livez") == (200, {"status": "alive"})
        ready = wait_for(server.base_url, is_ready)

    assert ready["checks"] == ALL_OK
    assert ready["warnings"] == ["The Monitor script has never asked for the manual assignments."]


def test_a_server_is_not_ready_before_the_database_is_migrated(empty_database_url: str) -> None:
    environment = server_environment(empty_database_url)

    with server_process(environment) as server:
        status, body = ask(server.base_url, "/readyz")
        migrate(environment)
        ready = wait_for(server.base_url, is_ready)

    assert (status, body["status"]) == (503, "not ready")
    assert "run manage.py migrate" in body["checks"]["migrations"]
    assert ready["checks"] == ALL_OK


def test_the_script_s_visit_ends_the_warning(shop: Shop) -> None:
    shop.person("script").get("/monitoring/api/manual-assignments/")

    assert wait_for(shop.base_url, lambda _status, body: not body["warnings"])["status"] == "ready"


def test_a_server_without_its_database_lives_and_is_not_ready_until_it_is_back() -> None:
    with own_server() as database, open_shop(database.get_uri()) as shop:
        wait_for(shop.base_url, is_ready)

        database.stop()
        without = wait_for(shop.base_url, is_without_database)
        alive = ask(shop.base_url, "/livez")
        database.ensure_postgres_running()
        back = wait_for(shop.base_url, is_ready)

    assert alive == (200, {"status": "alive"})
    assert without["checks"]["migrations"] == "Not known, for the database does not answer."
    secrets_of_the_server = {urlsplit(database.get_uri()).path.strip("/"), "psycopg2", "connection to server"}
    assert not any(one in str(without) for one in secrets_of_the_server)
    assert back["checks"] == ALL_OK


def test_a_server_whose_threads_are_all_busy_answers_still() -> None:
    with own_server() as database, open_shop(database.get_uri(), WSGI_WORKERS="1") as shop:
        planner = shop.person("planner")
        with closing(psycopg2.connect(database.get_uri())) as connection, connection.cursor() as cursor:
            cursor.execute("LOCK TABLE monitoring_machine")
            waiting = threading.Thread(target=planner.ask, args=["{ machines { name } }"])
            waiting.start()
            wait_until_somebody_waits(database.get_uri())

            assert ask(shop.base_url, "/livez")[0] == 200
            assert ask(shop.base_url, "/readyz")[0] == 200
            connection.rollback()
        waiting.join(PATIENCE_SECONDS)

    assert not waiting.is_alive()


def wait_until_somebody_waits(database_url: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        while True:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
            assert time.monotonic() < deadline, "nobody waits for the lock"
            time.sleep(0.05)


def test_a_server_that_stops_says_so_before_it_refuses_connections(shop: Shop) -> None:
    with server_process(shop.environment, arguments=["--notice-seconds", "4"]) as server:
        wait_for(server.base_url, is_ready)

        server.process.send_signal(signal.SIGTERM)
        stopping = wait_for(server.base_url, lambda status, _body: status == 503)
        alive = ask(server.base_url, "/livez")
        login = requests.get(f"{server.base_url}/accounts/login/", timeout=PATIENCE_SECONDS)

        assert server.process.wait(LONGEST_STOP_SECONDS) == -signal.SIGTERM
    assert stopping["checks"] == ALL_OK | {"shutdown": "This process is about to stop."}
    assert alive[0] == 200
    assert login.status_code == 200
