"""The main job by its real parts: server process, Monitor script process, simulated Monitor G5, real HTTP."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import pytest

from monitor_script.simulator import MonitorSimulator, SimulatedOperation
from tests.end_to_end.documents import ASSIGN, CLEAR, MACHINES, SEARCH
from tests.end_to_end.shop import PASSWORD, PATIENCE_SECONDS, Person, Shop
from tests.servers import PROJECT_DIR

HOUSING = "1372462048115913939"
SHAFT = "1356903283169489935"


@pytest.fixture
def monitor() -> Iterator[MonitorSimulator]:
    operations = [
        SimulatedOperation(HOUSING, "Housing", "R-1", 100, "1401"),
        SimulatedOperation(SHAFT, "Shaft", "R-2", 500, "1402"),
    ]
    with MonitorSimulator(operations) as simulator:
        yield simulator


class ScriptProcess:
    """The script as a service manager runs it, and the lines it writes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._unread: queue.Queue[str] = queue.Queue()
        assert process.stderr is not None
        self.reader = threading.Thread(target=self._read, args=(process.stderr,))
        self.reader.start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._unread.put(line.rstrip("\n"))

    def wait_for(self, expected: str) -> None:
        """Read on until this very line was written."""
        while True:
            line = self._unread.get(timeout=PATIENCE_SECONDS)
            self.lines.append(line)
            if line == expected:
                return


@contextmanager
def running_script(shop: Shop, monitor: MonitorSimulator, *options: str) -> Iterator[ScriptProcess]:
    command = [sys.executable, "-m", "monitor_script", "--username", "script"]
    command += ["--django-url", shop.base_url, "--monitor-url", monitor.url, *options]
    environment = os.environ | {"MONITOR_SCRIPT_PASSWORD": PASSWORD, "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, cwd=PROJECT_DIR, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        script = ScriptProcess(process)
        try:
            yield script
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)
            script.reader.join()


def fill_pool(shop: Shop) -> None:
    operations = [
        {"monitor_operation_id": HOUSING, "part_name": "Housing", "report_id": "R-1", "quantity": 100},
        {"monitor_operation_id": SHAFT, "part_name": "Shaft", "report_id": "R-2", "quantity": 500},
    ]
    answer = shop.person("script").post("/monitoring/api/sync-operation-pool/", {"operations": operations})
    assert answer.status_code == 200, answer.text


def machine_pk(planner: Person, name: str) -> int:
    machines = planner.ask(MACHINES)["machines"]
    return int(next(machine["pk"] for machine in machines if machine["name"] == name))


def assign(planner: Person, *, machine: int, slot: str, search: str) -> None:
    (found,) = planner.ask(SEARCH, search=search)["operationPool"]["items"]
    wanted = {"machinePk": machine, "operationType": slot, "operationId": found["id"]}
    assert planner.ask(ASSIGN, input=wanted)["assignOperation"]["changed"] is True


def operation_in(planner: Person, *, machine: int, slot: str) -> dict[str, object]:
    machines = planner.ask(MACHINES)["machines"]
    found: dict[str, object] = next(row for row in machines if row["pk"] == machine)[slot]["operation"]
    return found


def test_the_script_reports_what_monitor_counts_and_planners_see_it(
    shop: Shop, monitor: MonitorSimulator
) -> None:
    fill_pool(shop)
    planner = shop.person("planner")
    lathe = machine_pk(planner, "Lathe 1")
    assign(planner, machine=lathe, slot="CURRENT", search="housing")

    with running_script(shop, monitor, "--interval", "0.2") as script:
        script.wait_for("INFO: 🔍 Checking 1 manually assigned operations...")
        script.wait_for(f"INFO: 📊 Starting to track manual assignment: Op {HOUSING} (Machine {lathe})")
        script.wait_for("INFO: ✅ Current operation update successful.")
        monitor.report_parts(HOUSING, 45)
        script.wait_for(f"INFO: 📊 Manual assignment updated: Op {HOUSING} → 45 parts (was 0)")
        monitor.report_parts(HOUSING, 35)
        script.wait_for(f"INFO: 📊 Manual assignment updated: Op {HOUSING} → 80 parts (was 45)")
        script.process.send_signal(signal.SIGTERM)
        assert script.process.wait(timeout=PATIENCE_SECONDS) == 0

    seen = operation_in(planner, machine=lathe, slot="current")
    assert (seen["currentlyMadeQuantity"], seen["progress"]) == (80, 0.8)
    rows = shop.in_database(
        "from monitoring.models import Monitor_operation, PlanningEvent\n"
        f"made = Monitor_operation.objects.get(monitor_operation_id='{HOUSING}').currently_made_quantity\n"
        "curve = PlanningEvent.objects.filter(kind='quantity_reported').values_list('quantity', 'actor')\n"
        "answer = [made, list(curve)]"
    )
    assert rows == [80, [[45, "script"], [80, "script"]]]


def test_both_slots_of_a_machine_are_tracked_separately(shop: Shop, monitor: MonitorSimulator) -> None:
    fill_pool(shop)
    planner = shop.person("planner")
    mill = machine_pk(planner, "Mill 2")
    assign(planner, machine=mill, slot="CURRENT", search="housing")
    assign(planner, machine=mill, slot="NEXT", search=SHAFT)
    monitor.report_parts(HOUSING, 3)
    monitor.report_parts(SHAFT, 4)

    with running_script(shop, monitor, "--once") as script:
        assert script.process.wait(timeout=PATIENCE_SECONDS) == 0

    assert operation_in(planner, machine=mill, slot="current")["currentlyMadeQuantity"] == 3
    assert operation_in(planner, machine=mill, slot="next")["currentlyMadeQuantity"] == 4


def test_a_cleared_override_is_forgotten_and_no_longer_listed(shop: Shop, monitor: MonitorSimulator) -> None:
    fill_pool(shop)
    planner = shop.person("planner")
    lathe = machine_pk(planner, "Lathe 1")
    assign(planner, machine=lathe, slot="CURRENT", search="housing")

    with running_script(shop, monitor, "--interval", "0.2") as script:
        script.wait_for("INFO: ✅ Current operation update successful.")
        cleared = planner.ask(CLEAR, input={"machinePk": lathe, "operationType": "CURRENT"})
        script.wait_for("INFO: 🔍 Checking 0 manually assigned operations...")

    assert cleared["clearSlot"]["changed"] is True
    assert shop.person("script").get("/monitoring/api/manual-assignments/").text == '{"assignments":[]}'
    assert not [line for line in script.lines if line.startswith("ERROR")]


def test_monitor_failing_for_one_operation_does_not_stop_the_other(
    shop: Shop, monitor: MonitorSimulator
) -> None:
    fill_pool(shop)
    planner = shop.person("planner")
    lathe = machine_pk(planner, "Lathe 1")
    assign(planner, machine=lathe, slot="CURRENT", search="housing")
    assign(planner, machine=lathe, slot="NEXT", search="shaft")
    monitor.report_parts(SHAFT, 9)
    monitor.fail_next(None, status=404, operation_id=HOUSING)

    with running_script(shop, monitor, "--once") as script:
        assert script.process.wait(timeout=PATIENCE_SECONDS) == 1

    assert operation_in(planner, machine=lathe, slot="next")["currentlyMadeQuantity"] == 9
    assert operation_in(planner, machine=lathe, slot="current")["currentlyMadeQuantity"] == 0
