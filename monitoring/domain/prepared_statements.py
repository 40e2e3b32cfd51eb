"""Statements that PostgreSQL plans once for each connection: for a shop's list, planning takes longer than reading."""

from __future__ import annotations

import itertools
import logging
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.db import NotSupportedError, OperationalError, connection

logger = logging.getLogger(__name__)

# Connections keep what they prepared, and clients choose which columns there are.
STATEMENTS_PER_CONNECTION: Final = 32
NUMBERS: Final = itertools.count(1)
# What each connection of the driver has prepared; None where that went wrong.
PREPARED: Final[WeakKeyDictionary[Any, set[str] | None]] = WeakKeyDictionary()


def plain_rows(sql: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Run a SELECT and return all rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


class PreparedStatement:
    """A SELECT whose parameters are always the same, to be kept: each has a name of its own."""

    def __init__(self, sql: str, parameters: tuple[Any, ...]) -> None:
        self._sql = sql
        self._parameters = parameters
        self._name = f"prepared_{next(NUMBERS)}"

    def rows(self) -> list[tuple[Any, ...]]:
        """Run it and return all rows, on any database; prepared on PostgreSQL, as far as a connection keeps more."""
        connection.ensure_connection()
        prepared = prepared_by(connection.connection) if connection.vendor == "postgresql" else None
        if prepared is None or (self._name not in prepared and len(prepared) >= STATEMENTS_PER_CONNECTION):
            return plain_rows(self._sql, self._parameters)
        try:
            rows = self._execute(prepared)
        except (NotSupportedError, OperationalError) as error:
            if connection.in_atomic_block or not loses_plans(error):
                raise
            logger.info("PostgreSQL dropped prepared statements; this connection does without: %s", error)
            PREPARED[connection.connection] = None
            return plain_rows(self._sql, self._parameters)
        prepared.add(self._name)
        return rows

    def _execute(self, prepared: set[str]) -> list[tuple[Any, ...]]:
        if self._name in prepared:
            return plain_rows(f"EXECUTE {self._name}", ())
        return plain_rows(f"PREPARE {self._name} AS {self._sql}; EXECUTE {self._name}", self._parameters)


def prepared_by(driver_connection: Any) -> set[str] | None:
    """The names of what a connection has prepared; None where it prepares no more."""
    return PREPARED.setdefault(driver_connection, set())


def loses_plans(error: Exception) -> bool:
    """Whether the statement was lost (26000: DISCARD, a pooler) or a column changed its type (0A000: a migration)."""
    return getattr(error.__cause__, "pgcode", None) in {"26000", "0A000"}
