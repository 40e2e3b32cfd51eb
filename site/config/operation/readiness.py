"""Whether this process can do its work: asked by load balancers and service managers, of the database and live updates.

Anybody may ask, so that answers hold fixed sentences and no detail; the details go to the log, when they change.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db import Error as DatabaseError
from django.db.migrations.executor import MigrationExecutor

from monitoring.domain.script_visits import last_script_visit, silence_warning

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql_api.live.state import LiveState

logger = logging.getLogger(__name__)

OK: Final = "ok"
# A sweep reads the log every few seconds, and a database that does not answer is asked every ten.
LONGEST_READING_SECONDS: Final = 30.0

DOES_NOT_ANSWER: Final = "The database does not answer; the server's log says why."
NOT_KNOWN: Final = "Not known, for the database does not answer."
NOT_FOLLOWING: Final = "The log of planning events is not read: screens are not live."
NOT_LISTENING: Final = "New events are not heard of at once: screens are seconds late."
STOPPING: Final = "This process is about to stop."


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was checked, each `ok` or a sentence that says what is wrong, and what a person should know besides."""

    checks: dict[str, str]
    warnings: list[str] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        """Whether this process can do its work."""
        return all(outcome == OK for outcome in self.checks.values())

    def as_body(self) -> dict[str, object]:
        """The answer of `/readyz`."""
        status = "ready" if self.is_ready else "not ready"
        return {"status": status, "checks": self.checks, "warnings": self.warnings}


class DatabaseChecks:
    """Asks the database, in at most two statements once nothing waits to be migrated. Blocks."""

    def __init__(self) -> None:
        self._is_migrated = False
        self._troubled: set[str] = set()

    def run(self) -> Readiness:
        """The checks `database` and `migrations`, and a warning about a silent script."""
        checks = {"database": self._outcome("database", self._database)}
        if checks["database"] != OK:
            return Readiness(checks | {"migrations": NOT_KNOWN})
        checks["migrations"] = self._outcome("migrations", self._migrations)
        script = self._outcome("script", script_heard) if checks["migrations"] == OK else OK
        return Readiness(checks, [script] if script != OK else [])

    def _outcome(self, name: str, check: Callable[[], str]) -> str:
        detail = ""
        try:
            outcome = check()
        except DatabaseError as error:
            outcome, detail = DOES_NOT_ANSWER, f" {str(error).strip()}"
        if (outcome != OK) != (name in self._troubled):
            self._troubled ^= {name}
            logger.warning("Readiness, %s: %s%s", name, outcome, detail)
        return outcome

    def _database(self) -> str:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT 1")
        return OK

    def _migrations(self) -> str:
        if not self._is_migrated:
            pending = pending_migrations()
            if pending:
                return f"Migrations are not applied, {len(pending)} of them: run manage.py migrate."
            self._is_migrated = True
        return OK


def script_heard() -> str:
    """Whether the script asked lately."""
    return silence_warning(last_script_visit()) or OK


def pending_migrations() -> list[str]:
    """The migrations that the database lacks, as `app.name`, in the order in which they would be applied."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def with_live_updates(found: Readiness, state: LiveState) -> Readiness:
    """Add what the process knows of itself: `live_updates` and `shutdown`."""
    shutdown = STOPPING if state.is_closing else OK
    return Readiness(
        found.checks | {"live_updates": live_updates(state), "shutdown": shutdown}, found.warnings
    )


def live_updates(state: LiveState) -> str:
    """Whether screens of this process learn of changes as they happen."""
    if state.read_seconds_ago is None or state.read_seconds_ago > LONGEST_READING_SECONDS:
        return NOT_FOLLOWING
    return OK if state.is_listening else NOT_LISTENING
