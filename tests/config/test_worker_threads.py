"""Requests go to a thread whole and come back whole; here what no request to the running server shows for certain."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
from a2wsgi.asgi_typing import HTTPScope, ReceiveEvent, SendEvent
from a2wsgi.wsgi_typing import Environ, StartResponse

from config.worker_threads import WorkerThreads

OK = "200 OK"


class Parts:
    """The parts of an answer, which want to be told when the last one was taken."""

    def __init__(self, *parts: bytes, error: Exception | None = None) -> None:
        self._parts = parts
        self._error = error
        self.closed_in: threading.Thread | None = None

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        self.closed_in = threading.current_thread()


def scope() -> HTTPScope:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"5")]
    request = {"type": "http", "method": "POST", "path": "/", "query_string": b"a=b", "http_version": "1.1"}
    return cast("HTTPScope", {**request, "headers": headers})


def in_one_thread(application: Any) -> WorkerThreads:
    return WorkerThreads(application, workers=1)


async def receive() -> ReceiveEvent:
    return {"type": "http.request", "body": b"Shaft", "more_body": False}


async def answer_of(door: WorkerThreads) -> list[SendEvent]:
    sent: list[SendEvent] = []

    async def send(event: SendEvent) -> None:
        sent.append(event)

    await door(scope(), receive, send)
    return sent


def test_an_answer_in_parts_comes_back_whole() -> None:
    parts = Parts(b"54", b" of ", b"217")
    seen: dict[str, Any] = {}

    def application(environ: Environ, start_response: StartResponse) -> Parts:
        seen.update(environ, body=environ["wsgi.input"].read(5))
        start_response(
            "201 Created", [("Content-Type", "text/plain"), ("Set-Cookie", "a"), ("Set-Cookie", "b")]
        )
        return parts

    start, body = asyncio.run(answer_of(in_one_thread(application)))

    assert (seen["REQUEST_METHOD"], seen["QUERY_STRING"], seen["body"]) == ("POST", "a=b", b"Shaft")
    assert start == {
        "type": "http.response.start",
        "status": 201,
        "headers": [(b"content-type", b"text/plain"), (b"set-cookie", b"a"), (b"set-cookie", b"b")],
    }
    assert body == {"type": "http.response.body", "body": b"54 of 217", "more_body": False}


def test_what_is_written_between_the_parts_of_an_answer_keeps_its_place() -> None:
    def application(_environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        write = start_response(OK, [])
        yield b"54"
        write(b" of ")
        yield b"217"

    _, body = asyncio.run(answer_of(in_one_thread(application)))

    assert body == {"type": "http.response.body", "body": b"54 of 217", "more_body": False}


def test_an_answer_ends_in_the_thread_that_made_it_and_has_its_database_connection() -> None:
    parts, threads = Parts(b""), []

    def application(_environ: Environ, start_response: StartResponse) -> Parts:
        threads.append(threading.current_thread())
        start_response(OK, [])
        return parts

    asyncio.run(answer_of(in_one_thread(application)))

    assert threads == [parts.closed_in]
    assert threads != [threading.main_thread()]


def test_an_answer_that_breaks_off_is_ended_too_and_nothing_of_it_is_sent() -> None:
    parts = Parts(b"half", error=RuntimeError("no more"))

    def application(_environ: Environ, start_response: StartResponse) -> Parts:
        start_response(OK, [])
        return parts

    with pytest.raises(RuntimeError, match="no more"):
        asyncio.run(answer_of(in_one_thread(application)))

    assert parts.closed_in is not None


def test_who_reads_slowly_holds_no_thread() -> None:
    """Four screens behind a bad radio link would be the whole server."""

    def application(_environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response(OK, [])
        return [b"x"] * 1000

    async def two_clients() -> list[SendEvent]:
        door = in_one_thread(application)
        is_sending, never = asyncio.Event(), asyncio.Event()

        async def takes_nothing(_event: SendEvent) -> None:
            is_sending.set()
            await never.wait()

        slow = asyncio.create_task(door(scope(), receive, takes_nothing))
        await is_sending.wait()
        async with asyncio.timeout(10):
            quick = await answer_of(door)
        slow.cancel()
        return quick

    _, body = asyncio.run(two_clients())

    assert body == {"type": "http.response.body", "body": b"x" * 1000, "more_body": False}
