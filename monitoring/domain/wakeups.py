"""Waking those who follow the log. A wake-up carries no event: who is woken reads the log, which is complete.

On PostgreSQL a notification goes to every process that listens, when the transaction commits. SQLite has none: there
this process wakes its own followers. A lost wake-up costs its followers time and never an event; they look by
themselves now and then.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Callable

CHANNEL = "planning_events"

_followers: list[Callable[[], object]] = []


def follow_this_process(wake: Callable[[], object]) -> Callable[[], None]:
    """Have `wake` called, in the thread that wrote, after each commit of events; returns what ends it."""
    _followers.append(wake)
    return partial(_followers.remove, wake)


def wake_followers(*, newest_id: int) -> None:
    """Announce events up to this id to whoever follows the log, once the transaction commits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(newest_id)])
    else:
        transaction.on_commit(_wake_this_process)


def _wake_this_process() -> None:
    for wake in _followers.copy():
        wake()
