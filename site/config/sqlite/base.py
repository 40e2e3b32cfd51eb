"""Django 5.2 assumes that a statement takes 999 parameters, as SQLite did until 2020; Django 6 asks the connection."""

import sqlite3

from django.db.backends.sqlite3 import base, features
from django.utils.functional import cached_property


class DatabaseFeatures(features.DatabaseFeatures):
    """SQLite's features, with the connection's own limit, so that a batch of 500 rows stays one statement."""

    @cached_property
    def max_query_params(self) -> int:  # type: ignore[override]  # a class attribute there, measured here
        self.connection.ensure_connection()
        limit: int = self.connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        return limit


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite."""

    features_class = DatabaseFeatures
