"""A statement that PostgreSQL stopped when it was to be kept runs again on the same connection."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection

from monitoring.prepared_statements import PreparedStatement


def set_timeout(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [milliseconds])


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_was_stopped_at_its_first_run_runs_again() -> None:
    slow = PreparedStatement("SELECT pg_sleep(0.2)")
    set_timeout(20)
    with pytest.raises(OperationalError, match="statement timeout"):
        slow.rows()

    set_timeout(0)

    assert slow.rows() == slow.rows() == [("",)]
