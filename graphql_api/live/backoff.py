"""Trying again, less and less often, and saying so in the log once at the start and once at the end."""

from __future__ import annotations

import logging
import random
import time

FIRST_SECONDS = 0.25
LONGEST_SECONDS = 10.0


class Backoff:
    """Delays after failures in a row: doubling, and spread so that many processes do not ask at the same moment."""

    def __init__(self, trouble: str, logger: logging.Logger) -> None:
        self._trouble = trouble
        self._logger = logger
        self._failures = 0
        self._since = 0.0

    def failed(self, error: Exception) -> float:
        """Note a failure; returns for how many seconds to wait. Only the first in a row is logged as a warning."""
        if not self._failures:
            self._since = time.monotonic()
        level = logging.DEBUG if self._failures else logging.WARNING
        delay = min(FIRST_SECONDS * 2.0 ** min(self._failures, 10), LONGEST_SECONDS)
        self._failures += 1
        self._logger.log(level, "%s, it is tried again until it works: %s", self._trouble, str(error).strip())
        return delay * random.uniform(0.5, 1)  # noqa: S311 - no secret

    def succeeded(self) -> None:
        """Note that it works, and tell so if it did not before."""
        if self._failures:
            seconds = time.monotonic() - self._since
            self._logger.warning(
                "%s: that is over, after %.1f s and %s attempts", self._trouble, seconds, self._failures
            )
        self._failures = 0
