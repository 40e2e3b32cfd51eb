"""Databases for processes that a test starts: empty, of the kind the suite runs on, and gone afterwards."""

import os
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql


def on_postgresql() -> bool:
    """Whether this run's `DATABASE_URL` names a PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://"))


@contextmanager
def empty_database(directory: Path) -> Iterator[str]:
    """The URL of a new database: a file in `directory` on SQLite, else one on the run's PostgreSQL server."""
    if not on_postgresql():
        yield f"sqlite:///{directory / 'process.sqlite3'}"
        return
    name = f"test_process_{uuid.uuid4().hex}"
    administer("CREATE DATABASE {}", name)
    try:
        yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    finally:
        administer("DROP DATABASE {} WITH (FORCE)", name)


def administer(statement: str, *databases: str) -> None:
    """Run one statement that names databases, outside of any transaction."""
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, databases)))
