"""Databases that are filled once in a run and copied from then on: migrating one takes seconds, copying it none."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.databases import administer, on_postgresql

Fill = Callable[[str], None]

# Whoever gives the run its server closes it before the server ends.
ON_POSTGRESQL = ExitStack()


def fill(database_url: str, by: Fill) -> None:
    """Give an empty database what `by` writes into one at a URL; `by` is called once for each process and kind."""
    if database_url.startswith("sqlite:///"):
        shutil.copyfile(sqlite_template(by), database_url.removeprefix("sqlite:///"))
    elif on_postgresql() and server_of(database_url) == server_of(os.environ["DATABASE_URL"]):
        name = urlsplit(database_url).path.removeprefix("/")
        administer("DROP DATABASE {}", name)
        administer("CREATE DATABASE {} TEMPLATE {}", name, postgresql_template(by))
    else:
        # A server of the test's own.
        by(database_url)


def server_of(database_url: str) -> str:
    """A URL without its database: a server at a socket is told from others by what follows the database's name."""
    return urlunsplit(urlsplit(database_url)._replace(path=""))


@cache
def sqlite_template(by: Fill) -> Path:
    """A file that is filled, and gone when the process ends."""
    directory = Path(tempfile.mkdtemp(prefix="template-"))
    atexit.register(shutil.rmtree, directory)
    by(f"sqlite:///{directory / 'filled.sqlite3'}")
    return directory / "filled.sqlite3"


@cache
def postgresql_template(by: Fill) -> str:
    """The name of a database that is filled, on the run's server, and gone with `ON_POSTGRESQL`."""
    name = f"test_template_{uuid.uuid4().hex}"
    administer("CREATE DATABASE {}", name)
    ON_POSTGRESQL.callback(administer, "DROP DATABASE {} WITH (FORCE)", name)
    by(urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")))
    return name
