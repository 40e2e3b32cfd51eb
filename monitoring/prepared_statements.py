"""Statements that PostgreSQL plans once for each connection: short ones take it longer to plan than to run."""

from __future__ import annotations

import itertools
import logging
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.db import NotSupportedError, OperationalError, connection
from django.db.models import Model

if TYPE_CHECKING:
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)

# Connections keep what they prepared, and clients choose which columns there are: the least used goes first.
STATEMENTS_PER_CONNECTION: Final = 32
NUMBERS: Final = itertools.count(1)
# The names of what a connection has prepared, in the order of their last use.
Prepared = OrderedDict["PreparedStatement", str]
# That of each connection of the driver; None where it went wrong.
PREPARED: Final[WeakKeyDictionary[Any, Prepared | None]] = WeakKeyDictionary()

Found = TypeVar("Found", bound=Model)


def plain_rows(sql: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Run a SELECT and return all rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


class PreparedStatement:
    """A SELECT that is to be kept, with Django's placeholders.

    Its parameters are always the same, `constants`, or else are given with each call.
    """

    def __init__(self, sql: str, constants: tuple[Any, ...] = ()) -> None:
        self._sql = sql
        self._constants = constants

    def rows(self, *arguments: Any) -> list[tuple[Any, ...]]:
        """Run it and return all rows, on any database; prepared on PostgreSQL."""
        connection.ensure_connection()
        prepared = prepared_by(connection.connection) if connection.vendor == "postgresql" else None
        if prepared is None:
            return plain_rows(self._sql, self._constants or arguments)
        try:
            return self._execute(arguments, prepared)
        except (NotSupportedError, OperationalError) as error:
            if connection.in_atomic_block or not loses_plans(error):
                raise
            logger.info("PostgreSQL dropped prepared statements; this connection does without: %s", error)
            PREPARED[connection.connection] = None
            return plain_rows(self._sql, self._constants or arguments)

    def _execute(self, arguments: tuple[Any, ...], prepared: Prepared) -> list[tuple[Any, ...]]:
        places = f"({', '.join(['%s'] * len(arguments))})" if arguments else ""
        if self in prepared:
            prepared.move_to_end(self)
            return plain_rows(f"EXECUTE {prepared[self]}{places}", arguments)
        least_used = (
            f"DEALLOCATE {prepared.popitem(last=False)[1]}; "
            if len(prepared) >= STATEMENTS_PER_CONNECTION
            else ""
        )
        # A new one each time: what is prepared stays so where it is stopped when it runs.
        name = f"prepared_{next(NUMBERS)}"
        # In PREPARE, parameters are numbered; constants are written into it.
        sql = (
            self._sql % tuple(f"${number + 1}" for number in range(len(arguments)))
            if arguments
            else self._sql
        )
        rows = plain_rows(
            f"{least_used}PREPARE {name} AS {sql}; EXECUTE {name}{places}", (*self._constants, *arguments)
        )
        prepared[self] = name
        return rows


class PreparedLookup(Generic[Found]):
    """Finds one row by values that are given with each call, in place of those in an example."""

    def __init__(self, example: QuerySet[Found]) -> None:
        compiler = example.query.get_compiler(connection=connection)
        sql, _ = compiler.as_sql()
        self._statement = PreparedStatement(sql)
        self._compiler = compiler
        self._model = example.model
        columns = [expression for expression, *_ in compiler.select]
        self._names = [expression.target.attname for expression in columns]
        self._converters = compiler.get_converters(columns)

    def find(self, *values: Any) -> Found | None:
        """The row, as an object of the model; None where there is none. Values are such as the driver takes."""
        rows: Any = self._statement.rows(*values)
        if self._converters:
            rows = list(self._compiler.apply_converters(rows, self._converters))
        return self._model.from_db(connection.alias, self._names, rows[0]) if rows else None


def prepared_by(driver_connection: Any) -> Prepared | None:
    """What a connection has prepared; None where it prepares no more."""
    return PREPARED.setdefault(driver_connection, OrderedDict())


def loses_plans(error: Exception) -> bool:
    """Whether the statement was lost (26000: DISCARD, a pooler) or a column changed its type (0A000: a migration)."""
    return getattr(error.__cause__, "pgcode", None) in {"26000", "0A000"}
