"""Changes posted one after another, and when each of many subscribers hears of them."""

from __future__ import annotations

import asyncio
import selectors
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import psycopg2

from monitoring.domain.wakeups import CHANNEL
from tests.benchmarks.many_clients import event_stream, subscribers, web_socket
from tests.benchmarks.served_plant import ServedPlant
from tests.live_clients import FOLLOW

TRANSPORTS = {"WebSocket": web_socket, "event stream": event_stream}
EVENT = b'"__typename":"PlanningEvent"'
SETTLE_SECONDS = 2.0
BETWEEN_CHANGES_SECONDS = 0.1
LONGEST_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Change:
    """When a change was sent and committed, and when each subscriber heard of it; seconds of one clock."""

    sent: float
    committed: float
    heard: list[float]


@dataclass
class Measured:
    """One number of subscribers. Times in milliseconds, memory in kilobytes."""

    transport: str
    subscribers: int
    to_each: list[float] = field(default_factory=list)
    to_the_last: list[float] = field(default_factory=list)
    from_sending_to_the_last: list[float] = field(default_factory=list)
    kilobytes_each: float = 0.0
    processor_ms_per_change: float = 0.0

    def add(self, change: Change) -> None:
        """Count one change."""
        self.to_each += [1_000 * (moment - change.committed) for moment in change.heard]
        self.to_the_last.append(1_000 * (change.heard[-1] - change.committed))
        self.from_sending_to_the_last.append(1_000 * (change.heard[-1] - change.sent))


class Hearing:
    """Notes when each subscriber hears of a change; the clock is the same for all processes of a machine."""

    def __init__(self, subscribers: int) -> None:
        self.subscribers = subscribers
        self.expect()

    def expect(self) -> None:
        """Wait for the next change."""
        self.moments: list[float] = []
        self.all_heard = asyncio.Event()

    def heard(self, data: bytes, moment: float) -> None:
        """Take what a subscriber received: answers, and heartbeats that do not count."""
        self.moments += [moment] * data.count(EVENT)
        if len(self.moments) == self.subscribers:
            self.all_heard.set()


@contextmanager
def noting_commits(database_url: str) -> Iterator[list[float]]:
    """Listen as the server does; the moments of the notifications, which come when a transaction has committed."""
    moments: list[float] = []
    ended = threading.Event()

    def listen() -> None:
        with closing(psycopg2.connect(database_url)) as connection, selectors.DefaultSelector() as selector:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
            selector.register(connection, selectors.EVENT_READ)
            listening.set()
            while not ended.is_set():
                if selector.select(0.2):
                    connection.poll()
                    moments.extend(time.monotonic() for _ in connection.notifies)
                    connection.notifies.clear()

    listening = threading.Event()
    thread = threading.Thread(target=listen)
    thread.start()
    listening.wait()
    try:
        yield moments
    finally:
        ended.set()
        thread.join()


async def measure_changes(
    plant: ServedPlant, transport: str, number: int, *, changes: int, is_distinct: bool = False
) -> Measured:
    """Subscribe so many times and post so many changes; distinct subscriptions cannot share an execution."""
    measured = Measured(transport=transport, subscribers=number)
    hearing = Hearing(number)
    openings = [
        TRANSPORTS[transport](plant.base_url, plant.cookie, FOLLOW, {"machinePks": [1, 1_000 + index]})
        if is_distinct
        else TRANSPORTS[transport](plant.base_url, plant.cookie, FOLLOW, {})
        for index in range(number)
    ]
    before = plant.resident_kilobytes()
    async with subscribers(plant.base_url, openings, hearing.heard) as opened:
        await asyncio.sleep(SETTLE_SECONDS)
        measured.kilobytes_each = (plant.resident_kilobytes() - before) / number
        with noting_commits(plant.database_url) as commits:
            await one_change(plant, hearing, commits)  # the first is executed with everything still cold
            started = plant.processor_seconds()
            for _ in range(changes):
                measured.add(await one_change(plant, hearing, commits))
            measured.processor_ms_per_change = 1_000 * (plant.processor_seconds() - started) / changes
        assert not any(one.lost for one in opened)
    return measured


async def one_change(plant: ServedPlant, hearing: Hearing, commits: list[float]) -> Change:
    """Post a total that is one higher, and wait until every subscriber has heard of it."""
    hearing.expect()
    commits.clear()
    sent = time.monotonic()
    await asyncio.to_thread(plant.report_one_more)
    async with asyncio.timeout(LONGEST_SECONDS):
        await hearing.all_heard.wait()
    await asyncio.sleep(BETWEEN_CHANGES_SECONDS)
    return Change(sent=sent, committed=commits[0], heard=sorted(hearing.moments))
