"""Two connections whose interleaving is certain: one holds its transaction open until the other waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from django.db import connection, transaction

Answer = TypeVar("Answer")
OtherAnswer = TypeVar("OtherAnswer")

SECONDS_UNTIL_STUCK = 30
WAITS_FOR_A_LOCK = "SELECT cardinality(pg_blocking_pids(%s)) > 0"


class OtherConnection(Generic[OtherAnswer]):
    """A connection of its own in a thread of its own, for one call."""

    def __init__(self, call: Callable[[], OtherAnswer], *, pool: ThreadPoolExecutor) -> None:
        self._started = threading.Event()
        self._process: int | None = None
        self.answer: Future[OtherAnswer] = pool.submit(self._run, call)

    def _run(self, call: Callable[[], OtherAnswer]) -> OtherAnswer:
        try:
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SELECT pg_backend_pid()")
                    self._process = cursor.fetchone()[0]
            with connection.execute_wrapper(self._tell_that_it_started):
                return call()
        finally:
            self._started.set()
            connection.close()

    def _tell_that_it_started(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]
    ) -> Any:
        self._started.set()
        return execute(sql, params, many, context)

    def wait_until_it_waits(self) -> None:
        """Return once the call waits for a lock of ours; fail where it gets through without one.

        SQLite does not tell who waits; it lets nobody write beside an open transaction, so that having begun is enough.
        """
        assert self._started.wait(SECONDS_UNTIL_STUCK)
        if connection.vendor == "postgresql":
            deadline = time.monotonic() + SECONDS_UNTIL_STUCK
            while not self._waits():
                assert not self.answer.done(), "the other call did not wait"
                assert time.monotonic() < deadline, "the other call neither waits nor ends"
                time.sleep(0.005)

    def _waits(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(WAITS_FOR_A_LOCK, [self._process])
            return bool(cursor.fetchone()[0])


@contextmanager
def holding(
    hold: Callable[[], object], *waiting: Callable[[], OtherAnswer]
) -> Iterator[list[Future[OtherAnswer]]]:
    """Keep what `hold` locks until the block ends, while each of these calls waits for it on its own connection."""
    with ThreadPoolExecutor(max_workers=len(waiting)) as pool, transaction.atomic():
        hold()
        others = [OtherConnection(call, pool=pool) for call in waiting]
        for other in others:
            other.wait_until_it_waits()
        yield [other.answer for other in others]


def overlapping(
    first: Callable[[], Answer], then: Callable[[], OtherAnswer]
) -> tuple[Answer, Future[OtherAnswer]]:
    """Run `first` in a transaction that commits only when `then`, on another connection, waits for it.

    Returns the first one's answer and the second one's, which may be an exception.
    """
    answers: list[Answer] = []
    with holding(lambda: answers.append(first()), then) as waiting:
        pass
    return answers[0], waiting[0]


def elsewhere(call: Callable[[], OtherAnswer]) -> OtherAnswer:
    """Run a call that waits for nothing on another connection, now."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return OtherConnection(call, pool=pool).answer.result(SECONDS_UNTIL_STUCK)
