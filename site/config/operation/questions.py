"""Asking the database on behalf of anybody, however often they ask and however long it takes."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql_api.live.database_thread import DatabaseThread

logger = logging.getLogger(__name__)

# Load balancers give up after some seconds; an answer that says why is worth more to them than none.
PATIENCE_SECONDS: Final = 4.0
# However many ask, the database is asked once in a second.
KEPT_SECONDS: Final = 1.0

Found = TypeVar("Found")


class SharedQuestion(Generic[Found]):
    """A question whose answer of the last second is everybody's, and that is never asked twice at once."""

    def __init__(self, work: Callable[[], Found], *, thread: DatabaseThread, unanswered: Found) -> None:
        self._work = work
        self._thread = thread
        self._unanswered = unanswered
        self._asked: asyncio.Task[Found] | None = None
        self._asked_at = 0.0
        self._late: asyncio.Task[Found] | None = None

    async def ask(self) -> Found:
        """The answer, or `unanswered` where it does not come in time."""
        asked = self._asked
        if asked is None or (asked.done() and time.monotonic() - self._asked_at > KEPT_SECONDS):
            self._asked_at = time.monotonic()
            asked = self._asked = asyncio.create_task(self._thread.run(self._work))
        done, _ = await asyncio.wait({asked}, timeout=PATIENCE_SECONDS)
        if not done and self._late is not asked:
            self._late = asked
            logger.warning("The database did not answer within %g s", PATIENCE_SECONDS)
        return asked.result() if done else self._unanswered
