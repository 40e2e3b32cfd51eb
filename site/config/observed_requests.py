"""What is known of each request once it is answered: one line of the log, and what is counted."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from config.doors import door_of
from config.request_id import known_user

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

# `manage.py serve --no-access-log` knows it by this name.
access_log = logging.getLogger("access")

LONGEST_PATH: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedRequest:
    """A request and its answer; of the address without the query string, and nothing of the bodies.

    `operation` is the name of a GraphQL operation, `outcome` what became of it; both None for other requests, and the
    name also for documents that were refused. `statements` counts SQL.
    """

    method: str
    path: str
    status: int
    seconds: float
    user: str = ""
    operation: str | None = None
    outcome: str | None = None
    statements: int = 0

    @property
    def door(self) -> str:
        """By which door it came."""
        return door_of(self.path)


# Whoever wants to know of each answered request.
observers: list[Callable[[ObservedRequest], None]] = []


def observe(one: ObservedRequest) -> None:
    """Tell of an answered request."""
    for tell in observers:
        tell(one)
    if access_log.isEnabledFor(logging.INFO):
        access_log.info("%s", described(one), extra={"fields": fields_of(one)})


def described(one: ObservedRequest) -> str:
    """One line for people."""
    by = f", by {one.user}" if one.user else ""
    operation = f", operation {one.operation}" if one.operation else ""
    what = f"{one.method} {one.path[:LONGEST_PATH]} {one.status}"
    return f"{what}, {one.seconds * 1000:.1f} ms, {one.statements} statements{by}{operation}"


def fields_of(one: ObservedRequest) -> dict[str, Any]:
    """The same for programs."""
    fields: dict[str, Any] = {
        "method": one.method,
        "path": one.path[:LONGEST_PATH],
        "status": one.status,
        "duration_ms": round(one.seconds * 1000, 1),
        "door": one.door,
        "statements": one.statements,
    }
    if one.outcome is not None:
        fields |= {"operation": one.operation, "outcome": one.outcome}
    return fields


class StatementCounter:
    """Django's connection calls it for each statement."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's signature
        self.count += 1
        return execute(sql, params, many, context)


class ObservedRequestsMiddleware:
    """Observes what Django answers; it stands inside of the middleware that gives requests their ids."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began, counter = time.perf_counter(), StatementCounter()
        status = 500  # where even the error page failed
        try:
            with connection.execute_wrapper(counter):
                response = self.get_response(request)
            status = response.status_code
        finally:
            seconds = time.perf_counter() - began
            observe(observed(request, status=status, seconds=seconds, statements=counter.count))
        return response


def observed(request: HttpRequest, *, status: int, seconds: float, statements: int) -> ObservedRequest:
    """What is known of a request of Django's."""
    answered = getattr(request, "answered_operation", None)
    return ObservedRequest(
        method=request.method or "",
        path=request.path,
        status=status,
        seconds=seconds,
        user=known_user(request),
        operation=answered and answered.name,
        outcome=answered and answered.outcome,
        statements=statements,
    )
