"""A running shop for tests: a real server process with a planner, a script login and machines."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import requests

from tests.servers import PROJECT_DIR, migrate, server_environment, server_process
from tests.templates import Fill, fill

PASSWORD = "a password of the test suite"
PATIENCE_SECONDS = 60

SEED = """
from django.contrib.auth.models import Permission, User
from monitoring.models import Machine
planner = User.objects.create_user("planner", password={password!r})
planner.user_permissions.add(Permission.objects.get(codename="change_machineoperationassignment"))
User.objects.create_user("script", password={password!r})
User.objects.create_superuser("admin", password={password!r})
for name in ("Lathe 1", "Mill 2"):
    Machine.objects.create(name=name)
"""


@dataclass
class Person:
    """Somebody who logged in by the form, as a browser or the script does."""

    base_url: str
    username: str
    http: requests.Session = field(default_factory=requests.Session)

    def log_in(self) -> None:
        """Fetch the form for its CSRF cookie, send it, and be led on."""
        url = f"{self.base_url}/accounts/login/"
        self.http.get(url, timeout=PATIENCE_SECONDS)
        form = {"username": self.username, "password": PASSWORD, "csrfmiddlewaretoken": self.csrf_token}
        answer = self.http.post(url, data=form, headers={"Referer": url}, timeout=PATIENCE_SECONDS)
        assert answer.ok, answer.text
        assert "sessionid" in self.http.cookies

    def at(self, base_url: str) -> Person:
        """The same person, with the same session, at another server process."""
        return replace(self, base_url=base_url)

    @property
    def csrf_token(self) -> str:
        return str(self.http.cookies["csrftoken"])

    @property
    def headers(self) -> dict[str, str]:
        return {"X-CSRFToken": self.csrf_token, "X-Requested-With": "XMLHttpRequest"}

    def get(self, path: str) -> requests.Response:
        return self.http.get(self.base_url + path, headers=self.headers, timeout=PATIENCE_SECONDS)

    def post(self, path: str, body: Mapping[str, Any]) -> requests.Response:
        return self.http.post(self.base_url + path, json=body, headers=self.headers, timeout=PATIENCE_SECONDS)

    def ask(self, document: str, **variables: Any) -> Any:
        """Send a GraphQL document and return its data; an error fails the test."""
        answer = self.post("/graphql/", {"query": document, "variables": variables})
        assert answer.status_code == 200, answer.text
        assert "errors" not in answer.json(), answer.text
        return answer.json()["data"]


@dataclass(frozen=True)
class Shop:
    """A server process and the database behind it."""

    base_url: str
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes]

    def person(self, username: str) -> Person:
        """Log somebody in."""
        person = Person(base_url=self.base_url, username=username)
        person.log_in()
        return person

    def in_database(self, code: str) -> Any:
        """Run Python beside the server, on its database; returns what the code puts into `answer`."""
        printed = f"import json\n{code}\nprint('ANSWER ' + json.dumps(answer, default=str))"
        output = run_in_shell(printed, self.environment)
        line = next(line for line in output.splitlines() if line.startswith("ANSWER "))
        return json.loads(line.removeprefix("ANSWER "))


@contextmanager
def open_shop(database_url: str, /, **variables: str) -> Iterator[Shop]:
    """Start the server on a new database and let the people in; `variables` are added to its environment."""
    with open_filled_shop(database_url, migrate_and_seed, **variables) as shop:
        yield shop


@contextmanager
def open_filled_shop(database_url: str, by: Fill, /, **variables: str) -> Iterator[Shop]:
    """Likewise, on a database that has more in it than people and two machines."""
    environment = server_environment(database_url, **variables)
    fill(database_url, by=by)
    with serve_shop(environment) as shop:
        yield shop


@contextmanager
def serve_shop(environment: Mapping[str, str]) -> Iterator[Shop]:
    """Start the server on the database of a shop."""
    with server_process(environment) as server:
        yield Shop(base_url=server.base_url, environment=environment, process=server.process)


def migrate_and_seed(database_url: str) -> None:
    """Make an empty database that of a shop."""
    environment = server_environment(database_url)
    migrate(environment)
    seed(environment)


def seed(environment: Mapping[str, str]) -> None:
    """Put the people and two machines into a migrated database."""
    run_in_shell(SEED.format(password=PASSWORD), environment)


def run_in_shell(code: str, environment: Mapping[str, str]) -> str:
    """Run Python on a database; returns what it printed."""
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code]
    done = subprocess.run(
        command,
        cwd=PROJECT_DIR,
        env=environment,
        check=False,
        timeout=PATIENCE_SECONDS,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
