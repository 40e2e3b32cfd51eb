"""Tasks of the event loop whose failures do not go unheard."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

logger = logging.getLogger(__name__)


def begin(work: Coroutine[None, None, None], *, on_failure: Callable[[], None]) -> asyncio.Task[None]:
    """Start a task; a failure, which is a bug, is logged with its traceback, and `on_failure` is called."""

    def finished(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("A task of the live updates failed", exc_info=error)
            on_failure()

    task = asyncio.get_running_loop().create_task(work)
    task.add_done_callback(finished)
    return task


@asynccontextmanager
async def running(
    work: Coroutine[None, None, None], *, on_failure: Callable[[], None]
) -> AsyncIterator[asyncio.Task[None]]:
    """Have a task run meanwhile, and end it afterwards."""
    task = begin(work, on_failure=on_failure)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])
