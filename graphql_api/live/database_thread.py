"""A thread with a database connection of its own, for work that must not hold up the event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from django.db import close_old_connections, connections

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")


class DatabaseThread:
    """Runs one function after another; between them, connections that broke or grew old are closed."""

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """Return what `work` returns, or raise what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, _with_fresh_connections, work)

    def stop(self) -> None:
        """Close the connection and end the thread, after the work that was handed over already."""
        self._executor.submit(connections.close_all)
        self._executor.shutdown()


def _with_fresh_connections(work: Callable[[], Answer]) -> Answer:
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()
