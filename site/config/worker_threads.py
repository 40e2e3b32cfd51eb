"""Django in worker threads: a request goes there whole, and its answer comes back whole."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from a2wsgi.wsgi import build_environ

if TYPE_CHECKING:
    from collections.abc import Callable

    from a2wsgi.asgi_typing import HTTPRequestEvent, HTTPScope, Receive, Scope, Send
    from a2wsgi.wsgi import Body
    from a2wsgi.wsgi_typing import Environ, WSGIApp


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """A status, headers as ASGI has them, and the body."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class WorkerThreads:
    """ASGI application around a WSGI application, whose requests and answers fit into memory.

    A thread is taken once the body is there, and is free again before the answer is sent: who reads slowly holds none.
    a2wsgi's own middleware has the thread wait for the event loop at the body, the head and each part of the answer.
    """

    def __init__(self, application: WSGIApp, *, workers: int) -> None:
        self._application = application
        self._executor = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="worker")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request whose body is one event."""
        environ = build_environ(cast("HTTPScope", scope), cast("Body", await whole_body(receive)))
        answering = partial(copy_context().run, self._answer, environ)
        answer = await asyncio.get_running_loop().run_in_executor(self._executor, answering)
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body, "more_body": False})

    def _answer(self, environ: Environ) -> WholeAnswer:
        """Run the application, and tell it when the last part of its answer was taken."""
        started: list[tuple[str, list[tuple[str, str]]]] = []
        body: list[bytes] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], _error: Any = None
        ) -> Callable[[bytes], None]:
            started.append((status, headers))
            return body.append

        parts = self._application(environ, start_response)
        try:
            for part in parts:
                body.append(part)  # noqa: PERF402 - what is written meanwhile comes before the next part
        finally:
            getattr(parts, "close", lambda: None)()
        status, headers = started[-1]
        fields = [as_bytes(*header) for header in headers]
        return WholeAnswer(int(status.partition(" ")[0]), fields, b"".join(body))


async def whole_body(receive: Receive) -> BytesIO:
    """The body that arrives in one event."""
    return BytesIO(cast("HTTPRequestEvent", await receive())["body"])


def as_bytes(name: str, value: str) -> tuple[bytes, bytes]:
    """A header as ASGI has it."""
    return name.strip().lower().encode("latin1"), value.strip().encode("latin1")
