"""Reads a request's body before a worker thread is taken, so that slow senders hold some memory but no thread."""

import asyncio
import json
import time

from a2wsgi.asgi_typing import ASGIApp, HTTPRequestEvent, HTTPScope, Receive, ReceiveEvent, Scope, Send

from config.errors import error_body
from config.observed_requests import ObservedRequest, observe

BODY_HEADERS = (b"content-length", b"transfer-encoding")


class ClientLeft(Exception):
    """The connection closed before the body was complete; nobody waits for an answer."""


class BodyTooLarge(Exception):
    """More bytes arrived than any address takes."""


class WholeBodies:
    """ASGI middleware: `app` sees each body whole, at most `max_bytes` long, sent within `seconds`."""

    def __init__(self, app: ASGIApp, *, max_bytes: int, seconds: float) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        began = time.perf_counter()
        try:
            async with asyncio.timeout(self.seconds):
                body = await self.read(receive)
        except ClientLeft:
            return None
        except BodyTooLarge:
            return await refuse(scope, send, 413, began=began)
        except TimeoutError:
            return await refuse(scope, send, 408, began=began)
        return await self.app(for_wsgi(scope, length=len(body)), replay(body, then=receive), send)

    async def read(self, receive: Receive) -> bytes:
        """The whole body; raises `BodyTooLarge` at the first byte too many, and `ClientLeft`."""
        body = bytearray()
        while True:
            event = await receive()
            if event["type"] != "http.request":
                raise ClientLeft
            body += event.get("body", b"")
            if len(body) > self.max_bytes:
                raise BodyTooLarge
            if not event.get("more_body", False):
                return bytes(body)


def for_wsgi(scope: HTTPScope, *, length: int) -> HTTPScope:
    """The request with headers that WSGI can tell apart.

    WSGI reads a body by its length, which a chunked request does not say; and it folds `X_Forwarded_Proto` into the
    name of `X-Forwarded-Proto`, by which a client could pass off its own header as the proxy's.
    """
    headers = [
        (name, value) for name, value in scope["headers"] if name not in BODY_HEADERS and b"_" not in name
    ]
    return {**scope, "headers": [*headers, (b"content-length", str(length).encode())]}


def replay(body: bytes, *, then: Receive) -> Receive:
    """A `receive` that first gives the body already read."""
    waiting: list[HTTPRequestEvent] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> ReceiveEvent:
        return waiting.pop() if waiting else await then()

    return receive


async def refuse(scope: HTTPScope, send: Send, status: int, *, began: float) -> None:
    """Answer an error without asking Django."""
    seconds = time.perf_counter() - began
    observe(ObservedRequest(method=scope["method"], path=scope["path"], status=status, seconds=seconds))
    body = json.dumps(error_body(status)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
