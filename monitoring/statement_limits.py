"""How long a statement of the server process may take: whatever hangs gives its thread and its locks back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.backends.signals import connection_created

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

# Waiting for a lock ends a little sooner than the statement, so that the log tells the one from the other.
SHARE_OF_LOCKS = 0.8
# Between two statements of a transaction only this process computes; longer than this, it hangs and holds locks.
IDLE_IN_TRANSACTION_SECONDS = 60
LIMIT = """
SELECT set_config('statement_timeout', %s, false),
       set_config('lock_timeout', %s, false),
       set_config('idle_in_transaction_session_timeout', %s, false)
"""


def limit_statements(*, seconds: int) -> None:
    """Limit each statement on every PostgreSQL connection that this process opens from now on.

    For the server process alone: migrations, backups and pruning may take as long as they need.
    """
    connection_created.connect(partial(_limit, seconds), weak=False, dispatch_uid="statement limits")


def _limit(seconds: int, *, connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "postgresql":
        limits = (seconds, seconds * SHARE_OF_LOCKS, IDLE_IN_TRANSACTION_SECONDS)
        with connection.cursor() as cursor:
            cursor.execute(LIMIT, [f"{1_000 * limit:.0f}ms" for limit in limits])
