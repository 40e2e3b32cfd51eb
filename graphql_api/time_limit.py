"""How long one operation may take, from its first statement to its last."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from strawberry.extensions import SchemaExtension

from graphql_api.documents import limits_of
from graphql_api.limits import LimitExceeded


class TimeLimit(SchemaExtension):
    """Runs no further statement for an operation whose time is up; PostgreSQL itself ends a statement that hangs.

    A mutation that is stopped so is rolled back as a whole. Between statements an operation is bounded by what its
    lists may hold.
    """

    def on_execute(self) -> Iterator[None]:
        """Watch over the operation's statements."""
        with connection.execute_wrapper(Deadline(limits_of(self.execution_context).operation_seconds)):
            yield


class Deadline:
    """Lets statements through until the time is up, and then raises LimitExceeded."""

    def __init__(self, seconds: int) -> None:
        self._allowed = seconds
        self._began = time.monotonic()

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 - Django's signature
        context: Any,
    ) -> Any:
        taken = time.monotonic() - self._began
        if taken > self._allowed:
            raise LimitExceeded(limit="operation_seconds", allowed=self._allowed, found=int(taken))
        return execute(sql, params, many, context)
