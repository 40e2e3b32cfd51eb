"""Saving many rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.models import Monitor_operation

if TYPE_CHECKING:
    from collections.abc import Collection

# Bounds the size of one statement; the rows of a usual call fit in one.
ROWS_PER_STATEMENT = 2000


def save_locked_operations(operations: Collection[Monitor_operation], *, columns: Collection[str]) -> None:
    """Save these columns of operations that are locked, and so exist: one statement for 2000 rows.

    The cost grows with the number of rows; that of `bulk_update`, with its CASE over all rows for each row, grows with
    the square.
    """
    if operations and columns:
        Monitor_operation.objects.bulk_create(
            operations,
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=sorted(columns),
            batch_size=ROWS_PER_STATEMENT,
        )
