"""The database as the settings leave it."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_settings_of_the_database_are_in_force() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            pragmas = {
                name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
            }

        assert pragmas == {"journal_mode": "wal", "synchronous": 1, "busy_timeout": 20_000, "foreign_keys": 1}
    else:
        assert connection.settings_dict["CONN_MAX_AGE"] == 600
