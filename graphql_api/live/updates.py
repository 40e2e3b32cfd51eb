"""Live updates of one process: who follows what, from start to stop."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Protocol

from django.db import Error as DatabaseError

from graphql_api.live.backoff import Backoff
from graphql_api.live.database_thread import DatabaseThread
from graphql_api.live.endings import StreamEnd
from graphql_api.live.feed import EventFeed
from graphql_api.live.logins import ended_logins
from graphql_api.live.options import configured_options
from graphql_api.live.places import Places
from graphql_api.live.shared_subscription import SharedSubscription
from graphql_api.live.shared_subscriptions import SharedSubscriptions
from graphql_api.live.state import LiveState
from graphql_api.live.streams import Stream
from graphql_api.live.tasks import running
from graphql_api.live.wakeups import start_wakeups

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping

    from strawberry import Schema

    from graphql_api.live.execution import Execution
    from graphql_api.live.follow_request import FollowRequest
    from graphql_api.live.logins import Login
    from graphql_api.live.wakeups import Wakeups

logger = logging.getLogger(__name__)

FAREWELL_SECONDS = 5
RESTART_SECONDS = 1


class Closing(Exception):
    """The process is about to stop; nothing new is begun."""


class Watched(Protocol):
    """Something that stays open only as long as its login allows."""

    @property
    def login(self) -> Login:
        """Whose it is."""

    def end(self, reason: StreamEnd) -> None:
        """Close it."""


class LiveUpdates:
    """Everything that follows the log in this process. Lives on the event loop, between `start` and `stop`."""

    def __init__(self, schema: Schema) -> None:
        self.options = configured_options()
        self._live_thread = DatabaseThread("live-updates")
        self.arrivals_thread = DatabaseThread("live-arrivals")
        self._feed = EventFeed(thread=self._live_thread, options=self.options)
        self._shared = SharedSubscriptions(schema, share=self._share)
        limits = {"per_user": self.options.streams_per_user, "per_process": self.options.streams_per_process}
        self._stream_places = Places(**limits)
        self._socket_places = Places(**limits)
        self._open: set[Watched] = set()
        self._none_open = asyncio.Event()
        self._none_open.set()
        self._tasks: list[asyncio.Task[None]] = []
        self._wakeups: Wakeups | None = None
        self.is_closing = False

    def start(self) -> None:
        """Begin to follow the log; needs no database yet."""
        loop = asyncio.get_running_loop()
        self._wakeups = start_wakeups(partial(loop.call_soon_threadsafe, self._feed.wake))
        for work in (self._feed.run, self._watch_logins):
            self._tasks.append(loop.create_task(self._keep_running(work)))

    def announce_close(self) -> None:
        """Begin no stream any more, while what is open goes on."""
        self.is_closing = True

    async def close(self) -> None:
        """Tell every client to come back, to this process's successor; give them a moment to hear it."""
        self.announce_close()
        logger.info("Telling %s streams and sockets to reconnect elsewhere", len(self._open))
        self._end_all(StreamEnd.RESTARTING)
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL_SECONDS):
                await self._none_open.wait()

    async def stop(self) -> None:
        """End what was started."""
        if self._wakeups is not None:
            await asyncio.to_thread(self._wakeups.stop)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for thread in (self._live_thread, self.arrivals_thread):
            await asyncio.to_thread(thread.stop)

    @property
    def position(self) -> int | None:
        """The id of the newest event that was read; None before the log was read for the first time."""
        return self._feed.position if self._feed.read_seconds_ago is not None else None

    def state(self) -> LiveState:
        """How it is doing at this moment; asked for on the event loop."""
        return LiveState(
            is_closing=self.is_closing,
            is_listening=self._wakeups is not None and self._wakeups.is_listening,
            read_seconds_ago=self._feed.read_seconds_ago,
            streams=self._stream_places.open,
            sockets=self._socket_places.open,
        )

    @contextmanager
    def socket(self, socket: Watched) -> Iterator[None]:
        """Watch over a WebSocket while it is open; raises NoPlaceLeft and Closing."""
        with self._socket_places.place(socket.login.user_key), self._watching(socket):
            yield

    @asynccontextmanager
    async def follow(self, request: FollowRequest, *, login: Login) -> AsyncIterator[Stream]:
        """Open a stream of the events asked for; raises NoPlaceLeft and Closing."""
        with self._stream_places.place(login.user_key):
            await self._feed.started()
            with self._shared.subscription(request, rights=login.rights) as shared:
                cursor = request.after if request.after is not None else shared.position
                stream = Stream(login=login, cursor=cursor, waiting_limit=self.options.waiting_messages)
                with self._watching(stream):
                    async with self._level(stream, shared):
                        yield stream

    def _share(self, execution: Execution) -> SharedSubscription:
        return SharedSubscription(
            execution,
            feed=self._feed,
            live_thread=self._live_thread,
            replay_thread=self.arrivals_thread,
            kept_messages=self.options.kept_messages,
        )

    @asynccontextmanager
    async def _level(self, stream: Stream, shared: SharedSubscription) -> AsyncIterator[None]:
        """Have the stream replay what it missed, and then get what is new."""
        replay = shared.bring_level(stream)
        try:
            async with running(replay, on_failure=partial(stream.end, StreamEnd.FAILED)):
                yield
        finally:
            shared.leave(stream)

    @contextmanager
    def _watching(self, one: Watched) -> Iterator[None]:
        if self.is_closing:
            raise Closing
        self._open.add(one)
        self._none_open.clear()
        try:
            yield
        finally:
            self._open.discard(one)
            if not self._open:
                self._none_open.set()

    def _end_all(self, reason: StreamEnd) -> None:
        for one in list(self._open):
            one.end(reason)

    async def _keep_running(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        while True:
            try:
                await work()
            except Exception:
                logger.exception("Live updates failed; they begin anew, and clients are asked to reconnect")
                self._end_all(StreamEnd.FAILED)
                await asyncio.sleep(RESTART_SECONDS)

    async def _watch_logins(self) -> None:
        backoff = Backoff("Logins of open streams cannot be checked", logger)
        delay: float = self.options.login_check_seconds
        while True:
            await asyncio.sleep(delay)
            logins = {one.login for one in self._open}
            try:
                ended = await self.arrivals_thread.run(partial(ended_logins, logins)) if logins else {}
            except DatabaseError as error:
                delay = backoff.failed(error)
            else:
                backoff.succeeded()
                delay = self.options.login_check_seconds
                self._end_those_of(ended)

    def _end_those_of(self, ended: Mapping[Login, StreamEnd]) -> None:
        for one in list(self._open):
            if (reason := ended.get(one.login)) is not None:
                one.end(reason)
        for login, reason in ended.items():
            logger.info("Closed the streams of %s: %s", login.user_name, reason.sentence)
