"""A plant's machine for tests: releases, settings, passwords and units as the page has them, under one directory."""

from __future__ import annotations

import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from tests.deploy.plant_database import PlantDatabase, postgresql_tools
from tests.deploy.units import UNITS_DIR, Unit
from tests.servers import PROJECT_DIR

PATIENCE_SECONDS = 60
ROLES = ("owner", "server", "pruner", "backup")
RELEASED = ("monitoring", "graphql_api", "monitor_script", "site", "deploy", "manage.py", "requirements")


@dataclass
class Service:
    """A running command of a unit, with its log."""

    unit: Unit
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self) -> int:
        """As systemd stops it; the exit status, negative for a signal. Fails where the unit's patience ends."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        [seconds] = self.unit.values("TimeoutStopSec")
        return self.process.wait(timeout=float(seconds))

    def wait_until(self, condition: Callable[[], bool], wanted: str) -> None:
        """Return once the condition holds; fails, with the log, where the process ends or it takes too long."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert self.process.poll() is None, f"ended before {wanted}: {self.log.read_text()}"
            assert time.monotonic() < deadline, f"{wanted} did not happen: {self.log.read_text()}"
            time.sleep(0.05)


@dataclass
class PlantMachine:
    """The machine whose root directory is `root`, releases like `installed`; `host` is what people type."""

    root: Path
    database: PlantDatabase
    installed: Path
    host: str = "localhost"
    services: list[Service] = field(default_factory=list)

    @property
    def etc(self) -> Path:
        return self.root / "etc" / "manual-assignments"

    @property
    def current(self) -> Path:
        return self.root / "opt" / "manual-assignments" / "current"

    def set_up(self) -> None:
        """Write settings and passwords, and make the first release current."""
        self.etc.mkdir(parents=True)
        self.write("environment", example("environment").replace("planning.example", self.host))
        self.write("secret-key", secrets.token_urlsafe(50))
        for role in ROLES:
            self.write(f"database-url-{role}", self.database.url(role))
        self.release("first")

    def write(self, name: str, text: str) -> None:
        """A file of /etc/manual-assignments."""
        (self.etc / name).write_text(text, encoding="utf-8")

    def release(self, name: str) -> Path:
        """Put the installed code into a directory of its own, and point `current` to it."""
        directory = self.current.parent / "releases" / name
        shutil.copytree(self.installed, directory, symlinks=True)
        new = self.current.with_name("new")
        new.symlink_to(directory)
        new.rename(self.current)
        return directory

    def manage(self, role: str, *arguments: str) -> str:
        """`deploy/manage`, with this machine's settings; it stays the user that runs the tests."""
        variables = {"MANUAL_ASSIGNMENTS_ETC": str(self.etc), "MANUAL_ASSIGNMENTS_ADMIN": whoami()}
        return run([str(self.current / "deploy" / "manage"), role, *arguments], **variables)

    def unit(self, name: str, instance: object = "") -> Unit:
        return Unit(name, self.root, postgresql_tools(), str(instance))

    def start(self, name: str, instance: object = "") -> Service:
        """Run a unit's preparations to their end, and start its command."""
        unit = self.unit(name, instance)
        unit.prepare()
        for command in unit.commands("ExecStartPre"):
            self.run_in(unit, command)
        [command] = unit.commands("ExecStart")
        log = self.root / f"{name}{instance}-{len(self.services)}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, env=unit.environment(), cwd="/", stdout=output, stderr=output)
        self.services.append(Service(unit, process, log))
        return self.services[-1]

    def serve(self, port: int) -> Service:
        """Start a server process and wait until it answers."""
        service = self.start("manual-assignments@.service", port)
        service.wait_until(lambda: answers(port, self.host), "an answer")
        return service

    def stop_all(self) -> None:
        """Stop what still runs."""
        for service in self.services:
            if service.process.poll() is None:
                service.stop()

    def run_once(self, name: str) -> str:
        """Run all commands of a oneshot unit; what they print."""
        unit = self.unit(name)
        assert unit.values("Type") == ["oneshot"]
        unit.prepare()
        return "".join(self.run_in(unit, command) for command in unit.commands("ExecStart"))

    def run_in(self, unit: Unit, command: list[str]) -> str:
        """What one command of a unit prints; fails with its errors where it fails."""
        done = subprocess.run(
            command,
            env=unit.environment(),
            cwd="/",
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS * 2,
        )
        assert done.returncode == 0, f"{unit.name}: {command}: {done.stdout}{done.stderr}"
        return done.stdout


def install(directory: Path) -> None:
    """Put this code into a directory, and make it ready; its libraries are those of the tests."""
    for part in RELEASED:
        copy(PROJECT_DIR / part, directory / part)
    (directory / ".venv").symlink_to(PROJECT_DIR / ".venv")
    run([str(directory / "deploy" / "install")], PIP_DRY_RUN="1")


def run(command: list[str], **variables: str) -> str:
    """What a command prints, run as an administrator types it; fails with its errors where it fails."""
    environment = {"PATH": postgresql_tools(), "LANG": "C.UTF-8", **variables}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS * 2
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@contextmanager
def plant_machine(root: Path, database: PlantDatabase, installed: Path) -> Iterator[PlantMachine]:
    """A machine that is set up and on which nothing runs yet; stops what was started on it."""
    machine = PlantMachine(root, database, installed)
    machine.set_up()
    try:
        yield machine
    finally:
        machine.stop_all()


def example(name: str) -> str:
    """An example file of `deploy/`."""
    return (UNITS_DIR.parent / f"{name}.example").read_text(encoding="utf-8")


def answers(port: int, host: str) -> bool:
    """Whether a server process says that it is production's login page, to a proxy that speaks TLS."""
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    try:
        page = requests.get(
            f"http://127.0.0.1:{port}/accounts/login/", headers=headers, timeout=PATIENCE_SECONDS
        )
    except requests.ConnectionError:
        return False
    assert page.status_code == 200, page.text
    return True


def copy(source: Path, target: Path) -> None:
    """A file or a folder, without what is built or installed."""
    if source.is_dir():
        ignored = shutil.ignore_patterns("frontend", "__pycache__", "node_modules")
        shutil.copytree(source, target, ignore=ignored)
    else:
        shutil.copy2(source, target)


def whoami() -> str:
    """The user that runs the tests."""
    return subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
