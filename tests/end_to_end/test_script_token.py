"""A script token by its real parts: made by the command, used by the script, and revoked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from monitor_script.simulator import MonitorSimulator, SimulatedOperation
from tests.end_to_end.documents import ASSIGN
from tests.end_to_end.shop import PATIENCE_SECONDS, Shop
from tests.servers import PROJECT_DIR

HOUSING = "1372462048115913939"


def manage(shop: Shop, *arguments: str) -> str:
    """Run a management command on the shop's database; returns what it wrote to standard output."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command,
        cwd=PROJECT_DIR,
        env=shop.environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_script(shop: Shop, monitor: MonitorSimulator, token: Path) -> subprocess.CompletedProcess[str]:
    """One cycle of the script with the token of that file, and no password anywhere."""
    command = [sys.executable, "-m", "monitor_script", "--once", "--token-file", str(token)]
    command += ["--django-url", shop.base_url, "--monitor-url", monitor.url]
    environment = {name: value for name, value in os.environ.items() if name != "MONITOR_SCRIPT_PASSWORD"}
    return subprocess.run(
        command,
        cwd=PROJECT_DIR,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
    )


def assign_housing(shop: Shop) -> None:
    """Sync the pool with one operation, and put it on the first machine."""
    planner = shop.person("planner")
    operations = [
        {"monitor_operation_id": HOUSING, "part_name": "Housing", "report_id": "R-1", "quantity": 100}
    ]
    assert planner.post("/monitoring/api/sync-operation-pool/", {"operations": operations}).status_code == 200
    operation = shop.in_database(
        "from monitoring.models import Monitor_operation\nanswer = str(Monitor_operation.objects.get().pk)"
    )
    planner.ask(ASSIGN, input={"machinePk": 1, "operationType": "CURRENT", "operationId": operation})


def test_the_script_works_with_a_token_until_it_is_revoked(shop: Shop, tmp_path: Path) -> None:
    assign_housing(shop)
    token = tmp_path / "token"
    token.write_text(manage(shop, "create_script_token", "script", "--name", "hall 2"), encoding="utf-8")
    with MonitorSimulator([SimulatedOperation(HOUSING, "Housing", "R-1", 100, "1401")]) as monitor:
        monitor.report_parts(HOUSING, 45)
        worked = run_script(shop, monitor, token)
        listed = manage(shop, "list_script_tokens")
        manage(shop, "revoke_script_token", listed.split()[0])
        refused = run_script(shop, monitor, token)

    assert (worked.returncode, refused.returncode) == (0, 1)
    assert worked.stderr.splitlines()[-1] == "INFO: ✅ Current operation update successful."
    assert "refused the script token: This script token is unknown, expired or revoked." in refused.stderr
    assert "'hall 2'  valid" in listed
    assert "last used never" not in listed
    assert shop.in_database(
        "from monitoring.models import PlanningEvent\n"
        "event = PlanningEvent.objects.filter(kind='quantity_reported').get()\n"
        "answer = [event.actor, event.quantity]"
    ) == ["script", 45]
