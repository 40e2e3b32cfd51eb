"""The simulator as a process of its own, and plants from files."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from monitor_script.simulator import MonitorSimulator, Plant, built_in_operations, read_plant_file

PROJECT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "monitor_script.simulator"]
PATIENCE_SECONDS = 60

ROW = {
    "monitor_operation_id": "1372462048115913939",
    "part_name": "Spindle housing",
    "report_number": "20260101",
    "planned_quantity": 120.5,
    "work_center_id": 1401,
}


def plant_file(folder: Path, content: object) -> Path:
    path = folder / "plant.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=PROJECT, capture_output=True, encoding="utf-8", timeout=PATIENCE_SECONDS
    )


def test_help_explains_the_plant_file_and_the_controls() -> None:
    finished = run("--help")

    assert finished.returncode == 0
    for told in ("--port", "--plant", "monitor_operation_id", "/simulator/report", "/simulator/fail"):
        assert told in finished.stdout


def test_it_says_where_it_listens_serves_its_plant_and_stops_cleanly_on_sigterm(tmp_path: Path) -> None:
    path = plant_file(tmp_path, [ROW])
    with subprocess.Popen(
        [*COMMAND, "--port", "0", "--plant", str(path)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        match = re.fullmatch(r"Monitor G5 simulator with 1 operations at (http://127\.0\.0\.1:\d+)\n", line)
        assert match is not None
        answer = requests.get(f"{match[1]}/simulator/", timeout=30).json()

        process.send_signal(signal.SIGTERM)
        stdout, stderr = process.communicate(timeout=PATIENCE_SECONDS)

    assert answer["operations"][0]["Description"] == "Spindle housing"
    assert (process.returncode, stdout, stderr) == (0, "Stopped by SIGTERM.\n", "")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--port", "70000"], "argument --port: '70000' is not a port from 0 to 65535"),
        (["--plant", "/nowhere/plant.json"], "No such file or directory: '/nowhere/plant.json'"),
    ],
)
def test_a_wrong_option_is_named_and_the_status_is_2(arguments: list[str], complaint: str) -> None:
    finished = run(*arguments)

    assert finished.returncode == 2
    assert complaint in finished.stderr


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with MonitorSimulator([]) as other:
        finished = run("--port", str(other.port))

    assert finished.returncode == 2
    assert "Address already in use" in finished.stderr


def test_a_plant_file_gives_the_operations_with_their_defaults(tmp_path: Path) -> None:
    operation = read_plant_file(plant_file(tmp_path, [ROW]))[0]

    assert (operation.work_center_id, operation.parts_per_minute) == ("1401", 0)
    assert str(operation.planned_quantity) == "120.5"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({**ROW, "colour": "red"}, "0.colour: Unexpected keyword argument"),
        ({**ROW, "planned_quantity": "many"}, "0.planned_quantity"),
        ({**ROW, "monitor_operation_id": "x"}, "monitor_operation_id must be digits"),
        ({name: value for name, value in ROW.items() if name != "part_name"}, "0.part_name: Field required"),
    ],
)
def test_a_plant_file_with_a_fault_names_the_place(
    row: dict[str, object], complaint: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r"plant\.json") as refused:
        read_plant_file(plant_file(tmp_path, [row]))

    assert complaint in str(refused.value)


def test_the_built_in_plant_has_started_and_queued_operations_at_each_work_center() -> None:
    jobs = Plant(built_in_operations()).snapshot()

    centers = {job.operation.work_center_id for job in jobs}
    assert {(job.operation.work_center_id, bool(job.parts_per_minute)) for job in jobs} == {
        (center, started) for center in centers for started in (True, False)
    }
