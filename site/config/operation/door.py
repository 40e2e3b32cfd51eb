"""The server's outermost door: answers who looks after the server by itself, without a worker thread of Django's.

It stands before every check of host, scheme and login, since a load balancer on the machine asks by address and without
TLS. Whatever else is asked is passed on.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from config.metrics.scrape import DatabaseFigures, read_database
from config.operation.answers import ALIVE, LIVEZ, METRICS, READYZ, Answer, readiness_answer
from config.operation.metrics_answer import metrics_answer, refusal
from config.operation.questions import SharedQuestion
from config.operation.readiness import (
    DOES_NOT_ANSWER,
    NOT_KNOWN,
    DatabaseChecks,
    Readiness,
    with_live_updates,
)
from graphql_api.live.database_thread import DatabaseThread

if TYPE_CHECKING:
    from a2wsgi.asgi_typing import HTTPScope, Receive, Scope, Send

    from graphql_api.live.door import LiveDoor

UNANSWERED: Final = Readiness({"database": DOES_NOT_ANSWER, "migrations": NOT_KNOWN})


class OperationDoor:
    """ASGI middleware around the whole application."""

    def __init__(self, application: LiveDoor) -> None:
        self.application = application
        self.live = application.live
        self._thread = DatabaseThread("operation")
        self._readiness = SharedQuestion(DatabaseChecks().run, thread=self._thread, unanswered=UNANSWERED)
        self._figures: SharedQuestion[DatabaseFigures | None] = SharedQuestion(
            lambda: read_database(self.live.position), thread=self._thread, unanswered=None
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self.answer(scope) if scope["type"] == "http" else None
        if answer is not None:
            await send_answer(send, answer)
            return
        await self.application(scope, receive, send)
        if scope["type"] == "lifespan":
            await asyncio.to_thread(self._thread.stop)

    async def answer(self, scope: HTTPScope) -> Answer | None:
        """The answer to a request; None where it is not this door's."""
        if scope["path"] == LIVEZ:
            return ALIVE
        if scope["path"] == READYZ:
            return readiness_answer(with_live_updates(await self._readiness.ask(), self.live.state()))
        if scope["path"] == METRICS:
            return await self.metrics(scope)
        return None

    async def metrics(self, scope: HTTPScope) -> Answer:
        """The figures, for who may read them."""
        sent = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        refused = refusal(sent.decode("latin1"))
        return refused or metrics_answer(await self._figures.ask(), self.live.state())


async def send_answer(send: Send, answer: Answer) -> None:
    """Send a whole answer."""
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.all_headers().items()]
    headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
