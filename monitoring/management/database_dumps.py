"""Dumps of the whole database, made and restored by PostgreSQL's own tools as they are found on the PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.management.base import CommandError
from django.db import connection

if TYPE_CHECKING:
    from pathlib import Path

DUMP_NAME = "manual-assignments-%Y-%m-%dT%H%M%SZ.dump"
# However old they are: where dumps failed for weeks, the first that works again does not cost the ones before.
LEAST_KEPT = 7
# A dump gives up where something holds a table for so long, a migration perhaps: it must not queue before the writers.
LOCK_WAIT = "60s"
LIBPQ_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "service": "PGSERVICE",
    "passfile": "PGPASSFILE",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


def make_dump(directory: Path, *, now: datetime | None = None) -> Path:
    """Dump the database as it is at one moment, while others go on writing; returns the new file.

    Only its owner may read it: it holds the hashes of passwords. Raises CommandError, and leaves no file, where the
    dump could not be made as a whole.
    """
    dump = directory / (now or datetime.now(UTC)).strftime(DUMP_NAME)
    unfinished = dump.with_suffix(".unfinished")
    try:
        unfinished.touch(mode=0o600)
        run_tool("pg_dump", "--format=custom", f"--lock-wait-timeout={LOCK_WAIT}", f"--file={unfinished}")
        write_through(unfinished)
        return unfinished.rename(dump)
    except OSError as error:
        raise CommandError(f"{directory}: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def drop_old_dumps(directory: Path, *, older_than_days: int, now: datetime | None = None) -> list[Path]:
    """Delete dumps that are older than so many days, by the time in their names, but never the newest seven."""
    oldest_kept = (now or datetime.now(UTC)) - timedelta(days=older_than_days)
    dumps = sorted(directory.glob("manual-assignments-*.dump"))
    old = [dump for dump in dumps[:-LEAST_KEPT] if made_at(dump) < oldest_kept]
    for dump in old:
        dump.unlink()
    return old


def made_at(dump: Path) -> datetime:
    """When a dump was made; the far future where its name is not one of ours, so that it is never old."""
    try:
        return datetime.strptime(dump.name, DUMP_NAME).replace(tzinfo=UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def restore_dump(dump: Path) -> None:
    """Fill this empty database from a dump, as a whole or not at all.

    Rights and owners are not taken from it: they are those of this database. Raises CommandError where the database
    holds anything already, or the dump cannot be restored.
    """
    if not dump.is_file():
        raise CommandError(f"{dump} is not a file.")
    refuse_other_databases()
    if tables := connection.introspection.table_names():
        raise CommandError(
            f"The database {connection.settings_dict['NAME']} is not empty: it has {len(tables)} tables, such as "
            f"{tables[0]}. Nothing was changed. Restore into a new database, which deploy/postgresql/roles.sql makes."
        )
    run_tool(
        "pg_restore",
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
        f"--dbname={connection.settings_dict['NAME']}",
        str(dump),
    )


def run_tool(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's tools on this database; raises CommandError with what it said where it fails."""
    refuse_other_databases()
    tool = shutil.which(name)
    if tool is None:
        raise CommandError(f"{name} is not on the PATH: install PostgreSQL's client (postgresql-client).")
    done = subprocess.run(  # noqa: S603 - PostgreSQL's tool, with arguments of ours and a file that an operator names
        [tool, "--no-password", *arguments],
        env=os.environ | libpq_variables(),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CommandError(f"{name} failed with status {done.returncode}: {done.stderr.strip()}")


def libpq_variables() -> dict[str, str]:
    """How to connect as these settings do, by the environment: a command line can be read by everybody."""
    parameters = connection.get_connection_params()
    return {
        variable: str(parameters[name])
        for name, variable in LIBPQ_VARIABLES.items()
        if parameters.get(name) not in {None, ""}
    }


def refuse_other_databases() -> None:
    """Raise CommandError where this is not a PostgreSQL."""
    if connection.vendor != "postgresql":
        raise CommandError(
            f"DATABASE_URL names a {connection.vendor} database: this command is for PostgreSQL."
        )


def write_through(path: Path) -> None:
    """Return once a file is on its disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
