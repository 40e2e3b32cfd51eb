"""Identical subscriptions: executed once for each event, the same bytes for all who follow them."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from django.db import Error as DatabaseError

from graphql_api.live.backoff import Backoff
from graphql_api.live.endings import StreamEnd, StreamEnded
from graphql_api.live.execution import DatabaseFailed
from monitoring.domain.errors import CursorExpired

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from graphql_api.live.database_thread import DatabaseThread
    from graphql_api.live.execution import Execution
    from graphql_api.live.feed import EventFeed
    from graphql_api.live.messages import Message
    from graphql_api.live.streams import Stream
    from monitoring.domain.live_events import LiveEvent

logger = logging.getLogger(__name__)


class SharedSubscription:
    """Everyone who follows one subscription with the same rights. Lives on the event loop.

    `position` is the id up to which every event was handed to all who are level with it. Who comes later first replays
    up to the position and then joins, in one step, so that nothing is missed and nothing comes twice. The newest
    messages are kept, so that screens that come back together after a short break cost one execution and not one each.
    """

    def __init__(
        self,
        execution: Execution,
        *,
        feed: EventFeed,
        live_thread: DatabaseThread,
        replay_thread: DatabaseThread,
        kept_messages: int,
    ) -> None:
        self._execution = execution
        self._feed = feed
        self._live_thread = live_thread
        self._replay_thread = replay_thread
        # The answers to all events after `_kept_from`, up to the position.
        self._kept: deque[Message] = deque()
        self._kept_from = feed.position
        self._kept_limit = kept_messages
        self._replaying = asyncio.Lock()
        self._level: set[Stream] = set()
        self._dismiss: Callable[[Stream], None] | None = None
        self.position = feed.position

    async def run(self) -> None:
        """Answer each event as it happens, until cancelled or until the log is another one."""
        backoff = Backoff("Live updates wait for the database", logger)
        while True:
            try:
                await self._answer(await self._feed.after(self.position))
            except (DatabaseError, DatabaseFailed) as error:
                await asyncio.sleep(backoff.failed(error))
            except CursorExpired as refusal:
                return await self._expire(refusal)
            else:
                backoff.succeeded()

    async def bring_level(self, stream: Stream) -> None:
        """Replay to a stream what it missed, as fast as its client reads, and let it join the others."""
        backoff = Backoff(f"A replay for {stream.login.user_name} waits for the database", logger)
        while True:
            try:
                return await self._replay(stream)
            except (DatabaseError, DatabaseFailed) as error:
                await asyncio.sleep(backoff.failed(error))
            except StreamEnded:
                return None
            except CursorExpired as refusal:
                return stream.put([await self._refusal(refusal, thread=self._replay_thread)])

    def join(self, stream: Stream) -> bool:
        """Add a stream that is level with the others, or becomes so by the messages that are kept."""
        if self._dismiss is not None:
            self._dismiss(stream)
            return True
        if not self._kept_from <= stream.cursor <= self.position:
            return False
        stream.put(self._kept)
        self._level.add(stream)
        return True

    def leave(self, stream: Stream) -> None:
        """Hand nothing more to a stream."""
        self._level.discard(stream)

    def fail(self) -> None:
        """End every stream, so that their clients come back."""
        self._dismiss_all(lambda stream: stream.end(StreamEnd.FAILED))

    async def _answer(self, events: Sequence[LiveEvent]) -> None:
        messages = await self._messages(events, thread=self._live_thread)
        self.position = events[-1].event.pk
        self._keep(messages)
        for stream in self._level:
            stream.offer(messages)

    async def _replay(self, stream: Stream) -> None:
        if self.join(stream):
            return
        # One after another: whoever waited finds the messages kept that the one before was answered with.
        async with self._replaying:
            if self.join(stream):
                return
            await self._replay_page(stream)  # a cursor ahead of this process's position is checked by it too
        # What is kept was answered earlier than this page, with an older state: it must not come after it.
        while stream.cursor < self.position and self._dismiss is None:
            await stream.emptied()
            await self._replay_page(stream)
        self._level.add(stream)
        if self._dismiss is not None:
            self._dismiss(stream)

    async def _replay_page(self, stream: Stream) -> None:
        events = await self._feed.read(stream.cursor)
        messages = await self._messages(events, thread=self._replay_thread)
        reached = events[-1].event.pk if events else self.position
        if not self._kept and stream.cursor < self._kept_from == self.position == reached:
            # Nothing was answered here so far, as after a restart: the next who comes back is served from memory.
            self._kept_from = stream.cursor
            self._keep(messages)
        stream.put(messages)
        stream.cursor = max(stream.cursor, reached)

    async def _messages(self, events: Sequence[LiveEvent], *, thread: DatabaseThread) -> list[Message]:
        concerning = [one for one in events if one.concerns(self._execution.request.machine_pks)]
        return await thread.run(partial(self._execution.answer, concerning)) if concerning else []

    async def _refusal(self, refusal: CursorExpired, *, thread: DatabaseThread) -> Message:
        return await thread.run(partial(self._execution.refuse, refusal))

    async def _expire(self, refusal: CursorExpired) -> None:
        message = await self._refusal(refusal, thread=self._live_thread)
        self._dismiss_all(lambda stream: stream.put([message]))

    def _dismiss_all(self, dismiss: Callable[[Stream], None]) -> None:
        """Say goodbye to all who are here, and to those who are still replaying once they are level."""
        self._dismiss = dismiss
        for stream in self._level:
            dismiss(stream)

    def _keep(self, messages: Iterable[Message]) -> None:
        self._kept.extend(messages)
        while len(self._kept) > self._kept_limit:
            self._kept_from = self._kept.popleft().event_id or self._kept_from
