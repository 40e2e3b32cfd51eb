"""The server's outermost door: answers who looks after the server by itself, without a worker thread of Django's.

It stands before every check of host, scheme and login, since a load balancer on the machine asks by address and without
TLS. Whatever else is asked is passed on.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Final

from config.operation.answers import ALIVE, LIVEZ, READYZ, Answer, readiness_answer
from config.operation.readiness import (
    DOES_NOT_ANSWER,
    NOT_KNOWN,
    DatabaseChecks,
    Readiness,
    with_live_updates,
)
from graphql_api.live.database_thread import DatabaseThread

if TYPE_CHECKING:
    from a2wsgi.asgi_typing import Receive, Scope, Send

    from graphql_api.live.door import LiveDoor

logger = logging.getLogger(__name__)

# Load balancers give up after some seconds; an answer that says why is worth more to them than none.
PATIENCE_SECONDS: Final = 4.0
# However many ask, the database is asked once in a second.
KEPT_SECONDS: Final = 1.0

UNANSWERED: Final = Readiness({"database": DOES_NOT_ANSWER, "migrations": NOT_KNOWN})


class OperationDoor:
    """ASGI middleware around the whole application."""

    def __init__(self, application: LiveDoor) -> None:
        self.application = application
        self.live = application.live
        self._thread = DatabaseThread("operation")
        self._checks = DatabaseChecks()
        self._asked: asyncio.Task[Readiness] | None = None
        self._asked_at = 0.0
        self._late: asyncio.Task[Readiness] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self.answer(scope["path"]) if scope["type"] == "http" else None
        if answer is not None:
            await send_answer(send, answer)
            return
        await self.application(scope, receive, send)
        if scope["type"] == "lifespan":
            await asyncio.to_thread(self._thread.stop)

    async def answer(self, path: str) -> Answer | None:
        """The answer to what is asked at this path; None where it is not this door's."""
        if path == LIVEZ:
            return ALIVE
        if path == READYZ:
            return readiness_answer(with_live_updates(await self.database_readiness(), self.live.state()))
        return None

    async def database_readiness(self) -> Readiness:
        """What the database said within the last second, or says now; in time, whether it answers or not."""
        asked = self._asked
        if asked is None or (asked.done() and time.monotonic() - self._asked_at > KEPT_SECONDS):
            self._asked_at = time.monotonic()
            asked = self._asked = asyncio.create_task(self._thread.run(self._checks.run))
        done, _ = await asyncio.wait({asked}, timeout=PATIENCE_SECONDS)
        if not done and self._late is not asked:
            self._late = asked
            logger.warning("Readiness, database: no answer within %g s", PATIENCE_SECONDS)
        return asked.result() if done else UNANSWERED


async def send_answer(send: Send, answer: Answer) -> None:
    """Send a whole answer."""
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.all_headers().items()]
    headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
