"""Failures of the database, told apart from bugs: they pass or are mended, and no request is to blame for them."""

from __future__ import annotations

import sqlite3
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError

UNREACHABLE: Final = (
    "See that the database runs and that DATABASE_URL names it; this process connects again by itself."
)
CONFLICT: Final = "Two changes waited for each other twice in a row; what was refused may be sent again."
DAMAGED: Final = "The database's files are damaged: stop the site, look at the disk, restore the last backup."
NO_ROOM: Final = "Make room on the disk that holds the database."
READ_ONLY: Final = (
    "It takes no writes: see whether it is a standby, recovers, or lies on a disk that is read-only."
)
WAITED: Final = "Another transaction kept what this one needs; see pg_stat_activity for what runs for long."

# By SQLSTATE, or by its first two characters.
ON_POSTGRESQL: Final = {
    "08": UNREACHABLE,
    "25006": READ_ONLY,
    "25P03": "This process was stopped for so long in a transaction that the database ended it.",
    "25P04": "The transaction took longer than the database allows; see what slows it down.",
    "28": "The database refuses the user that DATABASE_URL names; see pg_hba.conf and the password.",
    "40": CONFLICT,
    "53": "The database has run out of something: memory, or whatever else it names.",
    "53100": NO_ROOM,
    "53300": "Raise max_connections of PostgreSQL, or lower WSGI_WORKERS.",
    "55P03": WAITED,
    "57": UNREACHABLE,
    "57014": "A statement took too long (STATEMENT_TIMEOUT_SECONDS); see what the database and its disk do.",
    "58": "The database could not read or write its files; look at its disk and its own log.",
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
# By SQLite's primary result code.
ON_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: "Another process writes for long; SQLite lets one write at a time, PostgreSQL many.",
    sqlite3.SQLITE_LOCKED: "Another connection writes for long; SQLite lets one write at a time, PostgreSQL many.",
    sqlite3.SQLITE_NOMEM: "The machine has run out of memory.",
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_IOERR: "The database's file could not be read or written; look at its disk.",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: NO_ROOM,
    sqlite3.SQLITE_CANTOPEN: "The database's file cannot be opened; see that it and its folder may be written.",
    sqlite3.SQLITE_PROTOCOL: "Another process writes for long; SQLite lets one write at a time, PostgreSQL many.",
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
PRIMARY_CODE: Final = 0xFF
LOST_TO_ANOTHER: Final = frozenset({"40001", "40P01"})


def is_database_failure(error: BaseException | None) -> bool:
    """Whether the database failed, rather than the code that asked it: then the same may be asked again."""
    return remedy_of(error) is not None


def remedy_of(error: BaseException | None) -> str | None:
    """What the person who runs the site can do about a failure of the database; None for every other error."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    said = error.__cause__
    if isinstance(said, sqlite3.Error):
        return ON_SQLITE.get(getattr(said, "sqlite_errorcode", 0) & PRIMARY_CODE)
    code = sqlstate(error)
    if code is not None:
        return ON_POSTGRESQL.get(code) or ON_POSTGRESQL.get(code[:2])
    # Without a code it was the connection, in the driver's words. Django's own errors have no cause.
    is_plain = type(error) is DatabaseError and said is not None
    return UNREACHABLE if is_plain or isinstance(error, OperationalError | InterfaceError) else None


def sqlstate(error: BaseException) -> str | None:
    """PostgreSQL's code for an error; None on SQLite, and where the connection failed."""
    code: str | None = getattr(error.__cause__, "pgcode", None)
    return code


def lost_to_another(error: BaseException) -> bool:
    """Whether PostgreSQL undid this transaction in favour of another: a deadlock, or no serial order."""
    return sqlstate(error) in LOST_TO_ANOTHER


def words_of(error: BaseException) -> str:
    """What the database said, on one line."""
    return "; ".join(line.strip() for line in str(error).splitlines() if line.strip()) or type(error).__name__
