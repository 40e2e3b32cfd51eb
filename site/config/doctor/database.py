"""What the database has to be asked for."""

from __future__ import annotations

import select
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db import Error as DatabaseError
from django.utils import timezone

from config.doctor.findings import Finding, ok, problem, warning
from config.operation.readiness import pending_migrations
from monitoring.domain.script_visits import last_script_visit, silence_warning
from monitoring.models import PlanningEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLDEST_POSTGRESQL: Final = 15
SECONDS_APART: Final = 2.0
SECONDS_FAR_APART: Final = 60.0
NOTIFICATION_SECONDS: Final = 5.0
CHANNEL: Final = "manual_assignments_doctor"
NEEDED_RIGHTS: Final = ("SELECT", "INSERT")
TOO_MANY_RIGHTS: Final = ("UPDATE", "DELETE", "TRUNCATE")


def database_findings() -> Iterator[Finding]:
    """Everything about the database; where it does not answer, that alone."""
    file = Path(settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"])
    if connection.vendor == "sqlite" and not file.exists():
        # To ask would be to make it.
        yield problem("database", f"There is no {file}.", "Correct DATABASE_URL, or run manage.py migrate.")
        return
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield problem(
            "database",
            f"It does not answer: {str(error).strip()}",
            "Start it, or correct DATABASE_URL. What it has to be asked for is not checked.",
        )
        return
    yield version_finding()
    for subject, check in checks().items():
        yield checked(subject, check)


def checks() -> dict[str, Callable[[], Finding]]:
    """The checks of a database that answers."""
    found: dict[str, Callable[[], Finding]] = {"migrations": migrations_finding}
    if connection.vendor == "postgresql":
        found |= {
            "clock": clock_finding,
            "event log": event_log_finding,
            "notifications": notification_finding,
        }
    return found | {"script": script_finding}


def checked(subject: str, check: Callable[[], Finding]) -> Finding:
    """What a check finds, or why it could not look."""
    try:
        return check()
    except DatabaseError as error:
        reason = str(error).strip()
        return problem(subject, f"Could not be checked: {reason}", "Mend what is told of above first.")


def version_finding() -> Finding:
    """Which database it is."""
    if connection.vendor != "postgresql":
        return warning(
            "database",
            "SQLite answers, which is for trying things out.",
            "Set DATABASE_URL to a PostgreSQL for a shop.",
        )
    number: int = connection.pg_version  # type: ignore[attr-defined]  # of PostgreSQL's connection
    shown = f"PostgreSQL {number // 10_000}.{number % 10_000}"
    if number < OLDEST_POSTGRESQL * 10_000:
        return problem("database", f"It is {shown}.", f"Upgrade it to {OLDEST_POSTGRESQL} or newer.")
    return ok("database", f"{shown} answers.")


def migrations_finding() -> Finding:
    """Whether the tables are those of this version."""
    pending = pending_migrations()
    if pending:
        return problem(
            "migrations", f"{len(pending)} are not applied, {pending[0]} first.", "Run manage.py migrate."
        )
    return ok("migrations", "All are applied.")


def clock_finding() -> Finding:
    """Whether the database's clock, read half-way between asking and the answer, agrees with this machine's."""
    before = timezone.now()
    (database_time,) = one_row("SELECT clock_timestamp()")
    after = timezone.now()
    return clock_verdict(abs((database_time - (before + (after - before) / 2)).total_seconds()))


def clock_verdict(apart: float) -> Finding:
    """What so many seconds between the clocks mean."""
    sentence = f"The database's clock and this machine's are {apart:.1f} s apart."
    remedy = "Have both follow the same time server: reports and ages are judged by both clocks."
    if apart > SECONDS_FAR_APART:
        return problem("clock", sentence, remedy)
    return warning("clock", sentence, remedy) if apart > SECONDS_APART else ok("clock", sentence)


def event_log_finding() -> Finding:
    """Whether the database itself keeps the log of events from being changed."""
    table = PlanningEvent._meta.db_table  # noqa: SLF001 - Django documents it as public
    missing = [right for right in NEEDED_RIGHTS if not may(right, table)]
    if missing:
        rights = " and ".join(missing)
        return problem("event log", f"The database's user lacks {rights} on {table}.", f"Grant it {rights}.")
    if spare := [right for right in TOO_MANY_RIGHTS if may(right, table)]:
        rights = ", ".join(spare)
        return warning(
            "event log",
            f"The database's user may also {rights} on {table}: a fault or an intruder could rewrite history.",
            "Let the server run as a user who may only SELECT and INSERT there, and migrate and prune as another.",
        )
    return ok("event log", "The database's user may read and add, and change nothing.")


def may(right: str, table: str) -> bool:
    """Whether the database's user has a right on a table."""
    (has_right,) = one_row("SELECT has_table_privilege(%s, %s)", [table, right])
    return bool(has_right)


def notification_finding() -> Finding:
    """Whether a notification sent on one connection arrives on another, as live updates want it."""
    with closing(connections.create_connection(DEFAULT_DB_ALIAS)) as listener:
        with listener.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
        driver: Any = listener.connection
        select.select([driver], [], [], NOTIFICATION_SECONDS)
        driver.poll()
        if driver.notifies:
            return ok("notifications", "LISTEN and NOTIFY work: screens are live at once.")
    return problem(
        "notifications",
        f"A NOTIFY did not arrive within {NOTIFICATION_SECONDS:g} s: screens would be seconds late.",
        "Connect to PostgreSQL itself in DATABASE_URL, not to a pooler that shares connections between transactions.",
    )


def script_finding() -> Finding:
    """When the script was last heard of."""
    visit = last_script_visit()
    if sentence := silence_warning(visit):
        return warning("script", sentence, "See its log; it has to run, to reach this server, and to log in.")
    return ok("script", f"{visit} was the last to ask for the manual assignments.")


def database_folders() -> list[Path]:
    """Where the database keeps its files, as far as this machine has them and tells."""
    if connection.vendor != "postgresql":
        return [Path(settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"]).absolute().parent]
    try:
        (folder,) = one_row("SELECT current_setting('data_directory')")
    except DatabaseError:
        return []  # not every user of the database may know
    host = connection.get_connection_params().get("host", "")
    is_here = host in {"", "localhost", "127.0.0.1", "::1"} or host.startswith("/")
    return [Path(folder)] if is_here else []


def one_row(sql: str, parameters: list[str] | None = None) -> tuple[Any, ...]:
    """The only row of a statement's answer."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return tuple(cursor.fetchone())
