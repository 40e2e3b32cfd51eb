"""What is in the database of a running server, to tell whether an attack changed anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import dj_database_url
import psycopg2

from tests.end_to_end.shop import Shop

# What attackers are after: the plant, the log, who may do what.
TABLES = (
    "monitoring_machine",
    "monitoring_monitor_operation",
    "monitoring_operationdrawing",
    "monitoring_machineoperationassignment",
    "monitoring_planningevent",
    "auth_user_user_permissions",
    "auth_group",
)


def rows_of(shop: Shop) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of those tables, and the accounts without their last login."""
    url = shop.environment["DATABASE_URL"]
    with closing(_connected(url)) as connection, closing(connection.cursor()) as cursor:
        found = {table: _read(cursor, table, "*") for table in TABLES}
        found["auth_user"] = _read(
            cursor, "auth_user", "id, username, password, is_superuser, is_staff, is_active"
        )
    return found


def _connected(url: str) -> Any:
    if url.startswith("sqlite"):
        return sqlite3.connect(dj_database_url.parse(url)["NAME"])
    return psycopg2.connect(url)


def _read(cursor: Any, table: str, columns: str) -> list[tuple[Any, ...]]:
    cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1")  # noqa: S608  # names of this module
    return [
        tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in cursor
    ]
