"""The process's one reader of the log: each new event is read once, whoever follows it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from django.db import Error as DatabaseError

from graphql_api.live.backoff import Backoff
from monitoring.domain.errors import CursorExpired
from monitoring.domain.event_log import latest_event_id
from monitoring.domain.live_events import events_after

if TYPE_CHECKING:
    from graphql_api.live.database_thread import DatabaseThread
    from graphql_api.live.options import LiveOptions
    from monitoring.domain.live_events import LiveEvent

logger = logging.getLogger(__name__)

# Followers a little behind are served from memory; whoever is further behind reads the log.
RECENT_EVENTS = 1_000


class EventFeed:
    """New events as they are committed, in the order of their ids. Lives on the event loop.

    `position` is the id of the newest event that was read, once it has started; everybody in this process follows up
    to it and no further.
    """

    def __init__(self, *, thread: DatabaseThread, options: LiveOptions) -> None:
        self._thread = thread
        self._options = options
        self._recent: deque[LiveEvent] = deque()  # all events after `_recent_from`, up to the position
        self._recent_from = 0
        self._woken = asyncio.Event()
        self._advanced = asyncio.Event()
        self._has_started = asyncio.Event()
        self._read_at: float | None = None
        self.position = 0

    @property
    def read_seconds_ago(self) -> float | None:
        """When all of the log was last read, in seconds before now; None where it never was."""
        return None if self._read_at is None else time.monotonic() - self._read_at

    def wake(self) -> None:
        """Look for new events now rather than at the next sweep."""
        self._woken.set()

    async def run(self) -> None:
        """Follow the log until cancelled. A database that does not answer is asked again, less and less often."""
        backoff = Backoff("The log of planning events cannot be read", logger)
        while True:
            self._woken.clear()
            try:
                await self._read_what_is_new()
            except DatabaseError as error:
                await asyncio.sleep(backoff.failed(error))
            else:
                backoff.succeeded()
                self._read_at = time.monotonic()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._options.sweep_seconds):
                        await self._woken.wait()

    async def started(self) -> int:
        """Return the position, once the log was read for the first time."""
        await self._has_started.wait()
        return self.position

    async def after(self, cursor: int) -> list[LiveEvent]:
        """Return the next events after a cursor, waiting until there are some.

        Raises CursorExpired, and Django's database errors where the log has to be read for it.
        """
        while True:
            if cursor == self.position:
                await self._advanced.wait()
            elif self._recent_from <= cursor < self.position:
                newer = (one for one in self._recent if one.event.pk > cursor)
                return list(islice(newer, self._options.events_per_read))
            elif events := await self.read(cursor):
                return events

    async def read(self, cursor: int) -> list[LiveEvent]:
        """Read events after a cursor from the log, up to the position; raises CursorExpired and database errors."""
        events = await self._thread.run(
            partial(events_after, cursor=cursor, limit=self._options.events_per_read)
        )
        return [one for one in events if one.event.pk <= self.position]

    async def _read_what_is_new(self) -> None:
        if not self._has_started.is_set():
            self._start_at(await self._thread.run(latest_event_id))
        try:
            while events := await self._thread.run(
                partial(events_after, cursor=self.position, limit=self._options.events_per_read)
            ):
                self._publish(events)
        except CursorExpired:
            logger.warning("The log is not the one that was followed so far (restored?): following it anew")
            self._start_at(await self._thread.run(latest_event_id))

    def _start_at(self, position: int) -> None:
        self._recent.clear()
        self._recent_from = position
        self._advance(position)
        self._has_started.set()

    def _publish(self, events: list[LiveEvent]) -> None:
        self._recent.extend(events)
        while len(self._recent) > RECENT_EVENTS:
            self._recent_from = self._recent.popleft().event.pk
        self._advance(events[-1].event.pk)

    def _advance(self, position: int) -> None:
        self.position = position
        self._advanced.set()
        self._advanced = asyncio.Event()
