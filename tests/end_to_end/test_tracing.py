"""Traces for OpenTelemetry: by its own command, with no code of this product."""

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from tests.end_to_end.shop import PATIENCE_SECONDS, open_shop
from tests.plugins.postgresql import own_server
from tests.servers import ServerProcess, server_process

INSTRUMENT = str(Path(sys.executable).parent / "opentelemetry-instrument")
CONSOLE = {
    "OTEL_TRACES_EXPORTER": "console",
    "OTEL_METRICS_EXPORTER": "none",
    "OTEL_LOGS_EXPORTER": "none",
    "OTEL_BSP_SCHEDULE_DELAY": "100",
}
Span = dict[str, Any]


def wait_for_trace(server: ServerProcess, root: str) -> list[Span]:
    """The spans of the request whose own span has that name, once that has come out."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        text = "\n".join(server.log_lines())
        spans: list[Span] = [
            json.loads(one) for one in re.findall(r"^\{$.*?^\}$", text, re.MULTILINE | re.DOTALL)
        ]
        traces = [span["context"]["trace_id"] for span in spans if span["name"] == root]
        if traces:
            return [span for span in spans if span["context"]["trace_id"] == traces[0]]
        assert time.monotonic() < deadline, text
        time.sleep(0.05)


def test_a_request_and_its_statements_come_out_as_spans_and_selections_stay_compiled() -> None:
    with own_server() as database, open_shop(database.get_uri()) as shop:
        planner = shop.person("planner")
        with server_process({**shop.environment, **CONSOLE}, launcher=[INSTRUMENT]) as server:
            answer = planner.at(server.base_url).post(
                "/graphql/",
                {"query": "query Machines { machines { name } }", "extensions": {"compiled": True}},
            )
            trace = wait_for_trace(server, "POST graphql/")

    statements = [span["attributes"]["db.statement"] for span in trace if span["name"] == "SELECT"]
    assert any('FROM "monitoring_machine"' in statement for statement in statements)
    assert answer.json()["extensions"]["compiled"] == {"built": 1, "fallbacks": {}}
