"""Clients that ask a server again and again, each on one connection that stays open."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

CLIENTS = 4
BUFFER_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Question:
    """A request as it travels, to whom, and what is known of its answer: its status, its length unless that is None."""

    base_url: str
    request: bytes
    status: int = 200
    length: int | None = None

    def check(self, answer: Answer) -> None:
        """Raise AssertionError for another answer than this question has."""
        assert answer.status == self.status, (
            f"status {answer.status}, not {self.status}: {answer.body[:500]!r}"
        )
        assert self.length in {None, len(answer.body)}, f"another length than before: {answer.body[:500]!r}"


def request(
    base_url: str,
    path: str,
    *,
    headers: Mapping[str, str],
    method: str = "GET",
    body: bytes = b"",
) -> bytes:
    """An HTTP/1.1 request with these headers and those that it needs."""
    own = {"Host": urlsplit(base_url).netloc} | ({"Content-Length": str(len(body))} if body else {})
    lines = [
        f"{method} {path} HTTP/1.1",
        *(f"{name}: {value}" for name, value in (own | {**headers}).items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Connection:
    """One connection to a server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, base_url: str) -> Connection:
        """Connect."""
        address = urlsplit(base_url)
        return cls(*await asyncio.open_connection(address.hostname, address.port, limit=BUFFER_BYTES))

    async def ask(self, request: bytes) -> Answer:
        """Send a request and read its answer, which says how long it is."""
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip("\r\n").split("\r\n")
        fields = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip() for name, _, value in fields}
        body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        return Answer(int(first.split()[1]), headers, body)

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


async def ask_once(question: Question) -> Answer:
    """Ask on a connection of its own."""
    connection = await Connection.open(question.base_url)
    answer = await connection.ask(question.request)
    connection.close()
    question.check(answer)
    return answer


async def requests_per_second(question: Question, *, seconds: float, clients: int = CLIENTS) -> float:
    """How many answers come in a second when some clients ask for so long, one request after another each.

    What was asked in time is waited for and counts, with the time that it took: each client gets one answer at least.
    """
    started = time.perf_counter()
    answered = await asyncio.gather(*(_ask_until(started + seconds, question) for _ in range(clients)))
    return sum(answered) / (time.perf_counter() - started)


async def _ask_until(deadline: float, question: Question) -> int:
    connection = await Connection.open(question.base_url)
    answered = 0
    while not answered or time.perf_counter() < deadline:
        question.check(await connection.ask(question.request))
        answered += 1
    connection.close()
    return answered
