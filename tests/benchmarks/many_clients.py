"""Very many subscribers in one process, cheap enough not to be what is measured."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

OPENING_AT_ONCE = 20
PATIENCE_SECONDS = 120
TEXT_FRAME = 0x81
MASKED = 0x80
SHORT = 126
# A ping of the server as its frame begins; JSON in UTF-8 never contains these two bytes.
PING, PAYLOAD_OF_A_PING = b"\x89\x04", 4
PONG_FRAME = 0x8A

Heard = Callable[[bytes, float], None]


class Subscriber(asyncio.Protocol):
    """A connection that notes when bytes arrive; `ready` is set by the first bytes that contain `sign`."""

    def __init__(self, opening: Iterator[tuple[bytes, bytes]], heard: Heard) -> None:
        self._opening = opening
        self._heard = heard
        self._awaited = b""
        self._unread = b""
        self.ready = asyncio.Event()
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport
        self._next_step()

    def _next_step(self) -> None:
        step = next(self._opening, None)
        if step is None:
            self.ready.set()
            return
        bytes_to_send, self._awaited = step
        self.transport.write(bytes_to_send)

    def data_received(self, data: bytes) -> None:
        if self.ready.is_set():
            self._heard(data, time.monotonic())
            self._answer_ping(data)
            return
        self._unread += data
        if self._awaited in self._unread:
            self._unread = b""
            self._next_step()

    def _answer_ping(self, data: bytes) -> None:
        """Say that this client still lives; the server closes the sockets of those that do not."""
        _, ping, rest = data.partition(PING)
        if ping:
            payload = rest[:PAYLOAD_OF_A_PING]
            self.transport.write(bytes([PONG_FRAME, MASKED | len(payload)]) + bytes(4) + payload)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the signature of protocols
        self.lost = True


def web_socket(
    base_url: str, cookie: str, document: str, variables: dict[str, Any]
) -> Iterator[tuple[bytes, bytes]]:
    """What a WebSocket client sends to subscribe, and the bytes that it waits for after each."""
    key = base64.b64encode(os.urandom(16)).decode()
    host = urlsplit(base_url).netloc
    yield (
        f"GET /graphql/ HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nCookie: {cookie}\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
        "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n".encode(),
        b" 101 ",
    )
    yield masked(json.dumps({"type": "connection_init"}).encode()), b"connection_ack"
    payload = {"query": document, "variables": variables}
    subscribe = json.dumps({"id": "1", "type": "subscribe", "payload": payload})
    yield masked(subscribe.encode()) + masked(json.dumps({"type": "ping"}).encode()), b"pong"


def event_stream(
    base_url: str, cookie: str, document: str, variables: dict[str, Any]
) -> Iterator[tuple[bytes, bytes]]:
    """What a client of an event stream sends, and the first bytes of the stream."""
    address = f"/graphql/?query={quote(document)}&variables={quote(json.dumps(variables))}"
    host = urlsplit(base_url).netloc
    yield (
        f"GET {address} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n".encode(),
        b": ping",
    )


def masked(payload: bytes) -> bytes:
    """A text frame from client to server; the mask of zeros changes nothing."""
    length = len(payload)
    if length < SHORT:
        return bytes([TEXT_FRAME, MASKED | length]) + bytes(4) + payload
    return bytes([TEXT_FRAME, MASKED | SHORT]) + length.to_bytes(2, "big") + bytes(4) + payload


@asynccontextmanager
async def subscribers(
    base_url: str, openings: list[Iterator[tuple[bytes, bytes]]], heard: Heard
) -> AsyncIterator[list[Subscriber]]:
    """Open a connection for each opening, some at a time; close them afterwards."""
    host, _, port = urlsplit(base_url).netloc.partition(":")
    loop = asyncio.get_running_loop()
    places = asyncio.Semaphore(OPENING_AT_ONCE)

    async def open_one(opening: Iterator[tuple[bytes, bytes]]) -> Subscriber:
        async with places, asyncio.timeout(PATIENCE_SECONDS):
            _, subscriber = await loop.create_connection(lambda: Subscriber(opening, heard), host, int(port))
            await subscriber.ready.wait()
            return subscriber

    opened = await asyncio.gather(*map(open_one, openings))
    try:
        yield opened
    finally:
        for one in opened:
            one.transport.abort()
