"""Saving many rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from monitoring.models import Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import Field

# Bounds the size of one statement; the rows of a usual call fit in one.
ROWS_PER_STATEMENT = 2000

OPERATIONS = Monitor_operation._meta  # noqa: SLF001 - Django's documented name for it
UPDATE = """
WITH fresh ({names}) AS (VALUES {rows})
UPDATE {table} SET {assignments} FROM fresh WHERE {table}.{key} = fresh.{key}
"""


def save_locked_operations(operations: Collection[Monitor_operation], *, columns: Collection[str]) -> None:
    """Save these columns of operations that are locked, and so exist: one statement for 2000 rows.

    The cost grows with the number of rows and of columns; that of `bulk_update`, with its CASE over all rows for each
    row, grows with the square.
    """
    rows = list(operations)
    fields = [one for one in OPERATIONS.concrete_fields if one.name in columns]
    for start in range(0, len(rows) if fields else 0, ROWS_PER_STATEMENT):
        _update(rows[start : start + ROWS_PER_STATEMENT], fields)


def _update(operations: Sequence[Monitor_operation], fields: Sequence[Field[Any, Any]]) -> None:
    key, quote = OPERATIONS.pk, connection.ops.quote_name
    written = [key, *fields]
    one_row = f"({', '.join(['%s'] * len(written))})"
    statement = UPDATE.format(
        names=", ".join(quote(field.column) for field in written),
        rows=", ".join([one_row] * len(operations)),
        table=quote(OPERATIONS.db_table),
        assignments=", ".join(f"{quote(field.column)} = {_typed(field)}" for field in fields),
        key=quote(key.column),
    )
    values = [
        field.get_db_prep_save(getattr(operation, field.attname), connection)
        for operation in operations
        for field in written
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _typed(field: Field[Any, Any]) -> str:
    """The value for a column.

    PostgreSQL takes a column of nothing but nulls for text, unless it is told; SQLite types no column, and its CAST
    would make a number of a time.
    """
    value = f"fresh.{connection.ops.quote_name(field.column)}"
    return f"CAST({value} AS {field.db_type(connection)})" if connection.vendor == "postgresql" else value
