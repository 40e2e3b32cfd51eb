"""The examples of the README run as they stand there, against a real server."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import PROJECT_DIR, running_server, server_environment

README = (PROJECT_DIR / "README.md").read_text(encoding="utf-8")
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


def example(language: str, containing: str) -> str:
    """The code block of the README in that language that contains a text."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.DOTALL | re.MULTILINE)
    return str(next(block for block in blocks if containing in block))


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
    shell = example("sh", "cookies.txt")
    python = example("python", "requests.Session()")

    with running_server(plant) as base_url:
        shell, python = (
            text.replace("http://127.0.0.1:8000", base_url)
            .replace("USER", "script")
            .replace("PASSWORD", "correct-horse-battery")
            for text in (shell, python)
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
