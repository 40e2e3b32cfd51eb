"""`make demo` as a person runs it: it answers, shows its changes live, ends at Ctrl+C, and leaves no process behind."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import requests

PROJECT_DIR = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT_DIR))

from tests.readme import following  # noqa: E402 - the path above makes it importable
from tests.servers import free_port  # noqa: E402

START_SECONDS = 300
STOP_SECONDS = 60
REQUEST_SECONDS = 30


def wait_until(condition: Callable[[], bool], demo: subprocess.Popen[bytes], *, wanted: str) -> None:
    """Poll; stops the run where the demo ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        if demo.poll() is not None:
            sys.exit(f"make demo ended with status {demo.returncode} before {wanted}.")
        if time.monotonic() > deadline:
            sys.exit(f"make demo: {wanted} did not happen within {START_SECONDS} s.")
        time.sleep(0.5)


def answers(url: str) -> bool:
    """Whether there is a page."""
    try:
        return requests.get(url, timeout=REQUEST_SECONDS).ok
    except requests.ConnectionError:
        return False


def logged_in(site: str, password: str) -> requests.Session:
    """A planner's session."""
    session = requests.Session()
    session.get(f"{site}/accounts/login/", timeout=REQUEST_SECONDS)
    form = {"username": "planner", "password": password, "csrfmiddlewaretoken": session.cookies["csrftoken"]}
    session.post(f"{site}/accounts/login/", data=form, timeout=REQUEST_SECONDS)
    return session


def has_assignments(session: requests.Session, site: str) -> bool:
    """Whether the plant has overrides to show."""
    answer = session.get(f"{site}/monitoring/api/manual-assignments/", timeout=REQUEST_SECONDS)
    answer.raise_for_status()
    return bool(answer.json()["assignments"])


def processes_of(session: int) -> list[str]:
    """The processes, zombies left out, of a session: the demo and all that it started."""
    command = ["ps", "-o", "pid=,stat=,args=", "--sid", str(session)]
    listing = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in listing.stdout.splitlines() if not line.split()[1].startswith("Z")]


def main() -> None:
    """Start, look, interrupt, look again."""
    password, port = secrets.token_hex(12), free_port()  # never taken for an option
    site = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as directory:
        arguments = f"--port {port} --planner-password {password} --database {directory}/demo.sqlite3"
        command = ["make", "demo", f"ARGS={arguments}"]
        demo = subprocess.Popen(command, cwd=PROJECT_DIR, start_new_session=True)
        try:
            wait_until(lambda: answers(f"{site}/accounts/login/"), demo, wanted="an answer")
            session = logged_in(site, password)
            wait_until(lambda: has_assignments(session, site), demo, wanted="an override in the list")
            with following(Path(directory), site=site, user="planner", password=password) as follower:
                follower.wait_for("QUANTITY_REPORTED", seconds=REQUEST_SECONDS)
            # As the terminal does at Ctrl+C: every process of the group, once.
            os.killpg(demo.pid, signal.SIGINT)
            demo.wait(timeout=STOP_SECONDS)
            if left := processes_of(demo.pid):
                sys.exit("make demo left these processes behind:\n" + "\n".join(left))
        finally:
            if processes_of(demo.pid):
                os.killpg(demo.pid, signal.SIGKILL)
    print(
        "make demo: started, answered, printed reports as they came, ended at Ctrl+C and left nothing behind"
    )


if __name__ == "__main__":
    main()
