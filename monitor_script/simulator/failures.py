"""Failures on request: what the simulator shall do wrong, how often, and to which queries."""

import threading
from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Failure(BaseModel):
    """One thing to go wrong with the next queries.

    `status` answers with that status, `delay` answers rightly but `seconds` late, `drop` closes the
    connection without an answer, `malformed` answers 200 with JSON that is cut off. It happens `times`
    times (for ever where null), and only to queries about `operation_id` where one is given.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["status", "delay", "drop", "malformed"] = "status"
    times: Annotated[int, Field(ge=1)] | None = 1
    status: Annotated[int, Field(ge=400, le=599)] = 500
    seconds: Annotated[float, Field(ge=0, le=3600)] = 0.0
    operation_id: str | None = None


class FailurePlan:
    """The failures still to come, oldest first. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: list[Failure] = []

    def add(self, failure: Failure) -> None:
        with self._lock:
            self._failures.append(failure.model_copy())

    def clear(self) -> None:
        with self._lock:
            self._failures.clear()

    def take(self, ids: Collection[str]) -> Failure | None:
        """The failure that a query about these ids shall meet, counted off; None where all is well."""
        with self._lock:
            for failure in self._failures:
                if failure.operation_id is None or failure.operation_id in ids:
                    self._count_off(failure)
                    return failure
            return None

    def _count_off(self, failure: Failure) -> None:
        if failure.times is not None:
            failure.times -= 1
            if not failure.times:
                self._failures.remove(failure)
