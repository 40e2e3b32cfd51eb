"""Which subscriptions are followed in this process; those that are identical are one."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphql_api.live.execution import Execution
from graphql_api.live.shared_subscription import SharedSubscription
from graphql_api.live.tasks import begin

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Hashable, Iterator

    from strawberry import Schema

    from graphql_api.live.follow_request import FollowRequest
    from graphql_api.live.logins import Rights

    Share = Callable[[Execution], SharedSubscription]


@dataclass(slots=True)
class _Running:
    shared: SharedSubscription
    task: asyncio.Task[None]
    users: int = 0


class SharedSubscriptions:
    """One running subscription for each text, variables and rights, as long as somebody follows it."""

    def __init__(self, schema: Schema, *, share: Share) -> None:
        self._schema = schema
        self._share = share
        self._running: dict[Hashable, _Running] = {}

    @contextmanager
    def subscription(self, request: FollowRequest, *, rights: Rights) -> Iterator[SharedSubscription]:
        """Use the running subscription that is identical, or begin one; the last to leave ends it."""
        key = (request.key, rights)
        running = self._running.get(key)
        if running is None or running.task.done():
            running = self._running[key] = self._begin(Execution(self._schema, request, rights))
        running.users += 1
        try:
            yield running.shared
        finally:
            running.users -= 1
            if not running.users:
                running.task.cancel()
                if self._running.get(key) is running:
                    del self._running[key]

    def _begin(self, execution: Execution) -> _Running:
        shared = self._share(execution)
        return _Running(shared=shared, task=begin(shared.run(), on_failure=shared.fail))
