"""One subscriber's way out: messages wait here until the client takes them, up to a limit."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from graphql_api.live.endings import StreamEnd, StreamEnded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphql_api.live.logins import Login
    from graphql_api.live.messages import Message

logger = logging.getLogger(__name__)


class Stream:
    """What one subscriber gets. Lives on the event loop.

    `cursor` is the id of the last event that was handed over; whatever is not newer is dropped, so that nothing is
    delivered twice.
    """

    def __init__(self, *, login: Login, cursor: int, waiting_limit: int) -> None:
        self.login = login
        self.cursor = cursor
        self._waiting_limit = waiting_limit
        self._waiting: deque[Message] = deque()
        self._filled = asyncio.Event()
        self._emptied = asyncio.Event()
        self.ended: StreamEnd | None = None

    def offer(self, messages: Iterable[Message]) -> None:
        """Add live messages; a stream that has too many waiting ends, and its client may replay them."""
        self.put(messages)
        if len(self._waiting) > self._waiting_limit:
            logger.warning(
                "Closing a stream of %s: its client does not read, %s messages wait",
                *(self.login.user_name, len(self._waiting)),
            )
            self.end(StreamEnd.TOO_SLOW)

    def put(self, messages: Iterable[Message]) -> None:
        """Add those messages that are newer than what was handed over."""
        if self.ended is not None:
            return
        for message in messages:
            if message.event_id is None:
                self._waiting.append(message)
            elif message.event_id > self.cursor:
                self._waiting.append(message)
                self.cursor = message.event_id
        if self._waiting:
            self._filled.set()

    def end(self, reason: StreamEnd) -> None:
        """Give nothing more, what still waits included; the first reason counts."""
        if self.ended is None:
            self.ended = reason
            self._waiting.clear()
            self._filled.set()
            self._emptied.set()

    async def take(self, *, patience: float | None = None) -> list[Message]:
        """Return what waits, or nothing after `patience` seconds of silence; raises StreamEnded."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._filled.wait()
        if self.ended is not None:
            raise StreamEnded(self.ended)
        taken = list(self._waiting)
        self._waiting.clear()
        self._filled.clear()
        self._emptied.set()
        return taken

    async def emptied(self) -> None:
        """Wait until the client took everything; raises StreamEnded."""
        while self._waiting:
            self._emptied.clear()
            await self._emptied.wait()
        if self.ended is not None:
            raise StreamEnded(self.ended)
