"""The log of a real server process, as a program collects it."""

import json
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from tests.end_to_end.shop import PATIENCE_SECONDS, Shop
from tests.servers import ServerProcess, server_process

Entry = dict[str, Any]
BREAK_A_TABLE = """
from django.db import connection
connection.cursor().execute("DROP TABLE monitoring_scriptvisit")
answer = None
"""


def wait_for_entry(server: ServerProcess, is_it: Callable[[Entry], bool]) -> Entry:
    """The first record that it is; each line of the log has to be a JSON object."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        entries: list[Entry] = [json.loads(line) for line in server.log_lines()]
        if found := [entry for entry in entries if is_it(entry)]:
            return found[0]
        assert time.monotonic() < deadline, entries
        time.sleep(0.05)


def test_each_request_is_one_json_object_with_the_id_of_its_answer(shop: Shop) -> None:
    planner = shop.person("planner")
    with server_process({**shop.environment, "LOG_FORMAT": "json"}) as server:
        answer = planner.at(server.base_url).post(
            "/graphql/?token=secret", {"query": "query WhoAmI { viewer { name } }"}
        )

        entry = wait_for_entry(server, lambda one: one.get("operation") == "WhoAmI")
        lines = server.log_lines()

    assert entry["request_id"] == answer.headers["X-Request-ID"]
    assert {
        name: entry[name] for name in ("logger", "level", "user", "method", "path", "status", "door")
    } == {
        "logger": "access",
        "level": "INFO",
        "user": "planner",
        "method": "POST",
        "path": "/graphql/",
        "status": 200,
        "door": "graphql",
    }
    assert entry["duration_ms"] > 0
    assert not any("secret" in line for line in lines)
    assert sum("/graphql/" in line for line in lines) == 1, "uvicorn writes no second line"


def test_an_address_cannot_forge_a_record_and_a_refused_body_is_told_too(shop: Shop) -> None:
    variables = {"LOG_FORMAT": "json", "MAX_BODY_BYTES": "65536", "MAX_UPDATE_BODY_BYTES": "65536"}
    with server_process({**shop.environment, **variables, "MAX_POOL_BODY_BYTES": "65536"}) as server:
        forged = "/%0a%7b%22level%22%3a%22ERROR%22%7d"
        requests.get(server.base_url + forged, timeout=PATIENCE_SECONDS)
        requests.post(f"{server.base_url}/monitoring/", data=b"x" * 65537, timeout=PATIENCE_SECONDS)

        line = wait_for_entry(server, lambda one: one.get("path") == '/\n{"level":"ERROR"}')
        refused = wait_for_entry(server, lambda one: one.get("status") == 413)

    assert (line["level"], line["status"]) == ("INFO", 404)
    assert (refused["method"], refused["path"], refused["door"]) == ("POST", "/monitoring/", "rest")


def test_a_bug_is_one_json_object_with_its_traceback_under_the_id_that_the_client_got(shop: Shop) -> None:
    planner = shop.person("planner")
    shop.in_database(BREAK_A_TABLE)
    with server_process({**shop.environment, "LOG_FORMAT": "json"}) as server:
        answer = planner.at(server.base_url).post(
            "/graphql/", {"query": "query Age { plant { scriptLastHeardAt } }"}
        )

        entry = wait_for_entry(server, lambda one: "exception" in one)

    assert entry["request_id"] == answer.json()["errors"][0]["extensions"]["requestId"]
    assert (entry["level"], entry["user"]) == ("ERROR", "planner")
    assert "\nTraceback" in entry["exception"] or entry["exception"].startswith("Traceback")
    assert "monitoring_scriptvisit" in entry["exception"]


def test_production_writes_json_unless_a_line_is_asked_for(shop: Shop, tmp_path: Path) -> None:
    production = {
        **shop.environment,
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "planning.example",
        "STATIC_ROOT": str(tmp_path / "not collected"),
    }
    with server_process(production) as server:
        wait_for_entry(server, lambda one: one["logger"] == "access")
        # What a library warns of is a record like any other.
        wait_for_entry(server, lambda one: "No directory at" in one["message"])
    with server_process({**production, "LOG_FORMAT": "line"}) as server:
        lines = server.log_lines()

    assert lines
    assert not any(line.startswith("{") for line in lines)


def test_the_access_log_can_be_left_out(shop: Shop) -> None:
    quiet = {**shop.environment, "LOG_FORMAT": "json"}
    with server_process(quiet, arguments=["--no-access-log"]) as server:
        requests.get(f"{server.base_url}/monitoring/api/nothing/", timeout=PATIENCE_SECONDS)

        wait_for_entry(server, lambda one: one["logger"] == "django.request")
        loggers = {json.loads(line)["logger"] for line in server.log_lines()}

    assert "access" not in loggers
