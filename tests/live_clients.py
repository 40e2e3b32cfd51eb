"""Clients of live updates for tests: a WebSocket and an event stream, as a screen and a script would open them."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import requests
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.end_to_end.shop import PATIENCE_SECONDS, Person

PROTOCOL = "graphql-transport-ws"
# What a planning screen follows: enough to bring its cache up to date.
FOLLOW = """
subscription Follow($after: ID, $machinePks: [Int!]) {
  planningEvents(after: $after, machinePks: $machinePks) {
    __typename
    ... on PlanningEvent {
      id
      kind
      quantity
      machine {
        id
        name
        current { id version source operation { id name currentlyMadeQuantity } }
        next { id version source operation { id name currentlyMadeQuantity } }
      }
    }
    ... on CursorExpired { code message field }
  }
}
"""


def cookies_of(person: Person) -> dict[str, str]:
    """The header by which a client shares a person's session."""
    return {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in person.http.cookies)}


@dataclass
class SocketClient:
    """An open WebSocket that has introduced itself."""

    connection: ClientConnection

    def send(self, **message: Any) -> None:
        self.connection.send(json.dumps(message))

    def receive(self) -> dict[str, Any]:
        """The next message; fails the test where none comes."""
        message: dict[str, Any] = json.loads(self.connection.recv(timeout=PATIENCE_SECONDS))
        return message

    def subscribe(self, identifier: str = "1", document: str = FOLLOW, **variables: Any) -> None:
        self.send(id=identifier, type="subscribe", payload={"query": document, "variables": variables})

    def wait_until_answered(self) -> None:
        """Return once what was sent so far is worked on: one message is handled after another."""
        self.send(type="ping")
        assert self.receive() == {"type": "pong"}

    def closing_code(self) -> int | None:
        """Read until the server closes; the code with which it does, None where it just vanishes."""
        with suppress(ConnectionClosed):
            while True:
                self.receive()
        return self.connection.close_code

    def event(self) -> dict[str, Any]:
        """The next event of the only subscription."""
        message = self.receive()
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        answer: dict[str, Any] = message["payload"]["data"]["planningEvents"]
        return answer


@contextmanager
def open_socket(person: Person, **options: Any) -> Iterator[SocketClient]:
    """A WebSocket with a person's session, after `connection_ack`; `options` are those of `websockets`."""
    address = person.base_url.replace("http", "ws", 1) + "/graphql/"
    headers = cookies_of(person)
    if isinstance(person.http.verify, str):
        options = {"ssl": ssl.create_default_context(cafile=person.http.verify)} | options
    with connect(address, subprotocols=[PROTOCOL], additional_headers=headers, **options) as connection:  # type: ignore[list-item]  # a NewType of str
        client = SocketClient(connection)
        client.send(type="connection_init")
        assert client.receive() == {"type": "connection_ack"}
        yield client


def lines_of(response: requests.Response) -> Iterator[str]:
    """The lines of a stream as they come, without their ends.

    `iter_lines` of requests takes the two halves of a line's end for two ends where they come apart.
    """
    unread = b""
    for chunk in response.iter_content(chunk_size=None):
        *lines, unread = (unread + chunk).split(b"\n")
        yield from (line.decode().removesuffix("\r") for line in lines)


@dataclass
class ServerSentEvent:
    """One event of an event stream; `comment` holds lines that mean nothing to programs."""

    name: str = ""
    identifier: str = ""
    data: str = ""
    comment: str = ""
    retry: str = ""


FIELDS = {"event": "name", "id": "identifier", "data": "data", "": "comment", "retry": "retry"}


@dataclass
class EventStreamClient:
    """An open event stream."""

    response: requests.Response
    _lines: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self._lines = lines_of(self.response)

    def read(self) -> ServerSentEvent:
        """The next block of lines, a heartbeat perhaps; raises StopIteration at the end of the stream."""
        block = ServerSentEvent()
        while line := next(self._lines):
            name, _, value = line.partition(":")
            setattr(block, FIELDS[name], value.strip())
        return block

    def next(self) -> ServerSentEvent:
        """The next block that is an event."""
        while not (block := self.read()).name:
            pass
        return block

    def event(self) -> dict[str, Any]:
        """What the next `next` event tells."""
        block = self.next()
        assert block.name == "next", block
        answer = json.loads(block.data)
        assert "errors" not in answer, answer
        told: dict[str, Any] = answer["data"]["planningEvents"]
        return told


@contextmanager
def open_event_stream(
    person: Person, document: str = FOLLOW, *, headers: dict[str, str] | None = None, **variables: Any
) -> Iterator[EventStreamClient]:
    """An event stream with a person's session, as `curl -N` or a browser's EventSource opens it."""
    with person.http.get(
        f"{person.base_url}/graphql/",
        params={"query": document, "variables": json.dumps(variables)},
        headers={"Accept": "text/event-stream", **(headers or {})},
        stream=True,
        timeout=PATIENCE_SECONDS,
    ) as response:
        assert response.status_code == 200, response.text
        yield EventStreamClient(response)
