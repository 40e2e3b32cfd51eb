"""Bodies are read whole before a worker is taken; here the parts that no socket shows."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import cast

import pytest
from a2wsgi.asgi_typing import HTTPScope, ReceiveEvent, Scope, SendEvent

from config.whole_bodies import WholeBodies, for_wsgi


def scope(*headers: tuple[bytes, bytes]) -> HTTPScope:
    return cast("HTTPScope", {"type": "http", "method": "POST", "path": "/", "headers": list(headers)})


def answers(events: Sequence[Mapping[str, object]]) -> tuple[list[bytes], list[SendEvent]]:
    """The bodies that the application saw, and what was sent to the client instead where it saw none."""
    seen: list[bytes] = []
    sent: list[SendEvent] = []
    arriving = iter(events)

    async def application(scope: Scope, receive: object, send: object) -> None:
        seen.append((await receive())["body"])  # type: ignore[operator]  # an ASGI `receive`

    async def receive() -> ReceiveEvent:
        return cast("ReceiveEvent", next(arriving))

    async def send(event: SendEvent) -> None:
        sent.append(event)

    door = WholeBodies(application, max_bytes=6, seconds=60)
    asyncio.run(door(scope(), receive, send))
    return seen, sent


@pytest.mark.parametrize(
    "look_alike", [b"x_forwarded_proto", b"x-forwarded_proto", b"content_length", b"x_csrftoken"]
)
def test_a_header_that_wsgi_would_mistake_for_another_is_dropped(look_alike: bytes) -> None:
    headers = for_wsgi(scope((look_alike, b"https"), (b"x-forwarded-proto", b"http")), length=0)["headers"]

    assert list(headers) == [(b"x-forwarded-proto", b"http"), (b"content-length", b"0")]


def test_a_chunked_request_gets_the_length_that_wsgi_reads_by() -> None:
    headers = for_wsgi(scope((b"transfer-encoding", b"chunked")), length=12)["headers"]

    assert list(headers) == [(b"content-length", b"12")]


def test_the_parts_of_a_body_arrive_as_one() -> None:
    parts = [
        {"type": "http.request", "body": part, "more_body": part != b"ef"} for part in (b"ab", b"cd", b"ef")
    ]

    assert answers(parts) == ([b"abcdef"], [])


def test_a_body_one_byte_too_long_is_refused() -> None:
    seen, sent = answers([{"type": "http.request", "body": b"abcdefg", "more_body": False}])

    assert seen == []
    assert sent[0]["type"] == "http.response.start"
    assert sent[0]["status"] == 413


def test_nothing_is_sent_to_a_client_that_left() -> None:
    parts: list[dict[str, object]] = [
        {"type": "http.request", "body": b"ab", "more_body": True},
        {"type": "http.disconnect"},
    ]

    assert answers(parts) == ([], [])
