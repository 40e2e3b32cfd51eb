"""The script as a process: its options, exit statuses, output, and how it stops."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor_script.simulator import MonitorSimulator
from tests.monitor_script.conftest import HOUSING
from tests.monitor_script.playing_django import ASSIGNMENTS, PASSWORD, USERNAME, PlayingDjango

PROJECT = Path(__file__).resolve().parents[2]
UPDATE_CURRENT = "/monitoring/update-current-monitor-operation/"
PATIENCE_SECONDS = 60


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "monitor_script", *arguments]


def addresses(django: PlayingDjango, monitor: MonitorSimulator) -> list[str]:
    return ["--django-url", django.url, "--username", USERNAME, "--monitor-url", monitor.url]


def environment(**variables: str) -> dict[str, str]:
    # ASCII is what a bare service environment may give: the log must still be UTF-8.
    return {**os.environ, "PYTHONIOENCODING": "ascii", **variables}


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        cwd=PROJECT,
        env=environment(**variables),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
    )


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        command(*arguments),
        cwd=PROJECT,
        env=environment(MONITOR_SCRIPT_PASSWORD=PASSWORD),
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_help_explains_every_option_and_exit_status() -> None:
    finished = run("--help")

    assert finished.returncode == 0
    for told in (
        "--django-url", "--username", "--password-file", "--token-file", "--monitor-url", "--monitor-username",
        "--interval", "--once", "--timeout", "--log-level", "--timestamps", "MONITOR_SCRIPT_PASSWORD",
        "MONITOR_SCRIPT_TOKEN", "exit status", "python -m monitor_script.simulator",
    ):  # fmt: skip
        assert told in finished.stdout


def test_once_runs_one_cycle_prints_the_documented_lines_and_exits_0(
    django: PlayingDjango, monitor: MonitorSimulator
) -> None:
    django.assign(5, HOUSING)

    finished = run(*addresses(django, monitor), "--once", MONITOR_SCRIPT_PASSWORD=PASSWORD)

    assert finished.returncode == 0
    assert finished.stderr.splitlines() == [
        f"INFO: 🔐 Logged in to {django.url} as monitor_script.",
        "INFO: 🔍 Checking 1 manually assigned operations...",
        "INFO: 📊 Starting to track manual assignment: Op 1372462048115913939 (Machine 5)",
        "INFO: ✅ Current operation update successful.",
    ]


def test_once_exits_1_when_part_of_the_cycle_could_not_be_done(
    django: PlayingDjango, monitor: MonitorSimulator
) -> None:
    django.assign(5, "42")

    finished = run(*addresses(django, monitor), "--once", MONITOR_SCRIPT_PASSWORD=PASSWORD)

    assert finished.returncode == 1
    assert "Monitor G5 knows no operation 42." in finished.stderr


def test_once_exits_1_when_django_is_down(monitor: MonitorSimulator) -> None:
    with PlayingDjango() as gone:
        arguments = addresses(gone, monitor)

    finished = run(*arguments, "--once", MONITOR_SCRIPT_PASSWORD=PASSWORD)

    assert finished.returncode == 1
    assert "WARNING: ⚠️ Could not log in." in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_wrong_password_ends_the_script_with_1_and_one_clear_line(
    django: PlayingDjango, monitor: MonitorSimulator
) -> None:
    finished = run(*addresses(django, monitor), MONITOR_SCRIPT_PASSWORD="wrong")

    assert finished.returncode == 1
    assert finished.stderr.splitlines() == [
        (
            f"ERROR: ❌ {django.url} refused the login of 'monitor_script': wrong user name or password, "
            "or the account is not active."
        )
    ]


def test_a_password_may_come_from_a_file(
    django: PlayingDjango, monitor: MonitorSimulator, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_text(PASSWORD + "\n", encoding="utf-8")

    finished = run(*addresses(django, monitor), "--once", "--password-file", str(file))

    assert finished.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_waiting_at_once_with_one_line_and_status_0(
    number: signal.Signals, django: PlayingDjango, monitor: MonitorSimulator
) -> None:
    with started(*addresses(django, monitor), "--interval", "3600") as process:
        stderr = process.stderr
        assert stderr is not None
        lines = [stderr.readline() for _ in range(3)]

        process.send_signal(number)
        rest = stderr.read()

        assert process.wait(PATIENCE_SECONDS) == 0
    assert lines[1:] == [
        "INFO: Tracking manual assignments every 3600 seconds.\n",
        "INFO: 🔍 Checking 0 manually assigned operations...\n",
    ]
    assert rest == f"INFO: 🛑 Stopped by {number.name}.\n"


def test_a_signal_lets_the_request_under_way_finish_and_starts_no_other(
    django: PlayingDjango, monitor: MonitorSimulator
) -> None:
    django.assign(5, HOUSING)
    django.assign(7, HOUSING)
    arrived, may_answer = threading.Event(), threading.Event()

    def hold() -> None:
        arrived.set()
        may_answer.wait(PATIENCE_SECONDS)

    django.when_answering(UPDATE_CURRENT, hold)
    with started(*addresses(django, monitor)) as process:
        assert arrived.wait(PATIENCE_SECONDS)

        process.send_signal(signal.SIGTERM)
        may_answer.set()
        _, stderr = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == 0
    assert [report["machine_pk"] for _, report in django.reports] == [5]
    assert stderr.splitlines()[-2:] == [
        "INFO: ✅ Current operation update successful.",
        "INFO: 🛑 Stopped by SIGTERM.",
    ]
    assert "Traceback" not in stderr


def test_the_cycle_is_repeated_every_interval(django: PlayingDjango, monitor: MonitorSimulator) -> None:
    third = threading.Event()
    django.when_answering(ASSIGNMENTS, lambda: third.set() if len(django.calls(ASSIGNMENTS)) == 3 else None)

    with started(*addresses(django, monitor), "--interval", "0.01") as process:
        assert third.wait(PATIENCE_SECONDS)
        process.send_signal(signal.SIGTERM)
        _, stderr = process.communicate(timeout=PATIENCE_SECONDS)

    assert stderr.count("Checking 0 manually assigned operations...") >= 2
    assert django.logins == 1


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (["--interval", "0"], "argument --interval: '0' is not a number of seconds above 0 and up to 86400"),
        (["--timeout", "soon"], "argument --timeout: 'soon' is not a number of seconds"),
        (["--django-url", "localhost:8000"], "argument --django-url: 'localhost:8000' is not an address"),
        (["--monitor-url", "ftp://erp/"], "argument --monitor-url: 'ftp://erp/' is not an address"),
        (["--log-level", "loud"], "argument --log-level: invalid choice: 'LOUD'"),
        (
            ["--password-file", "/nowhere/password"],
            "argument --password-file: '/nowhere/password' cannot be read",
        ),
        (["--monitor-username", "script"], "--monitor-username needs the password in MONITOR_G5_PASSWORD"),
    ],
)
def test_a_wrong_option_is_named_and_the_status_is_2(wrong: list[str], complaint: str) -> None:
    right = ["--django-url", "http://127.0.0.1:9", "--username", "x", "--monitor-url", "http://127.0.0.1:9"]

    finished = run(*right, *wrong, MONITOR_SCRIPT_PASSWORD="x")

    assert finished.returncode == 2
    assert complaint in finished.stderr


def test_a_missing_password_is_named(django: PlayingDjango, monitor: MonitorSimulator) -> None:
    finished = run(*addresses(django, monitor), MONITOR_SCRIPT_PASSWORD="")

    assert finished.returncode == 2
    assert "set MONITOR_SCRIPT_PASSWORD or give --password-file" in finished.stderr


def test_timestamps_stand_before_the_line_where_they_are_asked_for(
    django: PlayingDjango, monitor: MonitorSimulator
) -> None:
    finished = run(*addresses(django, monitor), "--once", "--timestamps", MONITOR_SCRIPT_PASSWORD=PASSWORD)

    last = finished.stderr.splitlines()[-1]
    date, time, line = last.split(" ", 2)
    assert (len(date), len(time)) == (10, 12)
    assert line == "INFO: 🔍 Checking 0 manually assigned operations..."


def test_the_log_level_is_obeyed(django: PlayingDjango, monitor: MonitorSimulator) -> None:
    finished = run(
        *addresses(django, monitor), "--once", "--log-level", "warning", MONITOR_SCRIPT_PASSWORD=PASSWORD
    )

    assert finished.returncode == 0
    assert not finished.stderr


def test_the_script_imports_neither_django_nor_the_server(django: PlayingDjango) -> None:
    finished = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys, monitor_script.__main__, monitor_script.simulator.__main__;"
                "print(sorted({'django', 'monitoring', 'graphql_api', 'strawberry', 'config'} & set(sys.modules)))"
            ),
        ],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
    )

    assert finished.stdout == "[]\n"
