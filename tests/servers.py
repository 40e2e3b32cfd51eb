"""A real server process for tests: `manage.py serve`, as a shop runs it, on a free port and a migrated database."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.templates import fill

PROJECT_DIR = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 60


def free_port() -> int:
    """A loopback port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def server_environment(database_url: str, **variables: str) -> dict[str, str]:
    """The environment of a server process that runs development settings on that database."""
    return os.environ | {
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": f"{PROJECT_DIR}{os.pathsep}{PROJECT_DIR / 'site'}",
        **variables,
    }


def migrate(environment: Mapping[str, str]) -> None:
    """Bring the database of that environment up to date; shows the output of the command where it fails."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=PROJECT_DIR, env=environment, check=True, timeout=PATIENCE_SECONDS * 2)


def migrate_database(database_url: str) -> None:
    """Bring the database at a URL up to date."""
    migrate(server_environment(database_url))


@dataclass(frozen=True)
class ServerProcess:
    """A server that answers at `base_url`, such as `http://127.0.0.1:49213`."""

    base_url: str
    process: subprocess.Popen[bytes]
    log: Path

    def log_lines(self) -> list[str]:
        """What it wrote so far."""
        return self.log.read_text(errors="replace").splitlines()


@contextmanager
def running_server(database_url: str, **variables: str) -> Iterator[str]:
    """Migrate an empty database, serve, and stop: gives the base URL.

    `variables` are added to the process's environment.
    """
    fill(database_url, by=migrate_database)
    with server_process(server_environment(database_url, **variables)) as server:
        yield server.base_url


@contextmanager
def server_process(
    environment: Mapping[str, str],
    *,
    port: int | None = None,
    python: str = sys.executable,
    arguments: Sequence[str] = (),
    launcher: Sequence[str] = (),
) -> Iterator[ServerProcess]:
    """Serve a migrated database at a free port unless one is given, and stop; `python` is of another environment.

    `arguments` are added to those of `manage.py serve`; `launcher` is a command that runs the one after it.

    What the server wrote is shown when the test fails inside.
    """
    port = port or free_port()
    command = [*launcher, python, "manage.py", "serve", "--port", str(port), *arguments]
    with tempfile.NamedTemporaryFile() as log:
        process = subprocess.Popen(command, cwd=PROJECT_DIR, env=environment, stdout=log, stderr=log)
        server = ServerProcess(f"http://127.0.0.1:{port}", process, Path(log.name))
        try:
            wait_until_it_answers(server.base_url, process)
            yield server
        except BaseException:
            sys.stderr.write("\n".join(["--- the server's log", *server.log_lines(), ""]))
            raise
        finally:
            stop(process)


def wait_until_it_answers(base_url: str, process: subprocess.Popen[bytes]) -> None:
    """Poll the login page; raises when the process ends or nothing answers in time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            message = f"The server ended with status {process.returncode} before it answered."
            raise RuntimeError(message)
        try:
            requests.get(f"{base_url}/accounts/login/", timeout=PATIENCE_SECONDS)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    message = f"The server did not answer within {PATIENCE_SECONDS} s."
    raise TimeoutError(message)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the process as a service manager does; kill it where it does not."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
