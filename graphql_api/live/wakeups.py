"""Hearing of new events: from PostgreSQL, on a connection that does nothing else, or from this process on SQLite."""

from __future__ import annotations

import logging
import selectors
import socket
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any, Protocol

from django.db import DEFAULT_DB_ALIAS, connections
from django.db import Error as DatabaseError
from psycopg2 import Error as DriverError

from graphql_api.live.backoff import Backoff
from monitoring.domain.wakeups import CHANNEL, follow_this_process

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)

APPLICATION_NAME = "manual-assignments listener"
# A connection whose other end vanished without a word looks like a quiet one; asking tells them apart.
QUIET_SECONDS = 30.0


class Wakeups(Protocol):
    """What calls `wake` when events were committed."""

    @property
    def is_listening(self) -> bool:
        """Whether it would hear of an event that is committed now."""

    def stop(self) -> None:
        """End it."""


def start_wakeups(wake: Callable[[], object]) -> Wakeups:
    """Have `wake` called, in some thread, when events were committed, until it is stopped."""
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        return OfThisProcess(wake)
    listener = Listener(wake)
    listener.start()
    return listener


class OfThisProcess:
    """Hears of what this process itself commits: SQLite tells nobody else."""

    is_listening = True

    def __init__(self, wake: Callable[[], object]) -> None:
        self.stop = follow_this_process(wake)


class Listener(threading.Thread):
    """Waits for PostgreSQL's notifications, and connects again whenever the connection is lost."""

    def __init__(self, wake: Callable[[], object]) -> None:
        super().__init__(name="planning-events-listener", daemon=True)
        self._wake = wake
        self._stopping = threading.Event()
        self._interrupt, self._interrupted = socket.socketpair()
        self.is_listening = False

    def stop(self) -> None:
        """End the thread and its connection."""
        self._stopping.set()
        self._interrupt.send(b"stop")
        self.join()
        self._interrupt.close()
        self._interrupted.close()

    def run(self) -> None:
        """Listen until stopped."""
        backoff = Backoff("Notifications of new events are not heard; sweeps find them more slowly", logger)
        while not self._stopping.is_set():
            try:
                with closing(connections.create_connection(DEFAULT_DB_ALIAS)) as connection:
                    self._begin(connection)
                    backoff.succeeded()
                    self._listen(connection)
            except (DatabaseError, DriverError, OSError) as error:
                self.is_listening = False
                self._stopping.wait(backoff.failed(error))

    def _begin(self, connection: BaseDatabaseWrapper) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('application_name', %s, false)", [APPLICATION_NAME])
            cursor.execute(f"LISTEN {CHANNEL}")
        self.is_listening = True
        # What was committed while nobody listened.
        self._wake()

    def _listen(self, connection: BaseDatabaseWrapper) -> None:
        driver: Any = connection.connection
        with selectors.DefaultSelector() as selector:
            selector.register(driver, selectors.EVENT_READ)
            selector.register(self._interrupted, selectors.EVENT_READ)
            while not self._stopping.is_set():
                if not selector.select(QUIET_SECONDS):
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT 1")
                driver.poll()
                if driver.notifies:
                    driver.notifies.clear()
                    self._wake()
