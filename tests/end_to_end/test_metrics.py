"""Prometheus asks a real server process for its figures."""

import time

import requests

from tests.end_to_end.shop import PATIENCE_SECONDS, Shop
from tests.live_clients import open_socket
from tests.servers import server_process

TOKEN = "a-token-of-the-test-suite"


def scrape(base_url: str) -> dict[str, float]:
    """The figures, by name and labels as they are written."""
    answer = requests.get(
        f"{base_url}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=PATIENCE_SECONDS
    )
    assert answer.status_code == 200, answer.text
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(figure) for name, _, figure in (line.rpartition(" ") for line in lines)}


def test_a_server_process_tells_what_it_did(shop: Shop) -> None:
    planner = shop.person("planner")
    shop.person("script").get("/monitoring/api/manual-assignments/")
    with server_process({**shop.environment, "METRICS_TOKEN": TOKEN}) as server:
        at_server = planner.at(server.base_url)
        at_server.ask("query Machines { machines { name } }")
        with open_socket(at_server) as screen:
            screen.subscribe()
            screen.wait_until_answered()
            deadline = time.monotonic() + PATIENCE_SECONDS
            while (found := scrape(server.base_url))["manual_assignments_live_streams"] != 1:
                assert time.monotonic() < deadline, found
                time.sleep(0.05)

    prefix = "manual_assignments"
    assert found[f'{prefix}_graphql_operations_total{{operation="Machines",outcome="answered"}}'] == 1
    assert found[f"{prefix}_live_sockets"] == 1
    assert found[f"{prefix}_live_listening"] == 1
    assert found[f"{prefix}_events_unread"] == 0
    assert found[f"{prefix}_database_up"] == 1
    assert found[f"{prefix}_script_silent_seconds"] < PATIENCE_SECONDS
    assert found[f"{prefix}_compiled_selections_built_total"] >= 1
    assert found["process_resident_memory_bytes"] > 0
    assert not any(name.startswith("python_") for name in found)


def test_without_a_token_there_is_no_such_address(shop: Shop) -> None:
    answer = requests.get(f"{shop.base_url}/metrics", timeout=PATIENCE_SECONDS)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
