"""The examples of the README run as they stand there, against a real server."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readme import LOGIN_BY_CURL, example, filled_in, following
from tests.servers import PROJECT_DIR, server_environment, server_process

PERSON = {"user": "script", "password": "correct-horse-battery"}
PATIENCE_SECONDS = 60
ONE_OVERRIDE = """
from django.contrib.auth.models import User
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation

User.objects.create_user("script", password="correct-horse-battery")
lathe = Machine.objects.create(name="Lathe")
bolts = Monitor_operation.objects.create(
    monitor_operation_id="1372462048115913939", machine=lathe, name="Bolts", quantity=80
)
MachineOperationAssignment.objects.create(machine=lathe, manual_current_operation=bolts)
"""


def run(*command: str, directory: Path) -> str:
    """What a command wrote; fails with its errors where it fails."""
    result = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture
def plant(empty_database_url: str) -> str:
    """The URL of a database with one user, one machine and one override."""
    environment = server_environment(empty_database_url)
    for arguments in (["migrate", "--verbosity", "0"], ["shell", "--no-imports", "-c", ONE_OVERRIDE]):
        subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=PROJECT_DIR, env=environment, check=True
        )
    return empty_database_url


def test_the_examples_of_the_readme_work(plant: str, tmp_path: Path) -> None:
    with server_process(server_environment(plant)) as server:
        shell, python = (
            filled_in(text, site=server.base_url, **PERSON)
            for text in (example("sh", LOGIN_BY_CURL), example("python", "requests.Session()"))
        )
        listed = run("bash", "-c", shell, directory=tmp_path)
        reported = run(sys.executable, "-c", python, directory=tmp_path)

    assert json.loads(listed) == {
        "assignments": [
            {"machine_pk": 1, "monitor_operation_id": "1372462048115913939", "operation_type": "current"}
        ]
    }
    assert "200 {'message': 'Monitor operation updated successfully', 'changed': True}" in reported
    assert (
        "{'data': {'manualAssignments': [{'machine': {'name': 'Lathe'}, 'operationType': 'CURRENT'"
        in reported
    )
    assert "'currentlyMadeQuantity': 45" in reported


def test_the_one_line_that_follows_the_plant_prints_a_report_as_it_is_made(
    plant: str, tmp_path: Path
) -> None:
    with server_process(server_environment(plant)) as server:
        report = filled_in(example("python", "requests.Session()"), site=server.base_url, **PERSON)
        with following(tmp_path, site=server.base_url, **PERSON) as follower:
            follower.wait_for(": ping", seconds=PATIENCE_SECONDS)
            run(sys.executable, "-c", report, directory=tmp_path)
            printed = follower.wait_for("QUANTITY_REPORTED", seconds=PATIENCE_SECONDS)

    assert (
        '{"kind":"QUANTITY_REPORTED","machineName":"Lathe","operationName":"Bolts","quantity":45}' in printed
    )
