"""The server's entrance: plain requests go to Django; streams and WebSockets go there first, and stay here then."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from graphql_api.live.asgi_answers import refuse
from graphql_api.live.endings import StreamEnd
from graphql_api.live.handover import PROTOCOL, SCOPE_KEY, Handover, SocketOffer, StreamOffer
from graphql_api.live.http_streams import answer_stream
from graphql_api.live.places import NoPlaceLeft
from graphql_api.live.tasks import running
from graphql_api.live.updates import Closing, LiveUpdates
from graphql_api.live.websockets import LiveSocket, Socket

if TYPE_CHECKING:
    from a2wsgi.asgi_typing import (
        ASGIApp,
        HTTPResponseStartEvent,
        HTTPScope,
        Receive,
        ReceiveEvent,
        Scope,
        Send,
        SendEvent,
        WebSocketScope,
    )
    from strawberry import Schema

STREAM_TYPES = (b"text/event-stream", b"multipart/mixed")
DENIAL = "websocket.http.response"
SCHEMES = {"ws": "http", "wss": "https"}


class LiveDoor:
    """ASGI middleware around the application that answers plain requests."""

    def __init__(self, plain_requests: ASGIApp, *, schema: Schema) -> None:
        self.plain_requests = plain_requests
        self.schema = schema
        self.live = LiveUpdates(schema)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.lifespan(receive, send)
        elif scope["type"] == "websocket":
            await self.websocket(scope, receive, send)
        elif may_stream(scope):
            await self.stream(scope, receive, send)
        else:
            await self.plain_requests(scope, receive, send)

    async def lifespan(self, receive: Receive, send: Send) -> None:
        """Start with the server and stop with it."""
        await receive()
        self.live.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.live.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def stream(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Answer a request whose answer may be a stream."""
        handover = Handover()
        exchange = Exchange(handover, send)
        await self.plain_requests(with_handover(scope, handover), receive, exchange.pass_on)
        if isinstance(handover.offer, StreamOffer) and exchange.start is not None:
            await answer_stream(
                handover.offer, live=self.live, start=exchange.start, receive=receive, send=send
            )

    async def websocket(self, scope: WebSocketScope, receive: Receive, send: Send) -> None:
        """Let Django decide about a WebSocket, and serve it."""
        handover = Handover(subprotocols=tuple(scope["subprotocols"]))
        denial = Denial(send, can_tell=DENIAL in scope.get("extensions", {}))
        exchange = Exchange(handover, denial.pass_on)
        await receive()  # websocket.connect
        await self.plain_requests(with_handover(as_request(scope), handover), no_body, exchange.pass_on)
        if not isinstance(handover.offer, SocketOffer):
            return
        socket = Socket(receive, send)
        handler = LiveSocket(socket, schema=self.schema, live=self.live, login=handover.offer.login)
        try:
            with self.live.socket(handler):
                await send({"type": "websocket.accept", "subprotocol": PROTOCOL, "headers": []})
                async with running(
                    handler.close_when_ended(), on_failure=partial(handler.end, StreamEnd.FAILED)
                ):
                    await handler.handle()
        except (NoPlaceLeft, Closing) as refusal:
            await refuse(denial.pass_on, refusal)


class Exchange:
    """Django's answer on its way out, held back where a stream takes its place; `start` is what was held back."""

    def __init__(self, handover: Handover, send: Send) -> None:
        self._handover = handover
        self._send = send
        self.start: HTTPResponseStartEvent | None = None

    async def pass_on(self, event: SendEvent) -> None:
        """Send an event of the answer, unless the answer is an offer."""
        if self._handover.offer is None:
            await self._send(event)
        elif event["type"] == "http.response.start":
            headers = [(name, value) for name, value in event["headers"] if name != b"content-length"]
            self.start = {**event, "headers": headers}


class Denial:
    """An HTTP answer to who asked for a WebSocket; servers that cannot send one close the connection."""

    def __init__(self, send: Send, *, can_tell: bool) -> None:
        self._send: Any = send
        self._can_tell = can_tell

    async def pass_on(self, event: SendEvent) -> None:
        """Send an event of the answer."""
        if self._can_tell:
            await self._send({**event, "type": f"websocket.{event['type']}"})
        elif event["type"] == "http.response.start":
            await self._send({"type": "websocket.close", "code": 1000, "reason": ""})


def may_stream(scope: HTTPScope) -> bool:
    """Whether the client accepts a stream for an answer."""
    return any(
        name == b"accept" and any(kind in value.lower() for kind in STREAM_TYPES)
        for name, value in scope["headers"]
    )


def with_handover(scope: HTTPScope, handover: Handover) -> HTTPScope:
    """The request with a place in which the view leaves its offer."""
    return cast("HTTPScope", {**scope, SCOPE_KEY: handover})


def as_request(scope: WebSocketScope) -> HTTPScope:
    """The opening of a WebSocket as the GET that it is."""
    scheme = SCHEMES.get(scope["scheme"], scope["scheme"])
    return cast("HTTPScope", {**scope, "type": "http", "method": "GET", "scheme": scheme})


async def no_body() -> ReceiveEvent:
    """The body of a GET."""
    return {"type": "http.request", "body": b"", "more_body": False}
