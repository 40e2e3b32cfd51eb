"""Very much to send, and a client that does not read it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlsplit

from tests.end_to_end.shop import PATIENCE_SECONDS, Person
from tests.live_clients import cookies_of

EVENTS = 1_000
# A control character takes six bytes of JSON, so that few events are many bytes.
BIG = (
    "subscription Big($after: ID) { planningEvents(after: $after) { ... on PlanningEvent { id "
    + " ".join(f"reason{number}: reason" for number in range(15))
    + " } } }"
)
MANY_EVENTS = f"""
from django.db import transaction
from monitoring.choices import PlanningEventKind
from monitoring.domain.actors import Actor
from monitoring.domain.events import EventSubject, append_events, planning_event
by = Actor(name="script", may_change_assignments=False, may_report=True)
for _ in range({EVENTS} // 10):
    with transaction.atomic():
        append_events(
            planning_event(PlanningEventKind.POOL_SYNCED, actor=by, subject=EventSubject(), reason=chr(1) * 1_000)
            for _ in range(10)
        )
answer = None
"""


@contextmanager
def silent_event_stream(person: Person) -> Iterator[socket.socket]:
    """A client that asks for a stream and reads no more than its first bytes."""
    address = urlsplit(person.base_url)
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        client.settimeout(PATIENCE_SECONDS)
        client.connect((address.hostname, address.port))
        cookie = cookies_of(person)["Cookie"]
        client.sendall(
            f"GET /graphql/?query={quote(BIG)} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookie}\r\n"
            "Accept: text/event-stream\r\n\r\n".encode()
        )
        assert client.recv(12) == b"HTTP/1.1 200"
        yield client
