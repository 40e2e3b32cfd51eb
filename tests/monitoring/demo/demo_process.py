"""`manage.py demo` as a process of its own, and its children, as the operating system sees them."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.servers import PROJECT_DIR, free_port

PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class DemoProcess:
    """A demo that was started, on its port, with what it has written so far."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until_it_runs(self) -> None:
        wait_for(lambda: "The plant runs" in self.output or self.process.poll() is not None, what=self.output)
        assert "The plant runs" in self.output, self.output

    def wait_until_it_wrote(self, words: str) -> None:
        wait_for(lambda: words in self.output, what=words)

    def wait_for_the_end(self) -> int:
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def children(self) -> dict[str, int]:
        """The keys of the processes that the demo runs, by the module that each one is."""
        listing = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        )
        found = re.findall(r"^\s*(\d+) .* -m (\S+)", listing.stdout, flags=re.MULTILINE)
        return {module: int(pid) for pid, module in found}

    def password_of(self, username: str) -> str:
        found = re.search(rf"^ +{username} +(\S+)", self.output, flags=re.MULTILINE)
        assert found is not None, self.output
        return found[1]

    def logged_in(self, username: str) -> requests.Session:
        """A session of this user, logged in by the form."""
        session = requests.Session()
        page = f"{self.site}/accounts/login/"
        session.get(page, timeout=PATIENCE_SECONDS)
        form = {
            "username": username,
            "password": self.password_of(username),
            "csrfmiddlewaretoken": session.cookies["csrftoken"],
        }
        answer = session.post(page, form, allow_redirects=False, timeout=PATIENCE_SECONDS)
        assert answer.status_code == 302, answer.text
        return session


@contextmanager
def started_demo(
    *options: str, port: int | None = None, settings: str | None = None
) -> Iterator[DemoProcess]:
    """Run the demo on a free port, as in a shell where no settings are named unless `settings` are.

    It leads a session of its own, and nothing of that outlives the test.
    """
    port = port or free_port()
    command = [sys.executable, "manage.py", "demo", "--port", str(port), "--interval", "0.5", *options]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    if settings is not None:
        environment["DJANGO_SETTINGS_MODULE"] = settings
    with tempfile.NamedTemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=PROJECT_DIR, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield DemoProcess(process=process, port=port, log=Path(log.name))
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def wait_for(is_true: Callable[[], bool], *, what: str) -> None:
    """Poll until it is true; fails with what was waited for."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_true():
        assert time.monotonic() < deadline, f"waited {PATIENCE_SECONDS} s for: {what}"
        time.sleep(0.1)


def still_there(pids: dict[str, int]) -> list[str]:
    """Which of these processes have not ended."""
    listing = subprocess.run(
        ["ps", "-o", "pid=,stat=,args=", "--pid", ",".join(map(str, pids.values()))],
        capture_output=True,
        text=True,
    )
    return [line for line in listing.stdout.splitlines() if line.split()[1][0] != "Z"]
