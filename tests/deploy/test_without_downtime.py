"""One process is killed, and a new release takes over one process after another: nobody at the screens notices."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest
import requests

from tests.deploy.units import SYSTEM_PATH
from tests.end_to_end.live.reporting import Reporting, Script
from tests.end_to_end.live.screens import STATE, Screen, following

if TYPE_CHECKING:
    from tests.deploy.plant import Plant
    from tests.deploy.plant_machine import Service
    from tests.end_to_end.shop import Person

BETWEEN_REQUESTS_SECONDS = 0.02
ENDED_BY_SIGTERM = -signal.SIGTERM
# Stands for systemd's command: says what is asked for, and waits until it is done.
SYSTEMCTL = """#!/bin/sh
echo "$*" > "{asked}.part" && mv "{asked}.part" "{asked}"
while [ -e "{asked}" ]; do sleep 0.05; done
"""
LIST = "/monitoring/api/manual-assignments/"


class Asking:
    """Somebody who asks again and again, in a thread; `failures` are the answers that were none."""

    def __init__(self, person: Person, *, by_graphql: bool) -> None:
        self.person = person
        self.by_graphql = by_graphql
        self.answered = 0
        self.failures: list[str] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(BETWEEN_REQUESTS_SECONDS):
            try:
                self._ask().raise_for_status()
            except requests.RequestException as error:
                self.failures.append(f"after {self.answered} answers: {error}")
            else:
                self.answered += 1

    def _ask(self) -> requests.Response:
        if self.by_graphql:
            return self.person.post("/graphql/", {"query": STATE})
        return self.person.get(LIST)


@pytest.fixture
def script(plant: Plant) -> Script:
    script = Script(plant.person("script"), "1372462048115913939")
    script.plan()
    return script


def log_of(service: Service) -> str:
    return service.log.read_text(encoding="utf-8")


def start_again(plant: Plant, port: int) -> Service:
    """Start the process at a port, and wait until nginx gives it requests: it leaves a process out for a while."""
    service = plant.machine.serve(port)
    service.wait_until(lambda: f"GET {LIST}" in log_of(service), "a request from nginx")
    return service


def test_a_process_is_killed_and_no_report_fails_and_no_screen_misses_one(
    plant: Plant, script: Script
) -> None:
    planner = plant.person("planner")
    screens = [Screen(planner), Screen(planner)]
    killed = plant.service_at(plant.ports[0])

    with (
        following(*screens),
        Asking(plant.person("planner"), by_graphql=False) as asking,
        Reporting(script) as reporting,
    ):
        reporting.wait_for_more(20)
        killed.process.kill()
        reporting.wait_for_more(100)
        start_again(plant, plant.ports[0])
        reporting.wait_for_more(20)
        see_all(screens, planner)

    assert killed.process.wait() == -signal.SIGKILL
    assert (reporting.refused, asking.failures) == (0, [])
    assert asking.answered > 0


def see_all(screens: list[Screen], planner: Person) -> None:
    """Wait until the screens saw what is in the log by now; each event once, whatever happened to their connections."""
    newest = int(planner.ask("{ latestEventId }")["latestEventId"])
    for screen in screens:
        screen.wait_for_event(newest)
        assert screen.seen == list(range(screen.started_after + 1, screen.seen[-1] + 1))


def restart_one_after_another(plant: Plant, directory: Path) -> None:
    """Run `deploy/restart`, and do what it asks systemd for."""
    asked = directory / "asked"
    systemctl = directory / "systemctl"
    systemctl.write_text(SYSTEMCTL.format(asked=asked), encoding="utf-8")
    systemctl.chmod(0o755)
    environment = {"PATH": f"{directory}:{SYSTEM_PATH}", "MANUAL_ASSIGNMENTS_ETC": str(plant.machine.etc)}
    command = [str(plant.machine.current / "deploy" / "restart"), *map(str, plant.ports)]
    with subprocess.Popen(command, env=environment) as restart:
        while restart.poll() is None:
            if asked.exists():
                do_as_systemd_does(plant, asked.read_text(encoding="utf-8"))
                asked.unlink()
            time.sleep(0.05)
    assert restart.returncode == 0


def do_as_systemd_does(plant: Plant, words: str) -> None:
    """Restart a process, and return as soon as its command runs."""
    port = int(words.removeprefix("restart manual-assignments@"))
    assert plant.service_at(port).stop() == ENDED_BY_SIGTERM
    plant.machine.start("manual-assignments@.service", port)


def test_a_new_release_takes_over_one_process_after_another_without_a_failed_request(
    plant: Plant, script: Script, tmp_path: Path
) -> None:
    planner = plant.person("planner")
    screens = [Screen(planner), Screen(planner)]
    before = plant.machine.current.resolve()

    with (
        following(*screens),
        Asking(plant.person("planner"), by_graphql=False) as by_rest,
        Asking(plant.person("planner"), by_graphql=True) as by_graphql,
        Reporting(script) as reporting,
    ):
        reporting.wait_for_more(20)
        after = plant.machine.release("second")
        plant.machine.manage("owner", "migrate", "--verbosity", "0")
        restart_one_after_another(plant, tmp_path)
        reporting.wait_for_more(20)
        see_all(screens, planner)

    assert before != after
    for port in plant.ports:
        process = plant.service_at(port).process
        assert Path(f"/proc/{process.pid}/cwd").resolve() == after
    assert (reporting.refused, by_rest.failures, by_graphql.failures) == (0, [], [])
    assert min(by_rest.answered, by_graphql.answered) > 0
